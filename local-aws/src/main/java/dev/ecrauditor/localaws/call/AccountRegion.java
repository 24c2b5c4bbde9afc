package dev.ecrauditor.localaws.call;

/** One account in one region, the scope of AWS state. */
public record AccountRegion(String account, String region) {

    private static final int ACCOUNT_DIGITS = 12;

    public static boolean isAccount(String text) {
        return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    public String dnsSuffix() {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    public String arn(String service, String resource) {
        return String.join(":", "arn", partition(), service, region, account, resource);
    }

    /** The ARN of a resource with an account but without a region, such as a role. */
    public String globalArn(String service, String resource) {
        return String.join(":", "arn", partition(), service, "", account, resource);
    }
}
