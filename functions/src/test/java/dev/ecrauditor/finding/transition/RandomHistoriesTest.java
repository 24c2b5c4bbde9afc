package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.notApplicable;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds however a repository's life goes: long random histories, each from the seed it names when it fails. */
class RandomHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("ecrauditor.histories", 2_000);
    private static final int EVALUATIONS = 60;
    private static final List<RuleMetadata> RULES = List.of(ENCRYPTION, POLICY_PRESENT, SCANNING);

    @Test
    void everyTransitionHasItsOwnAlertAndTheAlertsMatchTheOpenFindings() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    /** One history, checked after every evaluation. */
    private static final class History {

        private final long seed;
        private final Random random;
        private final RepositoryTimeline timeline;
        private final Set<String> alertIds = new HashSet<>();
        private final Set<String> attemptIds = new HashSet<>();
        private final Map<String, Integer> lastNumber = new HashMap<>();
        private final Set<String> openByAlerts = new HashSet<>();

        /** Published as flapping, with unknown final states. */
        private final Set<String> flappingByAlerts = new HashSet<>();

        private Map<RuleMetadata, Verdict> lastVerdicts = Map.of();

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            timeline = new RepositoryTimeline(oneOf(List.of(RemediationMode.values())));
        }

        void run() {
            for (int look = 0; look < EVALUATIONS; look++) {
                long before = timeline.record().version();
                assertReports(evaluateOnce());
                assertThat(timeline.record().version()).as("seed %s", seed).isEqualTo(before + 1);
                assertThat(notFlapping(openByAlerts))
                        .as("seed %s, look %s", seed, look)
                        .isEqualTo(notFlapping(openByRecord()));
                if (random.nextInt(4) == 0) {
                    assertSecondEvaluationReportsNothing();
                }
                reportRemediation();
                sendSomeOfOutbox();
            }
        }

        private List<AlertFacts> evaluateOnce() {
            // Some histories are so dense that findings flap.
            timeline.advance(Duration.ofMinutes(random.nextInt(seed % 4 == 0 ? 5 : 600)));
            Optional<RepositoryChange> change = change();
            if (random.nextInt(12) == 0) {
                lastVerdicts = Map.of();
                return timeline.evaluateAbsent(change);
            }
            SampleRepository next = timeline.repository().scanOnPush(random.nextBoolean());
            timeline.setRepository(random.nextInt(15) == 0 ? next.createdAt(timeline.now()) : next);
            Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
            RULES.forEach(rule -> verdicts.put(rule, verdict()));
            lastVerdicts = verdicts;
            return timeline.evaluate(verdicts, change);
        }

        private Optional<RepositoryChange> change() {
            Instant time = timeline.now().minusSeconds(random.nextInt(600));
            return switch (random.nextInt(4)) {
                case 0 -> Optional.of(RepositoryChanges.scanningSet(time, random.nextBoolean()));
                case 1 ->
                    Optional.of(RepositoryChanges.byRole(
                            RepositoryChanges.scanningSet(time, true), RepositoryTimeline.REMEDIATION_ROLE));
                case 2 -> Optional.of(RepositoryChanges.deleted(time));
                default -> Optional.empty();
            };
        }

        private Verdict verdict() {
            Severity severity = oneOf(List.of(Severity.values()));
            return switch (random.nextInt(5)) {
                case 0, 1 -> fail(severity, "fact " + random.nextInt(2));
                case 2 -> unknown("reason " + random.nextInt(2));
                case 3 -> notApplicable();
                default -> pass();
            };
        }

        private <T> T oneOf(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private void assertSecondEvaluationReportsNothing() {
            Set<String> flapping = ids(
                    key -> timeline.record().findings().get(key).flapHistory().flapping());
            List<AlertFacts> reported = lastVerdicts.isEmpty()
                    ? timeline.evaluateAbsent(change())
                    : timeline.evaluate(lastVerdicts, change());
            reported.forEach(this::fold);
            assertThat(reported)
                    .as(
                            "seed %s: looking twice tells only what has become calm, and who did what was reported before",
                            seed)
                    .allMatch(
                            facts -> flapping.contains(facts.findingId()) || facts.status() == AlertStatus.ATTRIBUTED);
        }

        private void reportRemediation() {
            if (timeline.requests().isEmpty() || random.nextInt(3) != 0) {
                return;
            }
            RemediationRequest request = timeline.requests().get(0);
            Optional<SubjectRecord> begun = timeline.record().beginAttempt(request, timeline.now());
            if (begun.isPresent()) {
                assertThat(attemptIds.add(request.id()))
                        .as("seed %s: attempt begun twice", seed)
                        .isTrue();
                timeline.record(begun.get());
                timeline.record(begun.get()
                        .withRemediationAlert(
                                request, AlertStatus.REMEDIATION_FAILED, new Evidence("No.", Map.of()), timeline.now())
                        .orElseThrow());
                assertReports(newest());
            }
        }

        private List<AlertFacts> newest() {
            return timeline.record().outbox().stream()
                    .filter(entry ->
                            entry.position().version() == timeline.record().version())
                    .map(AlertFacts.class::cast)
                    .toList();
        }

        private void sendSomeOfOutbox() {
            if (random.nextInt(3) == 0) {
                Set<String> sent = timeline.record().outbox().stream()
                        .map(OutboxEntry::id)
                        .filter(id -> random.nextBoolean())
                        .collect(Collectors.toSet());
                timeline.record(timeline.record().withoutSent(sent));
            }
        }

        private void assertReports(List<AlertFacts> reported) {
            for (AlertFacts facts : reported) {
                assertThat(alertIds.add(facts.id()))
                        .as("seed %s: %s twice", seed, facts.id())
                        .isTrue();
                if (facts.status() == AlertStatus.ATTRIBUTED) {
                    assertThat(alertIds).contains(facts.id().replace(AlertFacts.ATTRIBUTED, ""));
                    fold(facts);
                    continue;
                }
                int number =
                        Integer.parseInt(facts.id().substring(facts.findingId().length() + 1));
                assertThat(number)
                        .as("seed %s: number of %s", seed, facts.id())
                        .isGreaterThan(lastNumber.getOrDefault(facts.findingId(), 0));
                lastNumber.put(facts.findingId(), number);
                fold(facts);
            }
        }

        private void fold(AlertFacts facts) {
            boolean flapped = flappingByAlerts.remove(facts.findingId());
            boolean changed = switch (facts.status()) {
                case OPENED, REOPENED -> openByAlerts.add(facts.findingId()) || flapped;
                case FLAPPING -> {
                    openByAlerts.add(facts.findingId());
                    yield flappingByAlerts.add(facts.findingId());
                }
                case RESOLVED -> openByAlerts.remove(facts.findingId()) || flapped;
                default -> openByAlerts.contains(facts.findingId());
            };
            assertThat(changed)
                    .as("seed %s: %s %s", seed, facts.status(), facts.id())
                    .isTrue();
        }

        /** The state of a flapping finding is published when it is calm. */
        private Set<String> notFlapping(Set<String> findingIds) {
            Set<String> flapping = ids(
                    key -> timeline.record().findings().get(key).flapHistory().flapping());
            return findingIds.stream().filter(id -> !flapping.contains(id)).collect(Collectors.toSet());
        }

        private Set<String> openByRecord() {
            return ids(timeline.record()::isOpen);
        }

        private Set<String> ids(Predicate<FindingKey> which) {
            return timeline.record().findings().keySet().stream()
                    .filter(which)
                    .map(key -> key.findingId(
                            timeline.record().subject(),
                            timeline.record().incarnation().orElseThrow()))
                    .collect(Collectors.toSet());
        }
    }
}
