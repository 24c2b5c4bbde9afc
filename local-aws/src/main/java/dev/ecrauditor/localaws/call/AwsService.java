package dev.ecrauditor.localaws.call;

import java.util.Arrays;
import java.util.Optional;

/** The simulated services, with their protocols. */
public enum AwsService {
    CLOUDFORMATION("cloudformation", "query", "http://cloudformation.amazonaws.com/doc/2010-05-15/"),
    DYNAMODB("dynamodb", "1.0", "DynamoDB_20120810"),
    ECR("ecr", "1.1", "AmazonEC2ContainerRegistry_V20150921"),
    IAM("iam", "query", "https://iam.amazonaws.com/doc/2010-05-08/"),
    KMS("kms", "1.1", "TrentService"),
    LAMBDA("lambda", "rest", "AWSLambda"),
    SNS("sns", "query", "http://sns.amazonaws.com/doc/2010-03-31/"),
    ORGANIZATIONS("organizations", "1.1", "AWSOrganizationsV20161128"),
    EVENTS("events", "1.1", "AWSEvents"),
    CLOUDTRAIL("cloudtrail", "1.1", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101"),
    SECURITYHUB("securityhub", "rest", "AWSSecurityHub"),
    S3("s3", "rest-xml", "http://s3.amazonaws.com/doc/2006-03-01/"),
    SQS("sqs", "1.0", "AmazonSQS"),
    STS("sts", "query", "https://sts.amazonaws.com/doc/2011-06-15/");

    private final String prefix;
    private final String protocol;
    private final String wireName;

    AwsService(String prefix, String protocol, String wireName) {
        this.prefix = prefix;
        this.protocol = protocol;
        this.wireName = wireName;
    }

    /** The name in IAM actions, ARNs and credential scopes. */
    public String prefix() {
        return prefix;
    }

    /** The version of AWS JSON, {@code query}, {@code rest}, or {@code rest-xml}. */
    public String protocol() {
        return protocol;
    }

    /** The target prefix of an AWS JSON service, or the XML name space of another. */
    public String wireName() {
        return wireName;
    }

    public static Optional<AwsService> byPrefix(String prefix) {
        return Arrays.stream(values())
                .filter(service -> service.prefix.equals(prefix))
                .findFirst();
    }

    public static Optional<AwsService> byWireName(String wireName) {
        return Arrays.stream(values())
                .filter(service -> service.wireName.equals(wireName))
                .findFirst();
    }
}
