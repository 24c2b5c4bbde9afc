package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.HubSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JavaFunctionTest {

    private static final SynthesizedHub DEFAULT_HUB = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

    /** SettingsStoreTest says how it is made. */
    private static final String KEY =
            FULL.json().at("/Outputs/DeployedSettings/Value").asText().replaceFirst(" .*", "");

    @Test
    void theFunctionsRunTheHandlersOfTheJar() {
        assertThat(FULL.resources("AWS::Lambda::Function"))
                .extracting(function -> function.property("/FunctionName") + " " + function.property("/Handler"))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit dev.ecrauditor.handler.AuditHandler::handleRequest",
                        "ecr-auditor-alert dev.ecrauditor.handler.AlertHandler::handleRequest",
                        "ecr-auditor-remediation dev.ecrauditor.handler.RemediationHandler::handleRequest",
                        "ecr-auditor-sweep dev.ecrauditor.handler.SweepHandler::handleRequest");
    }

    @Test
    void theFunctionsStartFromASnapshotOnTheRuntimeTheyWereMeasuredOn() {
        assertThat(FULL.resources("AWS::Lambda::Function")).allSatisfy(function -> {
            assertThat(function.property("/Runtime")).isEqualTo("java25");
            assertThat(function.property("/Architectures/0")).isEqualTo("arm64");
            assertThat(function.property("/SnapStart/ApplyOn")).isEqualTo("PublishedVersions");
            assertThat(function.properties().has("VpcConfig")).isFalse();
        });
        // Without an alias the event source would reach the unpublished code, which has no snapshot.
        assertThat(FULL.resources("AWS::Lambda::Version")).hasSize(4);
        assertThat(FULL.resources("AWS::Lambda::EventSourceMapping"))
                .hasSize(4)
                .allSatisfy(source -> assertThat(
                                source.properties().get("FunctionName").toString())
                        .contains(":live"));
    }

    @Test
    void theEnvironmentIsWhatTheHandlersExpectAndNothingElse() {
        assertThat(environmentOf(FULL, "AuditFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("TABLE_NAME", "${FindingTable}"),
                        Map.entry("DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}"),
                        Map.entry("REGISTRY_SWEEP_QUEUE_URL", "${SweepFunctionSweepQueue}"),
                        Map.entry("CHANGE_QUEUE_URL", "${EventIntakeChangeQueue}"),
                        Map.entry("WATCHED_ACCOUNTS", "${AWS::AccountId}"),
                        Map.entry("SETTINGS_FILE", "/opt/ecr-auditor/settings.json"),
                        Map.entry("SETTINGS_BUCKET", "${SettingsStoreBucket}"),
                        Map.entry("SETTINGS_KEY", KEY),
                        Map.entry("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation"),
                        Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"),
                        Map.entry("METRICS_NAMESPACE", "EcrAuditor")));
        assertThat(environmentOf(FULL, "AlertFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "TOPIC_ARN", "${AlertTopic}",
                        "REMEDIATION_QUEUE_URL", "${RemediationRemediationQueue}",
                        "SETTINGS_FILE", "/opt/ecr-auditor/settings.json",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1",
                        "METRICS_NAMESPACE", "EcrAuditor"));
        assertThat(environmentOf(FULL, "SweepFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("TABLE_NAME", "${FindingTable}"),
                        Map.entry("EXPORT_BUCKET", "${FindingExportBucket}"),
                        Map.entry("DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}"),
                        Map.entry("CHANGE_QUEUE_URL", "${EventIntakeChangeQueue}"),
                        Map.entry("WATCHED_ACCOUNTS", "${AWS::AccountId}"),
                        Map.entry("FORWARDING_RULE_NAME", "ecr-auditor-changes"),
                        Map.entry(
                                "FORWARDING_TARGET_ARN",
                                environmentOf(FULL, "SweepFunction").get("FORWARDING_TARGET_ARN")),
                        Map.entry("TOPIC_ARN", "${AlertTopic}"),
                        Map.entry("SETTINGS_FILE", "/opt/ecr-auditor/settings.json"),
                        Map.entry("SETTINGS_BUCKET", "${SettingsStoreBucket}"),
                        Map.entry("SETTINGS_KEY", KEY),
                        Map.entry("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation"),
                        Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"),
                        Map.entry("METRICS_NAMESPACE", "EcrAuditor")));
        assertThat(environmentOf(FULL, "Remediation"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}",
                        "SETTINGS_FILE", "/opt/ecr-auditor/settings.json",
                        "SETTINGS_BUCKET", "${SettingsStoreBucket}",
                        "SETTINGS_KEY", KEY,
                        "WATCHED_ACCOUNTS", "${AWS::AccountId}",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1",
                        "METRICS_NAMESPACE", "EcrAuditor"));
    }

    /** Else the sweep would open what an event resolves, and the other way round, for ever. */
    @Test
    void theSweepEvaluatesByWhatTheAuditEvaluatesBy() {
        Map<String, String> audit = new HashMap<>(environmentOf(FULL, "AuditFunction"));
        assertThat(audit.remove("REGISTRY_SWEEP_QUEUE_URL")).isEqualTo("${SweepFunctionSweepQueue}");
        assertThat(environmentOf(FULL, "SweepFunction")).containsAllEntriesOf(audit);
    }

    @Test
    void withRemediationOffTheAlertFunctionKnowsNoQueueToAsk() {
        assertThat(environmentOf(DEFAULT_HUB, "AlertFunction")).doesNotContainKey("REMEDIATION_QUEUE_URL");
    }

    @Test
    void withoutASettingsFileTheDefaultsAreInTheLayer() {
        DEFAULT_HUB.template().resourceCountIs("AWS::Lambda::LayerVersion", 1);
        for (String function : List.of("AuditFunction", "SweepFunction")) {
            assertThat(environmentOf(DEFAULT_HUB, function))
                    .containsEntry("SETTINGS_FILE", "/opt/ecr-auditor/settings.json");
        }
        assertThat(DEFAULT_HUB.json().toString()).doesNotContain("REMEDIATION_MODE");
    }

    @Test
    void theFunctionsHaveTheSettings() {
        String layer = FULL.resource("AWS::Lambda::LayerVersion", "Settings").id();
        assertThat(FULL.resources("AWS::Lambda::Function").stream()
                        .filter(function -> function.properties().has("Layers")))
                .allSatisfy(function -> {
                    assertThat(function.properties().get("Layers")).hasSize(1);
                    assertThat(function.property("/Layers/0")).isEqualTo("${" + layer + "}");
                })
                .extracting(function -> function.property("/FunctionName"))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-alert", "ecr-auditor-audit", "ecr-auditor-remediation", "ecr-auditor-sweep");
    }

    @Test
    void noEnvironmentVariableResemblesASecret() {
        Set<String> names = new TreeSet<>();
        FULL.resources("AWS::Lambda::Function")
                .forEach(function -> function.properties()
                        .at("/Environment/Variables")
                        .fieldNames()
                        .forEachRemaining(names::add));
        assertThat(names)
                .noneMatch(name -> name.matches("(?i).*(secret|token|password|webhook|api_?key|credential).*"));
        assertThat(FULL.json().toString())
                .doesNotContain("hooks.slack.com", "AKIA", "resolve:secretsmanager", "resolve:ssm");
    }

    @Test
    void oneDrainerAtATimeAndFewAudits() {
        assertThat(function("AlertFunction")
                        .properties()
                        .at("/ReservedConcurrentExecutions")
                        .asInt())
                .isEqualTo(1);
        assertThat(source("AlertFunction").properties().has("ScalingConfig")).isFalse();
        assertThat(source("AuditFunction")
                        .properties()
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(5);
        assertThat(source("Remediation")
                        .properties()
                        .at("/ScalingConfig/MaximumConcurrency")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void everyMessageOfABatchMayFailAlone() {
        assertThat(FULL.resources("AWS::Lambda::EventSourceMapping")).hasSize(4).allSatisfy(source -> {
            assertThat(source.properties().path("BatchSize").asInt()).isEqualTo(10);
            assertThat(source.property("/FunctionResponseTypes/0")).isEqualTo("ReportBatchItemFailures");
        });
    }

    @Test
    void everyFunctionHasALogGroupOfItsOwnEncryptedWithTheCustomerManagedKeyAndMayWriteToThatOneOnly() {
        assertThat(FULL.resources("AWS::Logs::LogGroup")).hasSize(4).allSatisfy(logs -> {
            assertThat(logs.property("/KmsKeyId")).startsWith("${DataKey");
            assertThat(logs.properties().path("RetentionInDays").asInt()).isEqualTo(90);
            assertThat(logs.property("/LogGroupName")).startsWith("/aws/lambda/ecr-auditor-");
        });
        assertThat(FULL.json().toString()).doesNotContain("logs:CreateLogGroup", "AWSLambdaBasicExecutionRole");
    }

    private static Resource function(String construct) {
        return FULL.resource("AWS::Lambda::Function", construct);
    }

    private static Resource source(String construct) {
        return FULL.resource("AWS::Lambda::EventSourceMapping", construct);
    }

    /** Variables of a function; the hash at the end of a logical id is left out. */
    private static Map<String, String> environmentOf(SynthesizedHub hub, String construct) {
        Map<String, String> environment = new TreeMap<>();
        hub.resource("AWS::Lambda::Function", construct)
                .properties()
                .at("/Environment/Variables")
                .properties()
                .forEach(variable -> environment.put(
                        variable.getKey(), Intrinsics.text(variable.getValue()).replaceAll("[0-9A-F]{8}}$", "}")));
        return environment;
    }
}
