package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.notApplicable;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
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
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.RepositoryStory;
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
class LongHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("ecrauditor.histories", 2_000);
    private static final int LOOKS = 60;
    private static final List<RuleMetadata> RULES = List.of(ENCRYPTION, POLICY, SCANNING);

    @Test
    void everyTransitionHasItsOwnAlertAndTheAlertsTellWhatIsOpen() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    /** One history, checked after every evaluation. */
    private static final class History {

        private final long seed;
        private final Random random;
        private final RepositoryStory story;
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
            story = new RepositoryStory(oneOf(List.of(RemediationMode.values())));
        }

        void run() {
            for (int look = 0; look < LOOKS; look++) {
                long before = story.record().version();
                tells(oneLook());
                assertThat(story.record().version()).as("seed %s", seed).isEqualTo(before + 1);
                assertThat(calm(openByAlerts))
                        .as("seed %s, look %s", seed, look)
                        .isEqualTo(calm(openByRecord()));
                if (random.nextInt(4) == 0) {
                    looksAgainAndTellsNothing();
                }
                remediationSpeaks();
                someOfTheOutboxIsSent();
            }
        }

        private List<AlertFacts> oneLook() {
            // Some histories are so dense that findings flap.
            story.passes(Duration.ofMinutes(random.nextInt(seed % 4 == 0 ? 5 : 600)));
            Optional<RepositoryChange> change = change();
            if (random.nextInt(12) == 0) {
                lastVerdicts = Map.of();
                return story.findsNothing(change);
            }
            SampleRepository next = story.repository().scanOnPush(random.nextBoolean());
            story.becomes(random.nextInt(15) == 0 ? next.createdAt(story.now()) : next);
            Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
            RULES.forEach(rule -> verdicts.put(rule, verdict()));
            lastVerdicts = verdicts;
            return story.looks(verdicts, change);
        }

        private Optional<RepositoryChange> change() {
            Instant time = story.now().minusSeconds(random.nextInt(600));
            return switch (random.nextInt(4)) {
                case 0 -> Optional.of(Changes.scanningSet(time, random.nextBoolean()));
                case 1 ->
                    Optional.of(Changes.byRole(Changes.scanningSet(time, true), RepositoryStory.REMEDIATION_ROLE));
                case 2 -> Optional.of(Changes.deleted(time));
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

        private void looksAgainAndTellsNothing() {
            Set<String> flapping =
                    ids(key -> story.record().findings().get(key).flapHistory().flapping());
            List<AlertFacts> told =
                    lastVerdicts.isEmpty() ? story.findsNothing(change()) : story.looks(lastVerdicts, change());
            told.forEach(this::fold);
            assertThat(told)
                    .as(
                            "seed %s: looking twice tells only what has become calm, and who did what was told before",
                            seed)
                    .allMatch(
                            facts -> flapping.contains(facts.findingId()) || facts.status() == AlertStatus.ATTRIBUTED);
        }

        private void remediationSpeaks() {
            if (story.requests().isEmpty() || random.nextInt(3) != 0) {
                return;
            }
            RemediationRequest request = story.requests().get(0);
            Optional<SubjectRecord> begun = story.record().beginAttempt(request, story.now());
            if (begun.isPresent()) {
                assertThat(attemptIds.add(request.id()))
                        .as("seed %s: attempt begun twice", seed)
                        .isTrue();
                story.record(begun.get());
                story.record(begun.get()
                        .withRemediationAlert(
                                request, AlertStatus.REMEDIATION_FAILED, new Evidence("No.", Map.of()), story.now())
                        .orElseThrow());
                tells(newest());
            }
        }

        private List<AlertFacts> newest() {
            return story.record().outbox().stream()
                    .filter(entry ->
                            entry.position().version() == story.record().version())
                    .map(AlertFacts.class::cast)
                    .toList();
        }

        private void someOfTheOutboxIsSent() {
            if (random.nextInt(3) == 0) {
                Set<String> sent = story.record().outbox().stream()
                        .map(OutboxEntry::id)
                        .filter(id -> random.nextBoolean())
                        .collect(Collectors.toSet());
                story.record(story.record().withoutSent(sent));
            }
        }

        private void tells(List<AlertFacts> told) {
            for (AlertFacts facts : told) {
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
        private Set<String> calm(Set<String> findingIds) {
            Set<String> flapping =
                    ids(key -> story.record().findings().get(key).flapHistory().flapping());
            return findingIds.stream().filter(id -> !flapping.contains(id)).collect(Collectors.toSet());
        }

        private Set<String> openByRecord() {
            return ids(story.record()::isOpen);
        }

        private Set<String> ids(Predicate<FindingKey> which) {
            return story.record().findings().keySet().stream()
                    .filter(which)
                    .map(key -> key.findingId(
                            story.record().subject(),
                            story.record().incarnation().orElseThrow()))
                    .collect(Collectors.toSet());
        }
    }
}
