package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.queue.OwnRule;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** Alarms for every fault that would stop the auditor's alerts; each of them notifies the operations topic. */
public final class Observability extends Construct {

    /** The operations topic accepts alarms with this prefix only. */
    static final String ALARM_PREFIX = "ecr-auditor-";

    /** Even a large number of alerts is published within minutes. */
    private static final Duration OLDEST_UNPUBLISHED = Duration.ofMinutes(30);

    private static final MetricOptions SUM = over("Sum");
    private static final MetricOptions MAXIMUM = over("Maximum");

    private final OperationsTopic operations;
    private final List<Alarm> alarms = new ArrayList<>();

    public Observability(Construct scope, String id, OperationsTopic operations) {
        super(scope, id);
        this.operations = operations;
    }

    /** The alarms that were defined so far. */
    List<Alarm> alarms() {
        return List.copyOf(alarms);
    }

    public void watch(JavaFunction watched) {
        String name = watched.name();
        alarmAbove(0, name + "-errors", watched.function().metricErrors(SUM), "%s fails".formatted(name));
        alarmAbove(
                0,
                name + "-throttles",
                watched.function().metricThrottles(SUM),
                "%s is throttled: raise the account's Lambda concurrency".formatted(name));
    }

    /** The schedule invokes the function every minute; missing data counts as a fault. */
    public void watchThatItRuns(JavaFunction watched) {
        String name = watched.name();
        IMetric invocations = watched.function().metricInvocations(SUM);
        notifyOf(alarm(name + "-function-idle", "%s has not run for fifteen minutes".formatted(name), invocations)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(1)
                .evaluationPeriods(3)
                .treatMissingData(TreatMissingData.BREACHING));
    }

    public void watch(WorkQueue watched, Duration oldest) {
        watchDeadLetters(watched);
        alarmAbove(
                oldest.toSeconds(),
                ALARM_PREFIX + nameOf(watched) + "-age",
                watched.queue().metricApproximateAgeOfOldestMessage(MAXIMUM),
                "Messages wait longer than %s in %s".formatted(oldest, nameOf(watched)));
    }

    public void watchDeadLetters(WorkQueue watched) {
        alarmAbove(
                0,
                ALARM_PREFIX + nameOf(watched) + "-dead-letters",
                watched.deadLetters().metricApproximateNumberOfMessagesVisible(MAXIMUM),
                "%s moved a message to its dead-letter queue: read it, fix the cause, redrive the dead-letter queue"
                        .formatted(nameOf(watched)));
    }

    /** The age of the oldest alert in an outbox, as the alert function measures it in each drain. */
    public void watchUnpublished() {
        alarmAbove(
                OLDEST_UNPUBLISHED.toSeconds(),
                ALARM_PREFIX + "alerts-unpublished",
                figure("outboxAgeSeconds"),
                "An alert has been unpublished for longer than %s".formatted(OLDEST_UNPUBLISHED));
    }

    /**
     * What no other figure includes: unreadable records with unpublished alerts, and repositories the sweep could not
     * read.
     */
    public void watchNotEvaluated() {
        String records = ALARM_PREFIX + "records-unreadable";
        String what = "Records with unpublished alerts could not be read for half an hour";
        notifyOf(alarm(records, what, figure("recordsUnreadable"))
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(0)
                .evaluationPeriods(6)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
        alarmAbove(
                0,
                ALARM_PREFIX + "repositories-not-swept",
                figure("repositoriesFailed"),
                "The sweep could not evaluate a repository; the log names it");
    }

    /** The daily export of findings: a run that failed, a day that was not finished, or records that were left out. */
    public void watchExport() {
        alarmAbove(
                0,
                ALARM_PREFIX + "findings-not-exported",
                figure("exportsFailed"),
                "The daily export of findings failed or is not complete; the log of the sweep names the cause");
    }

    /** No alert can say that nobody receives alerts. */
    public void watchSubscribers() {
        alarmAbove(
                0,
                ALARM_PREFIX + "subscribers-missing",
                figure("subscribersMissing"),
                "The alert topic has no confirmed subscriber, or pending ones: see the coverage finding alert-subscribers");
    }

    private IMetric figure(String name) {
        return Metric.Builder.create()
                .namespace(JavaFunction.metricsNamespace(this))
                .metricName(name)
                .statistic("Maximum")
                .period(software.amazon.awscdk.Duration.minutes(5))
                .build();
    }

    /** Alarms when SNS could not deliver to e-mail, Slack or another subscriber. */
    public void watch(AlertTopic watched) {
        alarmAbove(
                0,
                ALARM_PREFIX + "alerts-undelivered",
                watched.topic().metricNumberOfNotificationsFailed(SUM),
                "A subscriber of the alert topic did not receive an alert");
    }

    /**
     * Alarms on events that EventBridge put into their dead-letter queue; for one rule the event itself must be read by
     * a person.
     */
    public void watch(UndeliveredEvents watched) {
        alarmAbove(
                0,
                ALARM_PREFIX + "events-undelivered",
                watched.queue().metricApproximateNumberOfMessagesVisible(MAXIMUM),
                "EventBridge could not deliver an event of a schedule or of the remediation alarm: read, fix, delete it");
    }

    /**
     * Alarms on undelivered events of a rule: failed invocations, with or without a dead letter, plus events that could
     * not be put into the dead-letter queue. EventBridge sends neither metric while it is zero.
     * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
     */
    public void watchDelivery(OwnRule rule) {
        alarmAbove(
                0,
                rule.name() + "-undelivered",
                MathExpression.Builder.create()
                        .expression("FILL(failed, 0) + FILL(lost, 0)")
                        .label("not delivered")
                        // In one order: the template is a list, and Map.of has another order in each JVM.
                        .usingMetrics(new TreeMap<>(Map.of(
                                "failed", ofRule(rule, "FailedInvocations"),
                                "lost", ofRule(rule, "InvocationsFailedToBeSentToDlq"))))
                        .period(software.amazon.awscdk.Duration.minutes(5))
                        .build(),
                "The rule %s matched and its target did not receive the event"
                        .formatted(FixedName.of(this, rule.name())));
    }

    private IMetric ofRule(OwnRule rule, String metric) {
        return Metric.Builder.create()
                .namespace("AWS/Events")
                .metricName(metric)
                .dimensionsMap(rule.dimensions(this))
                .statistic("Sum")
                .period(software.amazon.awscdk.Duration.minutes(5))
                .build();
    }

    /** Alarms when a rule matches; EventBridge counts it whether or not its target could be reached. */
    public void watchThatNothingMatches(OwnRule rule, String description) {
        alarmAbove(0, rule.name(), ofRule(rule, "TriggeredRules"), description);
    }

    private void alarmAbove(long threshold, String name, IMetric metric, String description) {
        notifyOf(alarm(name, description, metric)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(threshold)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING));
    }

    private void notifyOf(Alarm.Builder alarm) {
        Alarm built = alarm.build();
        built.addAlarmAction(new SnsAction(operations.topic()));
        alarms.add(built);
    }

    private Alarm.Builder alarm(String name, String description, IMetric metric) {
        return Alarm.Builder.create(this, name)
                .alarmName(FixedName.of(this, name))
                .alarmDescription(description)
                .metric(metric);
    }

    private static MetricOptions over(String statistic) {
        return MetricOptions.builder()
                .statistic(statistic)
                .period(software.amazon.awscdk.Duration.minutes(5))
                .build();
    }

    /** "ChangeQueue" becomes "change-queue". */
    static String nameOf(WorkQueue queue) {
        return queue.getNode().getId().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
