package dev.ecrauditor.infra.alarm;

import dev.ecrauditor.infra.FixedName;
import dev.ecrauditor.infra.function.JavaFunction;
import dev.ecrauditor.infra.function.Remediation;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.queue.WorkQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/** One page that shows what the auditor found, how fast, and whether it works. */
public final class HubDashboard extends Construct {

    static final String NAME = "ecr-auditor";

    /** CloudWatch's grid is 24 columns wide. */
    private static final int THIRD = 8;

    private static final int HEIGHT = 6;
    private static final String DOCS = "https://github.com/ecr-auditor/ecr-auditor/blob/main/docs/";

    private final Parts parts;

    /** The metric of a queue. */
    private interface ToMetric {
        IMetric of(WorkQueue queue);
    }

    /**
     * What the dashboard shows.
     *
     * @param functions all functions of the stack; with that of remediation its outcomes are shown
     * @param queues all queues of the stack
     * @param observability shows its alarms that were defined so far
     */
    public record Parts(
            List<JavaFunction> functions,
            List<WorkQueue> queues,
            UndeliveredEvents undelivered,
            Observability observability) {
        public Parts {
            functions = List.copyOf(functions);
            queues = List.copyOf(queues);
        }

        private boolean hasRemediation() {
            return functions.stream().anyMatch(function -> function.name().equals(Remediation.NAME));
        }
    }

    public HubDashboard(Construct scope, String id, Parts parts) {
        super(scope, id);
        this.parts = parts;
        Dashboard.Builder.create(this, "Dashboard")
                .dashboardName(FixedName.of(this, NAME))
                .defaultInterval(Duration.days(7))
                .widgets(List.of(overview(), findings(), queues(), functions(), outcomes()))
                .build();
    }

    private List<IWidget> overview() {
        return List.of(
                guide(),
                AlarmStatusWidget.Builder.create()
                        .title("Alarms")
                        .alarms(parts.observability().alarms())
                        .width(2 * THIRD)
                        .height(HEIGHT)
                        .build());
    }

    private List<IWidget> findings() {
        return List.of(
                graph(
                        "Findings in published alerts, by severity",
                        List.of(
                                sum("criticalFindings"),
                                sum("highFindings"),
                                sum("mediumFindings"),
                                sum("lowFindings"),
                                sum("findingsResolved"))),
                graph(
                        "Detection delay in seconds: from the call to its evaluation and to its alert",
                        List.of(
                                figure("evaluationDelaySeconds", "p50"),
                                figure("evaluationDelaySeconds", "Maximum"),
                                figure("detectionDelaySeconds", "p50"),
                                figure("detectionDelaySeconds", "Maximum"))),
                graph(
                        "Coverage: what cannot be read, missing subscribers, and failed exports",
                        List.of(
                                sum("coverageGaps"),
                                sum("coverageGapsResolved"),
                                sum("repositoriesFailed"),
                                sum("subscribersMissing"),
                                sum("exportsFailed"))));
    }

    private List<IWidget> queues() {
        return List.of(
                graph(
                        "Age of the oldest message in seconds",
                        ofQueues(queue -> queue.queue().metricApproximateAgeOfOldestMessage(maximum(queue)))),
                graph(
                        "Waiting messages",
                        ofQueues(queue -> queue.queue().metricApproximateNumberOfMessagesVisible(maximum(queue)))),
                graph("Dead letters: must be zero", deadLetters()));
    }

    private List<IWidget> functions() {
        return List.of(
                graph("Errors of functions", ofFunctions("Sum", Function::metricErrors)),
                graph("Throttles of functions", ofFunctions("Sum", Function::metricThrottles)),
                graph(
                        "Duration of functions in milliseconds, maximum",
                        ofFunctions("Maximum", Function::metricDuration)));
    }

    private List<IWidget> outcomes() {
        List<IWidget> widgets = new ArrayList<>(List.of(
                graph("Events by outcome", List.of(byOutcome("events"))),
                graph(
                        "Unpublished alerts: age of the oldest in seconds, and unreadable records",
                        List.of(figure("outboxAgeSeconds", "Maximum"), figure("recordsUnreadable", "Maximum")))));
        if (parts.hasRemediation()) {
            widgets.add(graph("Remediation requests by outcome", List.of(byOutcome("remediationRequests"))));
        }
        return widgets;
    }

    private static IWidget guide() {
        return TextWidget.Builder.create()
                .markdown("""
                        # ECR Auditor
                        1. **Alarms** in red: [meaning and response](%1$soperations.md#alarms-meaning-and-response).
                        2. **Dead letters** above zero: fix the cause, then [redrive](%1$soperations.md#dead-letters).
                        3. **Coverage** gaps: [access denied](%1$saccess-denied.md).
                        4. **Findings**: the alerts name repository, evidence and fix; [the rules](%1$srules/README.md).

                        A graph without data is normal: a metric exists from its first value on.
                        [All metrics](%1$soperations.md#metrics)
                        """.formatted(DOCS))
                .width(THIRD)
                .height(HEIGHT)
                .build();
    }

    private List<IMetric> deadLetters() {
        List<IMetric> visible = new ArrayList<>(
                ofQueues(queue -> queue.deadLetters().metricApproximateNumberOfMessagesVisible(maximum(queue))));
        visible.add(parts.undelivered()
                .queue()
                .metricApproximateNumberOfMessagesVisible(over("Maximum", "events of rules not delivered")));
        return visible;
    }

    private List<IMetric> ofQueues(ToMetric metric) {
        return parts.queues().stream().map(metric::of).toList();
    }

    private List<IMetric> ofFunctions(String statistic, BiFunction<Function, MetricOptions, IMetric> metric) {
        return parts.functions().stream()
                .map(each -> metric.apply(each.function(), over(statistic, each.name())))
                .toList();
    }

    private static MetricOptions maximum(WorkQueue queue) {
        return over("Maximum", Observability.nameOf(queue));
    }

    private static MetricOptions over(String statistic, String label) {
        return MetricOptions.builder()
                .statistic(statistic)
                .label(label)
                .period(Duration.minutes(5))
                .build();
    }

    private IMetric sum(String name) {
        return metric(name).statistic("Sum").label(name).build();
    }

    private IMetric figure(String name, String statistic) {
        return metric(name)
                .statistic(statistic)
                .label("%s (%s)".formatted(name, statistic))
                .build();
    }

    private Metric.Builder metric(String name) {
        return Metric.Builder.create()
                .namespace(JavaFunction.metricsNamespace(this))
                .metricName(name)
                .period(Duration.hours(1));
    }

    /**
     * Searches, because an outcome is a metric only after it has occurred. A namespace with a hyphen needs the quotes.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
     */
    private IMetric byOutcome(String name) {
        return MathExpression.Builder.create()
                .expression("SEARCH('{\"%s\",outcomeWithReason} MetricName=\"%s\"', 'Sum', 3600)"
                        .formatted(JavaFunction.metricsNamespace(this), name))
                .usingMetrics(Map.of())
                .label("")
                .period(Duration.hours(1))
                .build();
    }

    private IWidget graph(String title, List<IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .region(Stack.of(this).getRegion())
                .left(metrics)
                .width(THIRD)
                .height(HEIGHT)
                .build();
    }
}
