package dev.ecrauditor.infra.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.infra.docs.DocsPage;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dashboard shows a metric that does not exist as an empty graph, so its names are compared with what exists. */
class HubDashboardTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SEARCHED = Pattern.compile("MetricName=\"(\\w+)\"");

    /** What AWS publishes for the resources of the stack, by the dimension that names the resource. */
    private static final Map<String, Set<String>> OF_AWS = Map.of(
            "AWS/SQS QueueName", Set.of("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
            "AWS/Lambda FunctionName", Set.of("Errors", "Throttles", "Duration"));

    private static final Map<String, String> TYPES =
            Map.of("QueueName", "AWS::SQS::Queue", "FunctionName", "AWS::Lambda::Function");

    /** One metric of a widget: namespace, name, then names and values of its dimensions. */
    private record Shown(String namespace, String name, List<String> dimensions) {}

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyGraphHasATitleAndTheRegionOfTheStack(RemediationMode mode) {
        List<JsonNode> widgets = widgets(SynthesizedHub.withRemediation(mode));
        assertThat(widgets).hasSizeGreaterThan(10);
        assertThat(widgets).filteredOn(widget -> isGraph(widget)).allSatisfy(widget -> {
            assertThat(widget.at("/properties/title").asText()).isNotBlank();
            assertThat(widget.at("/properties/region").asText()).isEqualTo("${AWS::Region}");
            assertThat(widget.at("/properties/metrics")).isNotEmpty();
        });
        assertThat(widgets)
                .filteredOn(widget -> !isGraph(widget))
                .extracting(widget -> widget.path("type").asText())
                .as("CloudWatch's text and alarm widgets have no Region")
                .containsExactly("text", "alarm");
    }

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyMetricIsOneThatAFunctionOrAResourceOfTheStackEmits(RemediationMode mode) {
        SynthesizedHub hub = SynthesizedHub.withRemediation(mode);
        assertThat(shown(hub)).isNotEmpty().allSatisfy(metric -> assertExists(metric, hub));
    }

    @Test
    void everyMetricOfTheFunctionsIsShown() {
        assertThat(own(SynthesizedHub.withRemediation(RemediationMode.DRY_RUN))).isEqualTo(metricsOfTheDocs());
    }

    @Test
    void remediationIsShownOnlyWhereItIsDeployed() {
        assertThat(own(SynthesizedHub.withRemediation(RemediationMode.OFF)))
                .doesNotContain("remediationRequests")
                .hasSize(metricsOfTheDocs().size() - 1);
        assertThat(body(SynthesizedHub.withRemediation(RemediationMode.OFF))).doesNotContainIgnoringCase("remediation");
    }

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void everyFunctionQueueAndAlarmOfTheStackIsShown(RemediationMode mode) {
        SynthesizedHub hub = SynthesizedHub.withRemediation(mode);
        String body = body(hub);
        assertThat(hub.resources("AWS::Lambda::Function"))
                .allSatisfy(function -> assertThat(body).contains("${" + function.id() + "}"));
        assertThat(hub.resources("AWS::SQS::Queue"))
                .allSatisfy(queue -> assertThat(body).contains("${" + queue.id() + ".QueueName}"));
        assertThat(hub.resources("AWS::CloudWatch::Alarm"))
                .allSatisfy(alarm -> assertThat(body).contains("${" + alarm.id() + ".Arn}"));
    }

    @Test
    void theNameHasTheSuffixOfTheDeployment() {
        assertThat(dashboard(SynthesizedHub.withRemediation(RemediationMode.OFF))
                        .property("/DashboardName"))
                .isEqualTo("ecr-auditor");
        assertThat(dashboard(SynthesizedOrganization.withSuffix("staging").named("EcrAuditor-staging"))
                        .property("/DashboardName"))
                .isEqualTo("ecr-auditor-staging");
    }

    @Test
    void aSecondDeploymentShowsItsOwnMetrics() {
        SynthesizedHub staging = SynthesizedOrganization.withSuffix("staging").named("EcrAuditor-staging");
        assertThat(body(staging))
                .contains(
                        "\"EcrAuditor-staging\",\"outboxAgeSeconds\"", "{\\\"EcrAuditor-staging\\\",outcomeWithReason}")
                .doesNotContain("\"EcrAuditor\"", "EcrAuditor\\\"", "{EcrAuditor");
    }

    @Test
    void theTextSaysWhereToLookFirstAndItsLinksExist() {
        String text = widgets(SynthesizedHub.withRemediation(RemediationMode.OFF))
                .get(0)
                .at("/properties/markdown")
                .asText();
        List<MatchResult> links = Pattern.compile("/blob/main/docs/([\\w./-]+)(?:#([\\w-]+))?\\)")
                .matcher(text)
                .results()
                .toList();
        assertThat(links).hasSizeGreaterThan(3);
        for (MatchResult link : links) {
            DocsPage page = DocsPage.of(link.group(1));
            assertThat(page.path()).exists();
            if (link.group(2) != null) {
                assertThat(page.anchors()).contains(link.group(2));
            }
        }
    }

    @Test
    void aMetricThatNobodyEmitsIsNoticed() {
        SynthesizedHub hub = SynthesizedHub.withRemediation(RemediationMode.OFF);
        for (Shown wrong : List.of(
                new Shown("EcrAuditor", "findingsByAccount", List.of()),
                new Shown("EcrAuditor", "outboxAgeSeconds", List.of("account", "111122223333")),
                new Shown("AWS/SQS", "ApproximateNumberOfMessagesVisible", List.of("QueueName", "${Gone.QueueName}")),
                new Shown("AWS/Lambda", "Failures", List.of("FunctionName", functionOf(hub))))) {
            assertThat(exists(wrong, hub)).as(wrong.toString()).isFalse();
        }
    }

    private static void assertExists(Shown metric, SynthesizedHub hub) {
        assertThat(exists(metric, hub)).as(metric.toString()).isTrue();
    }

    private static boolean exists(Shown metric, SynthesizedHub hub) {
        if (metric.namespace().equals("EcrAuditor")) {
            return metric.dimensions().isEmpty() && metricsOfTheDocs().contains(metric.name());
        }
        if (metric.dimensions().size() != 2) {
            return false;
        }
        String dimension = metric.dimensions().get(0);
        return OF_AWS.getOrDefault(metric.namespace() + " " + dimension, Set.of())
                        .contains(metric.name())
                && hub.resources(TYPES.getOrDefault(dimension, "")).stream()
                        .anyMatch(resource -> metric.dimensions()
                                .get(1)
                                .equals("${" + resource.id() + (dimension.equals("QueueName") ? ".QueueName}" : "}")));
    }

    private static String functionOf(SynthesizedHub hub) {
        return "${" + hub.resources("AWS::Lambda::Function").get(0).id() + "}";
    }

    /** The names of the functions' own metrics; MetricsTest of the functions compares the same table with the code. */
    private static Set<String> metricsOfTheDocs() {
        return DocsPage.of("operations.md").table("## Metrics").stream()
                .map(row -> row.get(0))
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> own(SynthesizedHub hub) {
        return shown(hub).stream()
                .filter(metric -> metric.namespace().equals("EcrAuditor"))
                .map(Shown::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics of all graphs; a search finds every value of its dimension, so its dimension is not listed. */
    private static List<Shown> shown(SynthesizedHub hub) {
        List<Shown> shown = new ArrayList<>();
        for (JsonNode widget : widgets(hub)) {
            for (JsonNode metric : widget.at("/properties/metrics")) {
                if (metric.get(0).isObject()) {
                    String expression = metric.get(0).path("expression").asText();
                    assertThat(expression).startsWith("SEARCH('{\"EcrAuditor\",outcomeWithReason} ");
                    SEARCHED.matcher(expression)
                            .results()
                            .forEach(found -> shown.add(new Shown("EcrAuditor", found.group(1), List.of())));
                } else {
                    List<String> texts = StreamSupport.stream(metric.spliterator(), false)
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::asText)
                            .toList();
                    shown.add(new Shown(texts.get(0), texts.get(1), texts.subList(2, texts.size())));
                }
            }
        }
        return shown;
    }

    private static boolean isGraph(JsonNode widget) {
        return widget.path("type").asText().equals("metric");
    }

    private static List<JsonNode> widgets(SynthesizedHub hub) {
        try {
            return StreamSupport.stream(JSON.readTree(body(hub)).path("widgets").spliterator(), false)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError("the body is not JSON", e);
        }
    }

    private static String body(SynthesizedHub hub) {
        return dashboard(hub).property("/DashboardBody");
    }

    private static SynthesizedHub.Resource dashboard(SynthesizedHub hub) {
        return hub.resource("AWS::CloudWatch::Dashboard", "HubDashboard");
    }
}
