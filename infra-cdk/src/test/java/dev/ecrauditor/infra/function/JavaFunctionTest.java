package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.TrustedParties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaFunctionTest {

    private static final SynthesizedHub DEFAULT_HUB = SynthesizedHub.of(HubSettings.defaults());
    private static final SynthesizedHub FULL = SynthesizedHub.full();

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
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}",
                        "CHANGE_QUEUE_URL", "${EventIntakeChangeQueue}",
                        "WATCHED_ACCOUNTS", "${AWS::AccountId}",
                        "SETTINGS_FILE", "/opt/ecr-auditor/settings.json",
                        "REMEDIATION_ROLE_NAME", "ecr-auditor-remediation",
                        "POLICY_GRACE", "PT15M",
                        "TRUSTED_ORGANIZATIONS", "o-a1b2c3d4e5",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
        assertThat(environmentOf(FULL, "AlertFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "TOPIC_ARN", "${AlertTopic}",
                        "REMEDIATION_QUEUE_URL", "${RemediationRemediationQueue}",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
        assertThat(environmentOf(FULL, "SweepFunction"))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("TABLE_NAME", "${FindingTable}"),
                        Map.entry("DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}"),
                        Map.entry("CHANGE_QUEUE_URL", "${EventIntakeChangeQueue}"),
                        Map.entry("WATCHED_ACCOUNTS", "${AWS::AccountId}"),
                        Map.entry("SETTINGS_FILE", "/opt/ecr-auditor/settings.json"),
                        Map.entry("REMEDIATION_ROLE_NAME", "ecr-auditor-remediation"),
                        Map.entry("POLICY_GRACE", "PT15M"),
                        Map.entry("TRUSTED_ORGANIZATIONS", "o-a1b2c3d4e5"),
                        Map.entry("SWEEP_EVERY", "PT24H"),
                        Map.entry("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")));
        assertThat(environmentOf(FULL, "Remediation"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "TABLE_NAME", "${FindingTable}",
                        "DRAIN_QUEUE_URL", "${AlertFunctionDrainQueue}",
                        "SETTINGS_FILE", "/opt/ecr-auditor/settings.json",
                        "WATCHED_ACCOUNTS", "${AWS::AccountId}",
                        "JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuditFunction", "SweepFunction"})
    void trustedPartiesAreSetForEveryFunctionThatEvaluates(String function) {
        TrustedParties trusted = new TrustedParties(List.of("444455556666", "123456789012"), List.of("o-a1b2c3d4e5"));
        assertThat(environmentOf(SynthesizedHub.trusting(trusted), function))
                .containsEntry("TRUSTED_ACCOUNTS", "444455556666,123456789012")
                .containsEntry("TRUSTED_ORGANIZATIONS", "o-a1b2c3d4e5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AuditFunction", "SweepFunction"})
    void whereNobodyIsTrustedNobodyIsNamed(String function) {
        assertThat(environmentOf(DEFAULT_HUB, function))
                .doesNotContainKeys("TRUSTED_ACCOUNTS", "TRUSTED_ORGANIZATIONS");
    }

    /** Else the sweep would open what an event resolves, and the other way round, for ever. */
    @Test
    void theSweepEvaluatesByWhatTheAuditEvaluatesBy() {
        Map<String, String> sweep = new HashMap<>(environmentOf(FULL, "SweepFunction"));
        sweep.remove("SWEEP_EVERY");
        assertThat(sweep).isEqualTo(environmentOf(FULL, "AuditFunction"));
    }

    @Test
    void withRemediationOffTheAlertFunctionKnowsNoQueueToAsk() {
        assertThat(environmentOf(DEFAULT_HUB, "AlertFunction")).doesNotContainKey("REMEDIATION_QUEUE_URL");
    }

    @Test
    void withoutASettingsFileThereIsNoLayerAndNoVariable() {
        DEFAULT_HUB.template().resourceCountIs("AWS::Lambda::LayerVersion", 0);
        assertThat(DEFAULT_HUB.json().toString()).doesNotContain("SETTINGS_FILE", "REMEDIATION_MODE");
        assertThat(DEFAULT_HUB.resources("AWS::Lambda::Function"))
                .noneMatch(function -> function.properties().has("Layers"));
    }

    @Test
    void theFunctionsThatDecideAboutRemediationHaveTheSettingsAndTheAlertFunctionHasNot() {
        String layer = FULL.resource("AWS::Lambda::LayerVersion", "Settings").id();
        assertThat(FULL.resources("AWS::Lambda::Function").stream()
                        .filter(function -> function.properties().has("Layers")))
                .allSatisfy(function -> {
                    assertThat(function.properties().get("Layers")).hasSize(1);
                    assertThat(function.property("/Layers/0")).isEqualTo("${" + layer + "}");
                })
                .extracting(function -> function.property("/FunctionName"))
                .containsExactlyInAnyOrder("ecr-auditor-audit", "ecr-auditor-remediation", "ecr-auditor-sweep");
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
