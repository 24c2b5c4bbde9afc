package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.cli.terminal.TerminalClients;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** One client for each service and Region, built when it is first used. */
public final class DoctorClients {

    private final Optional<URI> endpoint;
    private final Map<String, Object> clients = new ConcurrentHashMap<>();

    /**
     * @param endpoint called instead of AWS; empty for AWS itself
     */
    public DoctorClients(Optional<URI> endpoint) {
        this.endpoint = endpoint;
    }

    Optional<URI> endpoint() {
        return endpoint;
    }

    CloudFormationClient cloudFormation(String region) {
        return client(
                CloudFormationClient.class,
                region,
                key -> TerminalClients.of(CloudFormationClient.builder(), key, endpoint));
    }

    CloudTrailClient cloudTrail(String region) {
        return client(
                CloudTrailClient.class, region, key -> TerminalClients.of(CloudTrailClient.builder(), key, endpoint));
    }

    DynamoDbClient dynamoDb(String region) {
        return client(DynamoDbClient.class, region, key -> TerminalClients.of(DynamoDbClient.builder(), key, endpoint));
    }

    EventBridgeClient events(String region) {
        return client(
                EventBridgeClient.class, region, key -> TerminalClients.of(EventBridgeClient.builder(), key, endpoint));
    }

    /** IAM has one endpoint for each partition; its clients know the partition by a Region. */
    IamClient iam(String region) {
        return client(
                IamClient.class, region, key -> TerminalClients.of(IamClient.builder(), globalRegionOf(key), endpoint));
    }

    KmsClient kms(String region) {
        return client(KmsClient.class, region, key -> TerminalClients.of(KmsClient.builder(), key, endpoint));
    }

    LambdaClient lambda(String region) {
        return client(LambdaClient.class, region, key -> TerminalClients.of(LambdaClient.builder(), key, endpoint));
    }

    OrganizationsClient organizations(String region) {
        return client(
                OrganizationsClient.class,
                region,
                key -> TerminalClients.of(OrganizationsClient.builder(), globalRegionOf(key), endpoint));
    }

    SnsClient sns(String region) {
        return client(SnsClient.class, region, key -> TerminalClients.of(SnsClient.builder(), key, endpoint));
    }

    SqsClient sqs(String region) {
        return client(SqsClient.class, region, key -> TerminalClients.of(SqsClient.builder(), key, endpoint));
    }

    StsClient sts(String region) {
        return client(StsClient.class, region, key -> TerminalClients.of(StsClient.builder(), key, endpoint));
    }

    /** The account of the caller's credentials. */
    public String ownAccount(String region) {
        return sts(region).getCallerIdentity().account();
    }

    private static String globalRegionOf(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn-global";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov-global" : "aws-global";
    }

    private <C> C client(Class<C> type, String region, Function<String, C> make) {
        return type.cast(clients.computeIfAbsent(type.getSimpleName() + " " + region, key -> make.apply(region)));
    }
}
