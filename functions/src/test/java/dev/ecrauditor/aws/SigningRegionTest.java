package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.aws.SignedRequests.Signed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The clients of production in each partition: which host they call, and for which Region and service they sign. No
 * request leaves the process.
 *
 * <p>Source: Service endpoints and quotas, AWS General Reference; Amazon Web Services in China, Endpoints and ARNs.
 */
class SigningRegionTest {

    private static final String QUEUE = "https://sqs.%s.%s/111122223333/queue";

    /** By the DNS suffix of their partition. Those that end in 9 are Regions that no SDK knows by name. */
    private static final Map<String, List<String>> REGIONS = Map.of(
            "amazonaws.com",
            List.of(
                    "us-east-1",
                    "eu-west-1",
                    "il-central-1",
                    "mx-central-1",
                    "ap-southeast-7",
                    "us-gov-west-1",
                    "us-gov-east-1",
                    "us-gov-south-9",
                    "eu-west-9"),
            "amazonaws.com.cn",
            List.of("cn-north-1", "cn-northwest-1", "cn-south-9"),
            "amazonaws.eu",
            List.of("eusc-de-east-1"));

    /**
     * A call of production, by any of its clients.
     *
     * @param host before the Region
     * @param service what it is signed for
     */
    private record Call(String host, String service, Consumer<AwsClients> made) {}

    static Stream<Arguments> everyRegion() {
        return REGIONS.entrySet().stream()
                .flatMap(partition ->
                        partition.getValue().stream().map(region -> Arguments.of(region, partition.getKey())));
    }

    private static List<Call> calls(String region, String suffix) {
        String queue = QUEUE.formatted(region, suffix);
        return List.of(
                new Call("api.ecr", "ecr", clients -> clients.ecr(region).describeRegistry(request -> {})),
                new Call("kms", "kms", clients -> clients.kms(region).describeKey(request -> request.keyId("key"))),
                new Call(
                        "dynamodb",
                        "dynamodb",
                        clients -> clients.dynamoDb().query(request -> request.tableName("table"))),
                new Call(
                        "sqs",
                        "sqs",
                        clients -> clients.sqs()
                                .sendMessage(request -> request.queueUrl(queue).messageBody("message"))),
                new Call(
                        "sns",
                        "sns",
                        clients -> clients.sns()
                                .publish(request -> request.topicArn("topic").message("message"))),
                new Call(
                        "sns",
                        "sns",
                        clients -> clients.readingSns().listSubscriptionsByTopic(request -> request.topicArn("topic"))),
                new Call(
                        "sts",
                        "sts",
                        clients -> clients.sts()
                                .assumeRole(request -> request.roleArn("role").roleSessionName("session"))));
    }

    @ParameterizedTest
    @MethodSource("everyRegion")
    void aRequestGoesToTheRegionAndIsSignedForIt(String region, String suffix) {
        SignedRequests requests = new SignedRequests();
        try (AwsClients clients = AwsClients.ofInvented(requests, region)) {
            for (Call call : calls(region, suffix)) {
                assertThatThrownBy(() -> call.made().accept(clients)).isInstanceOf(AwsServiceException.class);
                assertThat(requests.last())
                        .isEqualTo(
                                new Signed("https", call.host() + "." + region + "." + suffix, region, call.service()));
            }
        }
    }

    /** A hub reads ECR and KMS in other Regions; tables, queues, topics and the roles it assumes are those of its own. */
    @ParameterizedTest
    @CsvSource({
        "us-east-1, mx-central-1, amazonaws.com",
        "us-gov-west-1, us-gov-east-1, amazonaws.com",
        "cn-north-1, cn-northwest-1, amazonaws.com.cn"
    })
    void aHubReadsRegistriesAndKeysOfAnotherRegionThere(String home, String region, String suffix) {
        SignedRequests requests = new SignedRequests();
        try (AwsClients clients = AwsClients.ofInvented(requests, home)) {
            for (Call call : calls(region, suffix)) {
                assertThatThrownBy(() -> call.made().accept(clients)).isInstanceOf(AwsServiceException.class);
                String called = Set.of("ecr", "kms").contains(call.service()) ? region : home;
                assertThat(requests.last())
                        .isEqualTo(
                                new Signed("https", call.host() + "." + called + "." + suffix, called, call.service()));
            }
        }
    }
}
