package dev.ecrauditor.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shaded jar alone, without any other class, runs the function and stays small. */
class SecurityHubJarIT {

    private static final long GOAL = 6_500_000;

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(
                            file -> file.getFileName().toString().matches("ecr-auditor-security-hub-.*-lambda\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theJarIsSmallAndHoldsNoOtherService() throws IOException {
        assertThat(Files.size(jar())).isLessThan(GOAL);
        try (URLClassLoader alone = new URLClassLoader(new URL[] {jar().toUri().toURL()}, null)) {
            assertThat(alone.findResource("software/amazon/awssdk/services/sts/StsClient.class"))
                    .isNotNull();
            for (String service : List.of("dynamodb/DynamoDb", "ecr/Ecr", "kms/Kms", "sns/Sns", "sqs/Sqs")) {
                assertThat(alone.findResource("software/amazon/awssdk/services/" + service + "Client.class"))
                        .isNull();
            }
        }
    }

    /** A member's finding: the role is assumed by the SDK, and the import is a signed call. */
    @Test
    void aFindingIsImportedByTheJarInAJvmOfItsOwn() throws Exception {
        try (LocalHub hub = new LocalHub(LocalHub.WITHOUT_WAITING)) {
            hub.enable(SampleAlerts.MEMBER);
            Path event = Files.createTempFile("security-hub", ".json");
            Files.writeString(
                    event,
                    JsonWriter.write(new JsonObject()
                            .put("Records", new Json.Arr(List.of(record())))
                            .build()));
            Path main = Path.of("src", "test", "java", "dev", "ecrauditor", "securityhub", "FunctionMain.java");
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    jar().toString(),
                    main.toString(),
                    event.toString());
            java.environment()
                    .putAll(Map.of(
                            "AWS_REGION",
                            LocalHub.REGION,
                            "AWS_ACCESS_KEY_ID",
                            LocalHub.HUB,
                            "AWS_SECRET_ACCESS_KEY",
                            "not-a-secret",
                            "AWS_ENDPOINT_URL",
                            hub.aws.endpoint().toString(),
                            "HUB_ACCOUNT",
                            LocalHub.HUB,
                            "SECURITY_HUB_ROLE_NAME",
                            "ecr-auditor-import"));
            Process process = java.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();

            assertThat(output).contains("{\"batchItemFailures\":[]}", "\"outcome\":\"IMPORTED\"");
            assertThat(hub.findings(SampleAlerts.MEMBER)).hasSize(1);
        }
    }

    private static Json record() {
        String alert = SampleAlerts.alert(
                        SampleAlerts.repository(SampleAlerts.MEMBER, "payments/api"), AlertStatus.OPENED, 1)
                .json();
        return new JsonObject()
                .put("messageId", "1")
                .put(
                        "body",
                        JsonWriter.write(new JsonObject()
                                .put("Type", "Notification")
                                .put("Message", alert)
                                .build()))
                .build();
    }
}
