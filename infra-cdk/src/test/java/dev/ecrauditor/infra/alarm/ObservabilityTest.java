package dev.ecrauditor.infra.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObservabilityTest {

    private static final SynthesizedHub FULL = SynthesizedHub.full();

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyAlarmNotifiesTheOperationsTopicAndNeverTheAlertTopic(RemediationMode mode) {
        assertThat(SynthesizedHub.withRemediation(mode).resources("AWS::CloudWatch::Alarm"))
                .isNotEmpty()
                .allSatisfy(alarm -> {
                    assertThat(alarm.properties().at("/AlarmActions")).hasSize(1);
                    assertThat(alarm.property("/AlarmActions/0")).startsWith("${OperationsTopic");
                    assertThat(alarm.property("/AlarmName")).startsWith("ecr-auditor-");
                });
    }

    @Test
    void whateverWouldStopAlertsHasAnAlarm() {
        assertThat(FULL.resources("AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.property("/AlarmName") + ": " + metricsOf(alarm) + " "
                        + alarm.property("/ComparisonOperator").replaceAll("Threshold|Than", "") + " "
                        + alarm.properties().path("Threshold").asInt())
                .containsExactlyInAnyOrder(
                        "ecr-auditor-audit-errors: Errors Greater 0",
                        "ecr-auditor-audit-throttles: Throttles Greater 0",
                        "ecr-auditor-alert-errors: Errors Greater 0",
                        "ecr-auditor-alert-throttles: Throttles Greater 0",
                        "ecr-auditor-alert-function-idle: Invocations Less 1",
                        "ecr-auditor-remediation-errors: Errors Greater 0",
                        "ecr-auditor-remediation-throttles: Throttles Greater 0",
                        "ecr-auditor-change-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-drain-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-remediation-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        // A reevaluation waits in the queue for 15 minutes; only a much older message is late.
                        "ecr-auditor-change-queue-age: ApproximateAgeOfOldestMessage Greater 1800",
                        "ecr-auditor-drain-queue-age: ApproximateAgeOfOldestMessage Greater 300",
                        "ecr-auditor-sweep-errors: Errors Greater 0",
                        "ecr-auditor-sweep-throttles: Throttles Greater 0",
                        "ecr-auditor-sweep-queue-dead-letters: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-sweep-queue-age: ApproximateAgeOfOldestMessage Greater 3600",
                        "ecr-auditor-scanning-switched-off: TriggeredRules Greater 0",
                        "ecr-auditor-alerts-unpublished: outboxAgeSeconds Greater 1800",
                        "ecr-auditor-records-unreadable: recordsUnreadable Greater 0",
                        "ecr-auditor-repositories-not-swept: repositoriesFailed Greater 0",
                        "ecr-auditor-subscribers-missing: subscribersMissing Greater 0",
                        "ecr-auditor-alerts-undelivered: NumberOfNotificationsFailed Greater 0",
                        "ecr-auditor-events-undelivered: ApproximateNumberOfMessagesVisible Greater 0",
                        "ecr-auditor-changes-undelivered: FailedInvocations+InvocationsFailedToBeSentToDlq Greater 0",
                        "ecr-auditor-drain-undelivered: FailedInvocations+InvocationsFailedToBeSentToDlq Greater 0",
                        "ecr-auditor-sweep-undelivered: FailedInvocations+InvocationsFailedToBeSentToDlq Greater 0",
                        "ecr-auditor-scanning-switched-off-undelivered: FailedInvocations+InvocationsFailedToBeSentToDlq Greater 0");
    }

    /** Wrong wiring causes no error, so each alarm has a command that tests it, in its row of docs/operations.md. */
    @Test
    void everyAlarmHasTheCommandThatTestsItLive() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "operations.md"));
        List<String> rows = lines.stream()
                .skip(lines.indexOf("### Test the alarms"))
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `ecr-auditor-"))
                .toList();
        assertThat(FULL.resources("AWS::CloudWatch::Alarm"))
                .extracting(alarm -> alarm.property("/AlarmName"))
                .allSatisfy(name -> assertThat(rows)
                        .filteredOn(row -> row.split("\\|", -1)[1].contains("`" + name + "`"))
                        .as(name)
                        .singleElement(InstanceOfAssertFactories.STRING)
                        .contains("`aws "));
    }

    /** The metric of an alarm, or those of its expression, joined. */
    private static String metricsOf(SynthesizedHub.Resource alarm) {
        return alarm.properties().has("MetricName")
                ? alarm.property("/MetricName")
                : StreamSupport.stream(alarm.properties().path("Metrics").spliterator(), false)
                        .filter(metric -> metric.has("MetricStat"))
                        .map(metric ->
                                metric.at("/MetricStat/Metric/MetricName").asText())
                        .sorted()
                        .collect(Collectors.joining("+"));
    }

    /** Else an alarm of one deployment would fire because of another one in the same Region. */
    @ParameterizedTest
    @CsvSource({"'',EcrAuditor", "staging,EcrAuditor-staging"})
    void alarmsReadTheMetricsThatTheFunctionsOfTheSameDeploymentWrite(String suffix, String namespace) {
        SynthesizedHub hub = SynthesizedOrganization.withSuffix(suffix).named(namespace);
        assertThat(hub.resources("AWS::Lambda::Function"))
                .hasSize(4)
                .allSatisfy(function -> assertThat(function.property("/Environment/Variables/METRICS_NAMESPACE"))
                        .isEqualTo(namespace));
        assertThat(hub.resources("AWS::CloudWatch::Alarm"))
                .filteredOn(alarm -> alarm.property("/Namespace").startsWith("EcrAuditor"))
                .hasSize(4)
                .allSatisfy(alarm -> assertThat(alarm.property("/Namespace")).isEqualTo(namespace));
    }

    @Test
    void aFunctionThatNoLongerRunsIsNoticedByMissingData() {
        FULL.template()
                .hasResourceProperties(
                        "AWS::CloudWatch::Alarm",
                        Map.of("AlarmName", "ecr-auditor-alert-function-idle", "TreatMissingData", "breaching"));
    }
}
