package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.audit.ScanRemediation.Result;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.settings.AccountMode;
import dev.ecrauditor.settings.Exclusion;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Scope;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A dry run is worth something only if it says what the real one does. Situations are drawn from a seed; whether there
 * may be a write is defined by the generated case, not by the code under test.
 */
class DryRunTest {

    private static final long SEED = 20261120;
    private static final int CASES = 10_000;
    private static final String RULE = RepositoryTimeline.SCANNING.id();
    private static final Scope HERE = new Scope(List.of("1111*"), List.of("payments/*"));
    private static final Scope ELSEWHERE = new Scope(List.of("*"), List.of("payments"));

    @Test
    void aDryRunHasTheSameOutcomeAsTheRealRunWhichWritesOnce() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < CASES; i++) {
            RemediationCase testCase = new RemediationCase(random);
            RemediationRun dry = new RemediationRun(testCase, RemediationMode.DRY_RUN);
            RemediationRun real = new RemediationRun(testCase, RemediationMode.ON);
            Result planned = dry.remediate();
            Result done = real.remediate();

            assertThat(dry.writes).isZero();
            assertThat(real.writes).as("%s", testCase.faults).isEqualTo(testCase.mayWrite() ? 1 : 0);
            assertThat(planned.outcome() == Outcome.PLANNED).isEqualTo(real.writes == 1);
            if (real.writes == 0) {
                assertThat(planned).isEqualTo(done);
            }
            assertThat(real.remediate().outcome()).isNotIn(Outcome.SCANNING_ENABLED, Outcome.PLANNED);
            assertThat(real.writes).isLessThanOrEqualTo(1);
            outcomes.merge(done.outcome(), 1, Integer::sum);
        }
        System.out.println("seed " + SEED + ": " + outcomes);
        assertThat(outcomes.get(Outcome.SCANNING_ENABLED)).isGreaterThan(500);
        assertThat(outcomes.get(Outcome.EXCLUDED)).isGreaterThan(500);
        assertThat(outcomes.get(Outcome.FAILED)).isGreaterThan(500);
        assertThat(outcomes.get(Outcome.NOT_NEEDED)).isGreaterThan(500);
        assertThat(outcomes.get(Outcome.NOT_DUE)).isGreaterThan(100);
    }

    /**
     * What a repository, its settings and its record may be like, most of it right so that every single fault is met.
     */
    private static final class RemediationCase {

        final StringBuilder faults = new StringBuilder();
        private final SplittableRandom random;
        private boolean writes = true;
        final boolean settingsAreRead;
        final boolean accountIsNamed;
        final List<Exclusion> exclusions;
        final List<Waiver> waivers;
        final Reading<Boolean> tag;
        final Reading<RepositorySnapshot> repository;
        final int attemptsBefore;
        final boolean effect;

        RemediationCase(SplittableRandom random) {
            this.random = random;
            settingsAreRead = !rarely("settings unreadable");
            accountIsNamed = !rarely("account not named");
            exclusions = rarely("excluded")
                    ? List.of(new Exclusion(ELSEWHERE, "no"), new Exclusion(HERE, "yes"))
                    : List.of(new Exclusion(ELSEWHERE, "no"));
            waivers = rarely("waived")
                    ? List.of(waiver(RULE, "2026-11-20"))
                    : List.of(waiver(RULE, "2026-11-19"), waiver("another-rule", "2030-01-01"));
            tag = rarely("tagged")
                    ? new Reading.Known<>(true)
                    : rarely("tags unreadable")
                            ? new Reading.Unreadable<>("ecr:ListTagsForResource", "denied")
                            : new Reading.Known<>(false);
            repository = repository();
            attemptsBefore = rarely("cap reached") ? 3 : random.nextInt(3);
            effect = random.nextInt(10) != 0;
        }

        boolean mayWrite() {
            return writes;
        }

        private Reading<RepositorySnapshot> repository() {
            SampleRepository off = SampleRepository.good().scanOnPush(false);
            if (rarely("gone")) {
                return new Reading.Absent<>();
            }
            if (rarely("unreadable")) {
                return new Reading.Unreadable<>("ecr:DescribeRepositories", "denied");
            }
            if (rarely("created anew")) {
                return off.createdAt(SampleRepository.CREATED.plusSeconds(1)).known();
            }
            if (rarely("scanned")) {
                return off.scanOnPush(true).known();
            }
            if (rarely("registry decides")) { // ENHANCED, or a BASIC filter that does not match
                String type = random.nextBoolean() ? "ENHANCED" : "BASIC";
                return off.scanning(new Reading.Known<>(
                                new EffectiveScanning(false, "MANUAL", type, EffectiveScanning.Decider.REGISTRY_RULES)))
                        .known();
            }
            return rarely("scanning unreadable")
                    ? off.scanning(new Reading.Unreadable<>("ecr:GetRegistryScanningConfiguration", "denied"))
                            .known()
                    : off.known();
        }

        /** One in ten, and then there must be no write. */
        private boolean rarely(String what) {
            boolean happens = random.nextInt(10) == 0;
            if (happens) {
                faults.append(what).append(' ');
                writes = false;
            }
            return happens;
        }

        private static Waiver waiver(String rule, String expires) {
            return new Waiver(List.of(rule), HERE, "payments", "as drawn", LocalDate.parse(expires));
        }
    }

    /** One testCase, played in one mode from its beginning. */
    private static final class RemediationRun {

        private final InMemoryFindingStore store = new InMemoryFindingStore();
        private final RemediationRequest request;
        private final ScanRemediation remediation;
        private Reading<RepositorySnapshot> repository;
        private int writes;

        RemediationRun(RemediationCase testCase, RemediationMode mode) {
            RepositoryTimeline story = new RepositoryTimeline(RemediationMode.ON);
            story.setRepository(SampleRepository.good().scanOnPush(false));
            story.evaluate(RepositoryTimeline.SCANNING, RepositoryTimeline.fail("off"));
            store.save(story.record());
            RemediationRequest first = story.requests().get(0);
            for (int attempt = 1; attempt <= testCase.attemptsBefore; attempt++) {
                story.record(story.record()
                        .beginAttempt(numbered(first, attempt), story.now())
                        .orElseThrow());
                store.save(story.record());
            }
            request = numbered(first, testCase.attemptsBefore + 1);
            repository = testCase.repository;
            String account = testCase.accountIsNamed ? "1111*" : "4444*";
            Settings settings = new Settings(
                    List.of(
                            new AccountMode(List.of(account), mode),
                            new AccountMode(List.of("*"), RemediationMode.OFF)),
                    testCase.exclusions,
                    testCase.waivers);
            remediation = new ScanRemediation(new ScanRemediation.Parts(
                    id -> true,
                    arn -> repository,
                    arn -> {
                        writes++;
                        if (testCase.effect) {
                            repository = SampleRepository.good().known();
                        }
                    },
                    () -> testCase.settingsAreRead
                            ? new Reading.Known<>(settings)
                            : new Reading.Unreadable<>("SETTINGS_FILE", "damaged"),
                    arn -> testCase.tag,
                    store,
                    record -> {},
                    new MutableClock(story.now().plus(Duration.ofMinutes(1)))));
        }

        Result remediate() {
            return remediation.remediate(request);
        }

        private static RemediationRequest numbered(RemediationRequest first, int attempt) {
            return new RemediationRequest(
                    first.id(), first.position(), first.subject(), first.finding(), first.incarnation(), attempt);
        }
    }
}
