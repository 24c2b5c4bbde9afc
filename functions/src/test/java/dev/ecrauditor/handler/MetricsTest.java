package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.IgnoreReason;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metrics CloudWatch makes of the log: every input is counted once, by how it ended. */
class MetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Set<String> PLAIN =
            Set.of("ALERTED", "RECORDED", "ALERTED:COVERAGE_LOST", "RECORDED:COVERAGE_LOST");

    private final MutableClock clock = new MutableClock(NOW);
    private final AuditHandler handler = new AuditHandler(
            new EventReader(WatchedAccounts.of(Set.of("111122223333"))),
            EventAudits.of(
                    new RepositoryAudit(new RepositoryAudit.Parts(
                            repository -> repository.name().startsWith("denied")
                                    ? new Reading.Unreadable<>("ecr:DescribeRepositories", "denied")
                                    : SampleRepository.good(repository)
                                            .scanOnPush(false)
                                            .known(),
                            RuleCatalog.standard(Duration.ofMinutes(15)),
                            new Transition(RemediationMode.OFF, "remediation"),
                            new InMemoryFindingStore(),
                            record -> {},
                            (reevaluation, delay) -> {},
                            clock)),
                    new InMemoryFindingStore(),
                    Clock.systemUTC()),
            clock);

    @Test
    void theEventsOfEveryEndingAddUpToTheInputs() {
        Random random = new Random(7);
        Map<String, Long> byEnding = new TreeMap<>();
        int inputs = 0;
        for (int batch = 0; batch < 100; batch++) {
            List<String> bodies = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(10); i++) {
                bodies.add(kinds().get(random.nextInt(kinds().size())));
            }
            inputs += bodies.size();
            for (Json line :
                    Invocation.of(handler, CloudTrailEvents.batch(bodies)).log()) {
                assertIsEmbeddedMetric(line, List.of("outcomeWithReason"), "events");
                byEnding.merge(
                        line.text("outcomeWithReason").orElseThrow(),
                        line.whole("events").orElseThrow(),
                        Long::sum);
            }
        }
        assertThat(byEnding.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(inputs);
        assertThat(byEnding.keySet())
                .containsExactlyInAnyOrder(
                        "ALERTED",
                        "RECORDED",
                        "ALERTED:COVERAGE_LOST",
                        "RECORDED:COVERAGE_LOST",
                        "IGNORED:ACCOUNT_NOT_WATCHED",
                        "IGNORED:OTHER_SERVICE",
                        "FAILED:MalformedEvent",
                        "FAILED:MalformedJson");
    }

    @Test
    void aMetricHasNoMoreKindsThanThereAreReasonsAndFaults() {
        Set<String> ignored = Stream.of(IgnoreReason.values())
                .map(reason -> "IGNORED:" + reason)
                .collect(Collectors.toSet());
        for (String body : kinds()) {
            String hostile = body.replace("eventSource", "eventSource\":\"<!channel>\",\"x");
            Invocation.of(handler, CloudTrailEvents.batch(List.of(hostile)))
                    .log()
                    .forEach(line -> assertThat(line.text("outcomeWithReason").orElseThrow())
                            .matches(ending -> PLAIN.contains(ending)
                                    || ignored.contains(ending)
                                    || ending.matches("FAILED:[A-Za-z]+")));
        }
    }

    @Test
    void theDrainersFiguresAreMeasuredInSecondsWithoutDimensions() {
        List<Json> lines = new ArrayList<>();
        var log = Metrics.DEFAULT.measuring(lines::add, clock);
        log.write(new JsonObject()
                .put("did", "published")
                .put("detectionDelaySeconds", 61)
                .build());
        log.write(new JsonObject()
                .put("did", "found due subjects")
                .put("outboxAgeSeconds", 5)
                .build());
        log.write(new JsonObject().put("did", "drained").build());
        assertIsEmbeddedMetric(lines.get(0), List.of(), "detectionDelaySeconds");
        assertIsEmbeddedMetric(lines.get(1), List.of(), "outboxAgeSeconds");
        assertThat(lines.get(2).at("_aws").isAbsent()).isTrue();
    }

    /** A count without a figure of the same name would stay in the log and never become a metric. */
    @Test
    void everyCountOfAlertsIsAMetric() {
        assertThat(Stream.concat(
                        Stream.of(Severity.values())
                                .map(severity -> severity.name().toLowerCase(Locale.ROOT) + "Findings"),
                        Stream.of("findingsResolved", "coverageGaps", "coverageGapsResolved")))
                .allSatisfy(name -> {
                    List<Json> lines = new ArrayList<>();
                    Metrics.DEFAULT
                            .measuring(lines::add, clock)
                            .write(new JsonObject().put(name, 3).build());
                    assertIsEmbeddedMetric(lines.get(0), List.of(), name);
                });
    }

    @Test
    void aSecondDeploymentHasANamespaceOfItsOwn() {
        Map<String, String> environment = Map.of(
                "AWS_REGION", "us-east-1",
                "WATCHED_ACCOUNTS", "111122223333",
                "TABLE_NAME", "table",
                "CHANGE_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/111122223333/change",
                "DRAIN_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/111122223333/drain.fifo",
                "REGISTRY_SWEEP_QUEUE_URL", "https://sqs.us-east-1.amazonaws.com/111122223333/sweep.fifo",
                "METRICS_NAMESPACE", "EcrAuditor-staging");
        Wiring staging = new Wiring(environment);
        List<Json> lines = new ArrayList<>(
                Invocation.of(new AuditHandler(staging), CloudTrailEvents.batch(List.of("{\"source\":\"aws.s3\"}")))
                        .log());
        lines.addAll(Invocation.of(new RemediationHandler(staging), CloudTrailEvents.batch(List.of("{}")))
                .log());
        staging.metrics()
                .measuring(lines::add, clock)
                .write(new JsonObject().put("outboxAgeSeconds", 5).build());
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(
                                line.items("_aws", "CloudWatchMetrics").get(0).text("Namespace"))
                        .hasValue("EcrAuditor-staging"));
        Wiring first = new Wiring(Map.of("AWS_REGION", "us-east-1"));
        first.metrics()
                .measuring(lines::add, clock)
                .write(new JsonObject().put("outboxAgeSeconds", 5).build());
        assertIsEmbeddedMetric(lines.get(3), List.of(), "outboxAgeSeconds");
    }

    /** The dashboard's test in infra-cdk compares its widgets with the same table. */
    @Test
    void theTableInTheDocsNamesEveryMetricAndNoOther() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "operations.md"));
        assertThat(lines.stream()
                        .skip(lines.indexOf("## Metrics"))
                        .takeWhile(line -> !line.startsWith("## Alarms"))
                        .filter(line -> line.startsWith("| `"))
                        .map(row -> row.split("\\|", -1)[1])
                        .flatMap(cell ->
                                Pattern.compile("`(\\w+)`").matcher(cell).results())
                        .map(name -> name.group(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Metrics.FIGURES.keySet().stream(),
                                Stream.of(Metrics.EVENTS, Metrics.REMEDIATION_REQUESTS))
                        .toList());
    }

    /** As the specification of the embedded metric format asks for it. */
    private static void assertIsEmbeddedMetric(Json line, List<String> dimensions, String metric) {
        assertThat(line.whole("_aws", "Timestamp")).hasValue(NOW.toEpochMilli());
        Json directive = line.items("_aws", "CloudWatchMetrics").get(0);
        assertThat(directive.text("Namespace")).hasValue("EcrAuditor");
        assertThat(directive.items("Dimensions")).containsExactly(Json.of(dimensions));
        dimensions.forEach(
                name -> assertThat(line.text(name).orElse("")).isNotBlank().hasSizeLessThan(1_024));
        assertThat(directive.items("Metrics")).singleElement().satisfies(one -> {
            assertThat(one.text("Name")).hasValue(metric);
            assertThat(one.text("Unit")).isPresent();
        });
        assertThat(line.whole(metric)).isPresent();
    }

    private static List<String> kinds() {
        return List.of(
                event("111122223333", "payments/api"),
                event("111122223333", "payments/web"),
                event("111122223333", "denied/app"),
                event("444455556666", "their/app"),
                "{\"source\":\"aws.s3\"}",
                "{}",
                "not json");
    }

    private static String event(String account, String repository) {
        RepositoryArn arn = new RepositoryArn("aws", "us-east-1", account, repository);
        return CloudTrailEvents.scanningSet(arn, false, NOW.minusSeconds(60), "Developer");
    }
}
