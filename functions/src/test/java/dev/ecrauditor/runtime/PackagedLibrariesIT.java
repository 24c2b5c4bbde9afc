package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which libraries and modules of the AWS SDK are in the deployed jar. The lists are complete: a module that a new
 * dependency or version brings along fails these tests, whether anything refers to it or not. Its size is in
 * {@link MinimizedJarIT}.
 */
class PackagedLibrariesIT {

    private static final String SDK = "software/amazon/awssdk/";

    private static final Set<String> SERVICES = Set.of("dynamodb", "ecr", "kms", "sns", "sqs", "sts");

    private static final Set<String> FILES = new TreeSet<>();

    @BeforeAll
    static void readTheJar() throws IOException {
        try (ZipFile jar = new ZipFile(DeployedJar.file().toFile())) {
            jar.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> FILES.add(entry.getName()));
        }
    }

    @Test
    void theJarHoldsTheAuditorAndTheLibrariesItUses() {
        assertThat(found("(dev/ecrauditor|software/amazon/awssdk|\\w+/\\w+).*\\.class"))
                .containsExactlyInAnyOrder(
                        "dev/ecrauditor",
                        "software/amazon/awssdk",
                        "com/amazonaws", // the interfaces of Lambda and two types of events
                        "com/fasterxml",
                        "org/crac", // hooks before a snapshot and after a restore
                        "org/jspecify",
                        "org/reactivestreams", // in signatures of the SDK
                        "org/slf4j");
        assertThat(found("com/amazonaws/services/lambda/runtime/events/(\\w+)(\\$\\w+)?\\.class"))
                .containsExactlyInAnyOrder("SQSEvent", "SQSBatchResponse");
    }

    /** Not among them: the CRT, the SDK's own Jackson, mappers of DynamoDB, transfer managers. */
    @Test
    void theSdkHasThePartsThatEachClientNeeds() {
        assertThat(found(SDK + "(\\w+)/.*\\.class"))
                .containsExactlyInAnyOrder(
                        "annotations",
                        "auth",
                        "awscore",
                        "checksums",
                        "core",
                        "endpoints",
                        "eventstream",
                        "http",
                        "identity",
                        "internal",
                        "metrics",
                        "profiles",
                        "protocols",
                        "regions",
                        "retries",
                        "services",
                        "utils",
                        "utilslite");
    }

    @Test
    void onlyServicesThatAreCalledHaveAClient() {
        assertThat(found(SDK + "services/(\\w+)/.*")).isEqualTo(SERVICES);
        assertThat(found(SDK + "services/\\w+/(?:Default)?(\\w+Client)\\.class"))
                .as("clients, none of them asynchronous")
                .containsExactlyInAnyOrder(
                        "DynamoDbClient", "EcrClient", "KmsClient", "SnsClient", "SqsClient", "StsClient");
    }

    /** Not among them: waiters, batch managers, streams. */
    @Test
    void aServiceHasOnlyThePartsThatItsClientNeeds() {
        assertThat(found(SDK + "services/\\w+/(\\w+)/.*"))
                .containsExactlyInAnyOrder(
                        "auth", "endpoints", "internal", "jmespath", "model", "paginators", "transform");
    }

    @Test
    void onlyServicesThatAreCalledHaveMetadata() {
        assertThat(found(SDK + "regions/servicemetadata/(?:Api)?(\\w+)ServiceMetadata(\\$\\w+)?\\.class").stream()
                        .map(String::toLowerCase)
                        .collect(Collectors.toSet()))
                .isEqualTo(SERVICES);
    }

    @Test
    void theOnlyHttpClientIsThatOfTheJdk() {
        assertThat(found(SDK + "http/(\\w+)/.*\\.class")).containsExactlyInAnyOrder("async", "auth", "urlconnection");
        assertThat(found(SDK + "http/async/(Async\\w+)\\.class"))
                .as("interfaces only")
                .isSubsetOf("AsyncExecuteRequest");
        assertThat(found("(META-INF/services/software\\.amazon\\.awssdk\\..*)"))
                .containsExactly("META-INF/services/software.amazon.awssdk.http.SdkHttpService");
    }

    /** The first group of what matches. */
    private static Set<String> found(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return FILES.stream()
                .map(compiled::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
