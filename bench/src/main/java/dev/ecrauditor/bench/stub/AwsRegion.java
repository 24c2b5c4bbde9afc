package dev.ecrauditor.bench.stub;

/** The account and Region of a benchmark, with AWS's example account. */
public final class AwsRegion {

    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "us-east-1";
    public static final String DOMAIN = "amazonaws.com";

    private AwsRegion() {}

    public static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    public static String queueUrl(String name) {
        return "https://sqs." + REGION + "." + DOMAIN + "/" + ACCOUNT + "/" + name;
    }
}
