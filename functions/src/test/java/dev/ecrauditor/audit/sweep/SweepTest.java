package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sweep finds without an event, and where it continues. */
class SweepTest {

    private static final Subject.Coverage REGISTRY = new Subject.Coverage("111122223333", "us-east-1");
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(store);
    private final Map<String, Reading<RepositorySnapshot>> account = new TreeMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<String> read = new ArrayList<>();
    private final List<AlertMessage> published = new ArrayList<>();
    private final List<Json.Obj> log = new ArrayList<>();
    private Optional<Denial> listingDenied = Optional.empty();
    private String deniedAction = "ecr:DescribeRepositories";
    private String settings = "";
    private int permits = Integer.MAX_VALUE;
    private int window = 5_000;
    private Duration listingTakes = Duration.ZERO;
    private final List<NameWindow> windows = new ArrayList<>();

    @Test
    void theFirstSweepEvaluatesEverythingAndIsPublishedInOneDigest() {
        exists(10, false);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).hasSize(10);
        assertThat(store.records().stream().filter(record -> record.subject().kind() == Subject.Kind.REPOSITORY))
                .hasSize(10)
                .allSatisfy(record -> assertThat(facts(record))
                        .singleElement()
                        .satisfies(facts -> assertThat(facts.reason()).hasValue(EvaluationReason.FIRST_SWEEP)));
        drains();
        assertThat(published).singleElement().satisfies(digest -> {
            assertThat(digest.labels()).containsEntry("status", "DIGEST");
            assertThat(digest.subject()).contains("10 alerts at the first sweep of this account");
        });
    }

    @Test
    void theDigestWaitsForTheEndOfTheSweep() {
        exists(3, false);
        permits = 2;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.CONTINUES);
        drains();
        assertThat(published).isEmpty();
        permits = 10;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        drains();
        assertThat(published).hasSize(1);
        assertThat(published.get(0).lists().get("alertIds")).hasSize(3);
    }

    @Test
    void aSweepThatNeverEndsHoldsTheDigestNoLongerThanSixHours() {
        exists(3, false);
        permits = 2;
        sweeps();
        clock.advance(Duration.ofHours(6));
        drains();
        assertThat(published).hasSize(1);
    }

    @Test
    void aChangeDuringTheSweepIsPublishedBeforeTheDigest() {
        exists(3, false);
        permits = 2;
        sweeps();
        account.put(
                "repository-0",
                good("repository-0")
                        .policy(SampleRepository.PUBLIC_POLICY)
                        .scanOnPush(false)
                        .known());
        clock.advance(Duration.ofMinutes(1));
        audit().audit(new Reevaluation(arn("repository-0")));
        drains();
        assertThat(published)
                .singleElement()
                .satisfies(
                        message -> assertThat(message.lists().get("ruleIds")).containsExactly("ecr-policy-not-public"));
        drains();
        assertThat(published).hasSize(1);
    }

    @Test
    void aSweepContinuesAfterItsCursor() {
        exists(60, true);
        permits = 40;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.CONTINUES);
        assertThat(sweeps.progress(REGISTRY).cursor()).isEqualTo("repository-39");
        permits = 40;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void aKilledSweepRepeatsOnlyTheWorkSinceItsLastCursor() {
        exists(60, true);
        SweepPace killing = () -> {
            if (read.size() == 40) {
                throw new IllegalStateException("killed");
            }
            return true;
        };
        assertThatThrownBy(() -> sweep().sweep(REGISTRY, killing, log::add)).hasMessage("killed");
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).hasSize(75);
        assertThat(Set.copyOf(read)).hasSize(60);
    }

    @Test
    void theNextOneIsDueADayAfterTheBeginning() {
        exists(1, true);
        sweeps();
        clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.NOT_DUE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).hasSize(2);
    }

    @Test
    void aRepositoryDeletedWithoutAnEventIsResolvedAsDeleted() {
        exists(2, false);
        sweeps();
        drains();
        account.remove("repository-0");
        tomorrow();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(facts(record("repository-0"))).singleElement().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(facts.cause()).hasValue(Cause.DELETED);
            assertThat(facts.actorIsCertain()).isFalse();
            assertThat(facts.reason()).isEmpty();
        });
    }

    @Test
    void whatIsKnownToBeDeletedIsNotEvaluatedAgain() {
        exists(2, true);
        sweeps();
        account.remove("repository-0");
        tomorrow();
        sweeps();
        read.clear();
        tomorrow();
        sweeps();
        assertThat(read).containsExactly("repository-1");
    }

    @Test
    void whatALaterSweepFindsIsPublishedByItselfAndAttributedToNobody() {
        exists(2, true);
        sweeps();
        account.put("repository-0", good("repository-0").scanOnPush(false).known());
        tomorrow();
        sweeps();
        drains();
        assertThat(published).singleElement().satisfies(message -> {
            assertThat(message.labels()).containsEntry("status", "OPENED");
            assertThat(message.email()).contains("The actor is not known");
        });
    }

    @Test
    void changedSettingsMakeASweepDueWhoseFindingsAreOneDigest() {
        exists(7, true);
        sweeps();
        settings = "another";
        account.replaceAll((name, was) -> good(name).scanOnPush(false).known());
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        drains();
        assertThat(published)
                .singleElement()
                .satisfies(digest -> assertThat(digest.subject()).contains("7 alerts by changed settings"));
    }

    @Test
    void whatAnEventFindsByChangedSettingsWaitsForTheirSweep() {
        exists(1, true);
        sweeps();
        settings = "another";
        account.put("repository-0", good("repository-0").scanOnPush(false).known());
        audit().audit(new Reevaluation(arn("repository-0")));
        drains();
        assertThat(published).isEmpty();
        sweeps();
        drains();
        assertThat(published).hasSize(1);
    }

    @Test
    void aRepositoryThatFailsStopsNoOther() {
        exists(3, true);
        broken.add("repository-1");
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(record("repository-2").version()).isEqualTo(1);
        assertThat(log)
                .satisfiesExactly(
                        line -> assertThat(line.text("repository"))
                                .hasValue(arn("repository-1").toString()),
                        line -> assertThat(line.whole("repositoriesFailed"))
                                .as("the figure of an alarm counts it")
                                .hasValue(1L));
    }

    @Test
    void listingThatIsDeniedIsLostCoveragePublishedOnceAndResolvedWhenItIsAllowed() {
        listingDenied = Optional.of(Denial.NOT_SAID);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
        assertThat(facts(coverage())).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        listingDenied = Optional.empty();
        exists(1, true);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(facts(coverage()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.OPENED, AlertStatus.RESOLVED);
    }

    @Test
    void anAccountThatIsReadableOnlyLaterIsPublishedInTheDigestOfTheFirstSweep() {
        listingDenied = Optional.of(Denial.NOT_SAID);
        sweeps();
        listingDenied = Optional.empty();
        exists(1, true);
        sweeps();
        assertThat(facts(coverage()))
                .hasSize(2)
                .allSatisfy(facts -> assertThat(facts.reason()).hasValue(EvaluationReason.FIRST_SWEEP));
    }

    @Test
    void anAccountThatWasReadBeforeIsPublishedAtOnce() {
        exists(1, true);
        sweeps();
        listingDenied = Optional.of(Denial.NOT_SAID);
        clock.advance(Duration.ofDays(1));
        sweeps();
        assertThat(facts(coverage()))
                .singleElement()
                .satisfies(facts -> assertThat(facts.reason()).isEmpty());
    }

    @Test
    void aRegionThatTheOrganizationClosesOnPurposeIsNotWatchedAndNoFinding() {
        listingDenied = Optional.of(new Denial(PolicyType.SERVICE_CONTROL, true));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.REGION_CLOSED);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.NOT_DUE);
        assertThat(store.load(REGISTRY)).isEmpty();
    }

    @Test
    void aRegionThatIsClosedOverKnownRepositoriesIsAGap() {
        exists(1, true);
        sweeps();
        clock.advance(Duration.ofDays(1));
        listingDenied = Optional.of(new Denial(PolicyType.SERVICE_CONTROL, true));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isTrue();
    }

    @Test
    void aRegionThatTurnsOutToBeClosedOnceTheRoleIsThereIsNoGapAnyMore() {
        deniedAction = "sts:AssumeRole";
        listingDenied = Optional.of(Denial.NOT_SAID);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
        deniedAction = "ecr:DescribeRepositories";
        listingDenied = Optional.of(new Denial(PolicyType.SERVICE_CONTROL, true));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.REGION_CLOSED);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isFalse();
    }

    @Test
    void aServiceControlPolicyThatLacksAnAllowIsAGap() {
        listingDenied = Optional.of(new Denial(PolicyType.SERVICE_CONTROL, false));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
    }

    @Test
    void whatWasMissedWhileCoverageWasLostIsEvaluatedAsSoonAsItIsBack() {
        exists(2, true);
        sweeps();
        clock.advance(Duration.ofHours(1));
        account.put("repository-0", new Reading.Unreadable<>("sts:AssumeRole", "denied"));
        audit().audit(new Reevaluation(arn("repository-0")));
        clock.advance(Duration.ofMinutes(5));
        account.put("repository-0", good("repository-0").scanOnPush(false).known());
        read.clear();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).containsExactly("repository-0", "repository-1");
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isFalse();
    }

    @Test
    void whileOneRepositoryIsRefusedCoverageStaysLostAndIsNotSweptAllTheTime() {
        exists(3, true);
        account.put("repository-1", new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(sweeps.progress(REGISTRY).notEvaluated()).isEqualTo(1);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.NOT_DUE);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isTrue();
        account.put("repository-1", good("repository-1").known());
        tomorrow();
        sweeps();
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isFalse();
    }

    @Test
    void aRepositoryThatDoesNotAnswerDoesNotBringCoverageBack() {
        exists(3, true);
        account.put("repository-1", new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        sweeps();
        broken.add("repository-1");
        tomorrow();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isTrue();
    }

    @Test
    void twoSweepsAtOnceDoNotBothWriteTheCursor() {
        exists(30, true);
        SweepStore racing = new SweepStore() {
            @Override
            public SweepProgress progress(Subject.Coverage coverage) {
                return sweeps.progress(coverage);
            }

            @Override
            public boolean save(SweepProgress next) {
                return next.version() != 2 && sweeps.save(next);
            }

            @Override
            public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
                return sweeps.known(coverage, window);
            }
        };
        assertThatThrownBy(() -> sweep(racing).sweep(REGISTRY, () -> true, log::add))
                .isInstanceOf(RetryableAuditException.class)
                .hasMessageContaining("another sweep");
    }

    @Test
    void aPolicyThatASweepFindsChangedIsAChangeWithoutAnEvent() {
        exists(1, true);
        sweeps();
        account.put("repository-0", good("repository-0").withoutPolicy().known());
        tomorrow();
        sweeps();

        assertThat(sweeps.progress(REGISTRY).unannounced().changes()).isEqualTo(1);
    }

    @Test
    void aRepositoryThatASweepFindsFirstIsNoChangeWithoutAnEvent() {
        exists(1, true);
        sweeps();
        account.put("pulled-through", good("pulled-through").withoutPolicy().known());
        tomorrow();
        sweeps();

        assertThat(facts(record("pulled-through"))).isNotEmpty();
        assertThat(sweeps.progress(REGISTRY).unannounced().changes()).isZero();
    }

    @Test
    void aFlappingPolicyThatHasSettledIsNoChangeWithoutAnEvent() {
        exists(1, true);
        sweeps();
        for (int i = 0; i < 7; i++) {
            SampleRepository next = good("repository-0");
            account.put("repository-0", (i % 2 == 0 ? next.withoutPolicy() : next).known());
            clock.advance(Duration.ofMinutes(1));
            audit().audit(new Reevaluation(arn("repository-0")));
        }
        int before = facts(record("repository-0")).size();
        tomorrow();
        sweeps();

        assertThat(facts(record("repository-0"))).hasSizeGreaterThan(before);
        assertThat(sweeps.progress(REGISTRY).unannounced().changes()).isZero();
    }

    @Test
    void anAccountThatReturnsIsPublishedInTheDigestOfAFirstSweep() {
        exists(3, true);
        account.replaceAll((name, one) -> good(name).withoutPolicy().known());
        sweeps();
        drains();
        tomorrow();
        SweepRequest departure = new SweepRequest(REGISTRY, clock.instant(), true, false);
        assertThat(sweep().sweep(departure, () -> true, log::add)).isEqualTo(Sweep.Outcome.LEFT);
        drains();
        published.clear();

        tomorrow();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(facts(record("repository-0"))).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(AlertStatus.REOPENED);
            assertThat(alert.reason()).hasValue(EvaluationReason.FIRST_SWEEP);
        });
        assertThat(sweeps.progress(REGISTRY).unannounced().changes()).isZero();
        drains();
        assertThat(published)
                .singleElement()
                .satisfies(digest -> assertThat(digest.subject()).contains("3 alerts at the first sweep"));
    }

    @Test
    void whatChangedWhileAnAccountWasNotWatchedIsInThatDigestToo() {
        exists(1, true);
        sweeps();
        SweepRequest departure = new SweepRequest(REGISTRY, clock.instant(), true, false);
        sweep().sweep(departure, () -> true, log::add);
        account.put("repository-0", good("repository-0").withoutPolicy().known());
        tomorrow();
        sweeps();

        assertThat(facts(record("repository-0")))
                .singleElement()
                .satisfies(alert -> assertThat(alert.reason()).hasValue(EvaluationReason.FIRST_SWEEP));
        assertThat(sweeps.progress(REGISTRY).unannounced().changes()).isZero();
    }

    @Test
    void noMoreThanAWindowOfRepositoriesIsHeld() {
        exists(25, true);
        sweeps();
        account.remove("repository-12");
        tomorrow();
        read.clear();
        windows.clear();
        window = 10;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(windows)
                .containsExactly(
                        new NameWindow("", 10),
                        new NameWindow("repository-09", 10),
                        new NameWindow("repository-19", 10));
        assertThat(read)
                .as("the deleted one too, as its record is known")
                .hasSize(25)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(record("repository-12").deletedAt()).isPresent();
    }

    @Test
    void aWindowThatEndsWithTheLastRepositoryIsFollowedByAnEmptyOne() {
        exists(20, true);
        window = 10;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(windows).hasSize(3);
        assertThat(read).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void theNextWindowIsListedOnlyIfThereIsTime() {
        exists(20, true);
        window = 10;
        permits = 10;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.CONTINUES);
        assertThat(windows).hasSize(1);
        assertThat(sweeps.progress(REGISTRY).cursor()).isEqualTo("repository-09");
    }

    @Test
    void listingThatIsDeniedBetweenTwoWindowsIsLostCoverageAndTheSweepContinuesLater() {
        exists(20, true);
        window = 10;
        SweepPace denying = () -> {
            listingDenied = Optional.of(Denial.NOT_SAID);
            return true;
        };
        assertThat(sweep().sweep(REGISTRY, denying, log::add)).isEqualTo(Sweep.Outcome.COVERAGE_LOST);
        assertThat(sweeps.progress(REGISTRY).cursor()).isEqualTo("repository-09");
        listingDenied = Optional.empty();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(read).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void aSweepBeginsWhenItsRepositoriesAreListed() {
        exists(1, true);
        listingTakes = Duration.ofMinutes(1);
        Instant asked = clock.instant();
        sweeps();
        assertThat(sweeps.progress(REGISTRY).startedAt()).hasValue(asked);
    }

    @Test
    void aSweepThatEndsALossOfCoverageDoesNotMakeTheNextOneDue() {
        exists(1, true);
        listingDenied = Optional.of(Denial.NOT_SAID);
        sweeps();
        listingDenied = Optional.empty();
        listingTakes = Duration.ofMinutes(1);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.NOT_DUE);
    }

    /** The sweep had read the repository before; it proves nothing about a later denial. */
    @ParameterizedTest
    @ValueSource(ints = {10, 5_000})
    void aDenialDuringASweepIsNotResolvedByIt(int repositoriesOfAWindow) {
        exists(20, true);
        window = repositoriesOfAWindow;
        SweepPace denying = () -> {
            clock.advance(Duration.ofSeconds(1));
            if (read.size() == 15) {
                account.put("repository-03", new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
                audit().audit(new Reevaluation(arn("repository-03")));
            }
            return true;
        };
        assertThat(sweep().sweep(REGISTRY, denying, log::add)).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isTrue();
    }

    @Test
    void aDenialBetweenTwoInvocationsOfASweepIsNotResolvedByIt() {
        exists(20, true);
        permits = 15;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.CONTINUES);
        clock.advance(Duration.ofMinutes(15));
        Reading<RepositorySnapshot> readable =
                account.put("repository-03", new Reading.Unreadable<>("ecr:DescribeRepositories", "denied"));
        audit().audit(new Reevaluation(arn("repository-03")));
        permits = 100;
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isTrue();

        account.put("repository-03", readable);
        tomorrow();
        assertThat(sweeps()).isEqualTo(Sweep.Outcome.COMPLETE);
        assertThat(coverage().isOpen(CoverageTransition.FINDING)).isFalse();
    }

    private void exists(int count, boolean scanned) {
        for (int i = 0; i < count; i++) {
            String name = count > 10 ? "repository-%02d".formatted(i) : "repository-" + i;
            account.put(name, good(name).scanOnPush(scanned).known());
        }
    }

    private Sweep.Outcome sweeps() {
        return sweep().sweep(REGISTRY, () -> permits-- > 0, log::add);
    }

    private Sweep sweep() {
        return sweep(sweeps);
    }

    private Sweep sweep(SweepStore progress) {
        return new Sweep(
                new Sweep.Parts(
                        (accountId, region, names) -> listed(names),
                        progress,
                        audit(),
                        store,
                        record -> {},
                        fingerprint(),
                        Duration.ofDays(1),
                        clock),
                () -> Reminders.NONE,
                window);
    }

    private RepositoryAudit audit() {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                this::read,
                RULES,
                new Transition(Settings.NONE, "remediation", Optional.of(fingerprint())),
                store,
                record -> {},
                (reevaluation, delay) -> {},
                clock));
    }

    private RuleSetFingerprint fingerprint() {
        return RuleSetFingerprint.of(RULES, settings);
    }

    private Reading<List<RepositoryArn>> listed(NameWindow names) {
        windows.add(names);
        clock.advance(listingTakes);
        return listingDenied
                .<Reading<List<RepositoryArn>>>map(denial -> new Reading.Unreadable<>(deniedAction, "denied", denial))
                .orElseGet(() -> new Reading.Known<>(
                        names.select(account.keySet().stream().map(SweepTest::arn))));
    }

    private Reading<RepositorySnapshot> read(RepositoryArn repository) {
        if (broken.contains(repository.name())) {
            throw new IllegalStateException("ECR does not answer");
        }
        Reading<RepositorySnapshot> reading = account.getOrDefault(repository.name(), new Reading.Absent<>());
        if (!(reading instanceof Reading.Unreadable)) {
            read.add(repository.name());
        }
        return reading;
    }

    private void drains() {
        new AlertDrain(new AlertDrain.Parts(
                        store,
                        RULES,
                        published::add,
                        request -> {},
                        new SweepHold(sweeps, new InMemorySweepRoundStore(), clock),
                        clock))
                .drain(List.of(), () -> true, line -> {});
    }

    private void tomorrow() {
        clock.advance(Duration.ofDays(1));
    }

    private SubjectRecord record(String name) {
        return store.load(Subject.of(arn(name))).orElseThrow();
    }

    private SubjectRecord coverage() {
        return store.load(REGISTRY).orElseThrow();
    }

    private static List<AlertFacts> facts(SubjectRecord record) {
        return record.outbox().stream().map(AlertFacts.class::cast).toList();
    }

    private static SampleRepository good(String name) {
        return SampleRepository.good(arn(name));
    }

    private static RepositoryArn arn(String name) {
        return new RepositoryArn("aws", "us-east-1", "111122223333", name);
    }
}
