package dev.ecrauditor.localaws;

/** Where AWS keeps state: one account in one region. */
record Place(String account, String region) {

    private static final int ACCOUNT_DIGITS = 12;

    static boolean isAccount(String text) {
        return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    String dnsSuffix() {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    String arn(String service, String resource) {
        return String.join(":", "arn", partition(), service, region, account, resource);
    }

    /** The ARN of something that has an account but no region, such as a role. */
    String globalArn(String service, String resource) {
        return String.join(":", "arn", partition(), service, "", account, resource);
    }
}
