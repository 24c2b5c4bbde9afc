package dev.ecrauditor.audit.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.CoverageAudit;
import dev.ecrauditor.audit.RetryableAuditException;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepRoundStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.finding.transition.CoverageTransition;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds of sweeps over several accounts and Regions. */
class SweepPlannerTest {

    private static final Subject.Coverage HUB = Subject.Coverage.ofOrganization("999988887777");
    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "eu-west-1");
    private static final Duration TICK = Duration.ofMinutes(15);

    /** Assumptions and price of docs/cost.md; the figures are printed, not asserted. */
    private static final int REPOSITORIES = 50_000;

    private static final int CALLS_FOR_A_REPOSITORY = 5;
    private static final double DAYS = 30.4;
    private static final double DOLLARS_FOR_AN_EVENT = 2.00 / 100_000;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final InMemoryFindingStore findings = new InMemoryFindingStore();
    private final InMemorySweepStore sweeps = new InMemorySweepStore(findings);
    private final InMemorySweepRoundStore rounds = new InMemorySweepRoundStore();
    private final List<SweepRequest> sent = new ArrayList<>();
    private final AtomicInteger listings = new AtomicInteger();
    private Reading<Set<String>> accounts = new Reading.Known<>(Set.of("111122223333", "444455556666"));
    private List<String> regions = List.of("eu-west-1", "us-east-1");
    private String settings = "";

    @Test
    void aRoundRequestsEveryAccountAndRegionAndRepeatsWhatIsNotComplete() {
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(taken())
                .containsExactlyInAnyOrder(
                        "111122223333#eu-west-1",
                        "111122223333#us-east-1",
                        "444455556666#eu-west-1",
                        "444455556666#us-east-1");
        sweep("111122223333", "eu-west-1");
        sweep("444455556666", "eu-west-1");

        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(taken()).containsExactly("111122223333#us-east-1", "444455556666#us-east-1");
        sweep("111122223333", "us-east-1");
        sweep("444455556666", "us-east-1");

        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COMPLETE);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.NOT_DUE);
        assertThat(taken()).isEmpty();
    }

    @Test
    void anInterruptedSweepIsRequestedAgain() {
        accounts = new Reading.Known<>(Set.of("111122223333"));
        regions = List.of("eu-west-1");
        tick();
        taken();
        sweeps.save(SweepProgress.none(new Subject.Coverage("111122223333", "eu-west-1"))
                .begin(clock.instant(), "mark", Optional.empty()));
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(taken()).containsExactly("111122223333#eu-west-1");
    }

    @Test
    void anAccountThatWasNeverReadKeepsTheRoundOpenUntilItsRoleShouldBeThere() {
        onlyOneRegion();
        tick();
        refuse(PLACE);
        clock.advance(RoundProgress.ROLLOUT.minus(TICK));
        taken();
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(taken()).containsExactly(PLACE.partitionKey());
        clock.advance(TICK);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COMPLETE);
    }

    @Test
    void anAccountThatWasReadBeforeKeepsTheRoundOpenNoLonger() {
        onlyOneRegion();
        tick();
        sweepAll();
        tick();
        clock.advance(Duration.ofDays(1));
        tick();
        refuse(PLACE);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COMPLETE);
    }

    @Test
    void aSweepThatWasInterruptedIsNotCompleteBecauseSomethingWasRefused() {
        onlyOneRegion();
        tick();
        sweeps.save(SweepProgress.none(PLACE).begin(clock.instant(), "mark", Optional.empty()));
        refuse(PLACE);
        clock.advance(RoundProgress.ROLLOUT);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
    }

    @Test
    void whatCouldNotBeReadIsRequestedAgainEachHourUntilItIsSwept() {
        onlyOneRegion();
        tick();
        refuse(PLACE);
        clock.advance(RoundProgress.ROLLOUT);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COMPLETE);
        taken();
        for (int hour = 0; hour < 3; hour++) {
            clock.advance(Duration.ofHours(1));
            tick();
            assertThat(taken()).containsExactly(PLACE.partitionKey());
            tick();
            assertThat(taken()).isEmpty();
        }
        readAgain(PLACE);
        clock.advance(Duration.ofHours(1));
        tick();
        assertThat(taken()).isEmpty();
        assertThat(rounds.round().unreadable()).isZero();
    }

    @Test
    void aRoundThatIsNotCompleteEndsWhenTheNextOneIsDue() {
        onlyOneRegion();
        tick();
        clock.advance(Duration.ofDays(1));
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(rounds.round().startedAt()).hasValue(clock.instant());
    }

    @Test
    void aRoundContinuesWhileTheAccountsCannotBeListed() {
        tick();
        taken();
        clock.advance(Duration.ofHours(1));
        accounts = new Reading.Unreadable<>("organizations:ListAccounts", "AWS denies it", Denial.NOT_SAID);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(taken()).hasSize(4);
        assertThat(hubFinding().open()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListAccounts", "ListAccountsForParent", "ListOrganizationalUnitsForParent"})
    void aListingResolvesWhateverWasDenied(String action) {
        accounts = new Reading.Unreadable<>("organizations:" + action, "AWS denies it", Denial.NOT_SAID);
        tick();
        accounts = new Reading.Known<>(Set.of("111122223333"));
        tick();
        assertThat(hubFinding().open()).isFalse();
    }

    @Test
    void aRefusalFromBeforeTheRoundDoesNotCompleteIt() {
        accounts = new Reading.Known<>(Set.of("111122223333"));
        regions = List.of("eu-west-1");
        refuse(new Subject.Coverage("111122223333", "eu-west-1"));
        clock.advance(TICK);
        tick();
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
    }

    @Test
    void theFirstRoundAndOneWithOtherRulesHoldTheDigestUntilTheyAreComplete() {
        tick();
        assertThat(rounds.round().holdsDigest()).isTrue();
        sweepAll();
        tick();
        assertThat(rounds.round().holdsDigest()).isFalse();

        clock.advance(Duration.ofDays(1));
        tick();
        assertThat(rounds.round().isRunning()).isTrue();
        assertThat(rounds.round().holdsDigest()).isFalse();
        sweepAll();
        tick();

        settings = "other settings";
        tick();
        assertThat(rounds.round().holdsDigest()).isTrue();
    }

    @Test
    void aNewAccountIsRequestedBetweenRounds() {
        tick();
        sweepAll();
        tick();
        taken();
        accounts = new Reading.Known<>(Set.of("111122223333", "444455556666", "777788889999"));
        clock.advance(Duration.ofHours(1));
        tick();
        assertThat(taken()).containsExactlyInAnyOrder("777788889999#eu-west-1", "777788889999#us-east-1");
        tick();
        assertThat(taken()).isEmpty();
    }

    @Test
    void whatIsOpenOfAnAccountThatHasLeftIsResolvedOnceAndTheAccountIsSweptNoMore() {
        tick();
        sweepAll();
        tick();
        taken();
        accounts = new Reading.Known<>(Set.of("444455556666"));
        clock.advance(Duration.ofHours(1));
        tick();
        assertThat(leftPlaces()).containsExactly("111122223333#eu-west-1", "111122223333#us-east-1");
        assertThat(taken()).hasSize(2);
        clock.advance(Duration.ofDays(1));
        tick();
        assertThat(leftPlaces()).isEmpty();
        assertThat(taken()).containsExactly("444455556666#eu-west-1", "444455556666#us-east-1");
    }

    @Test
    void accountsThatCannotBeListedAreOneFindingOfTheHub() {
        accounts = new Reading.Unreadable<>("organizations:ListAccounts", "AWS denies it", Denial.NOT_SAID);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COVERAGE_LOST);
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.COVERAGE_LOST);
        assertThat(hubFinding().open()).isTrue();
        assertThat(findings.load(HUB).orElseThrow().outbox()).hasSize(1);
        assertThat(sent).isEmpty();

        accounts = new Reading.Known<>(Set.of("111122223333"));
        assertThat(tick()).isEqualTo(SweepPlanner.Outcome.CONTINUES);
        assertThat(hubFinding().open()).isFalse();
    }

    @Test
    void aTickThatLosesTheRaceRequestsNothingTwiceInTheTable() {
        SweepRoundStore lost = new SweepRoundStore() {
            @Override
            public SweepRound round() {
                return rounds.round();
            }

            @Override
            public boolean save(SweepRound next) {
                return false;
            }
        };
        assertThatThrownBy(() -> planner(lost).plan(line -> {})).isInstanceOf(RetryableAuditException.class);
        assertThat(rounds.round()).isEqualTo(SweepRound.NONE);
        assertThat(sent).isEmpty();
    }

    /** 1,000 accounts in 17 Regions, of which most sweeps end before the next tick. */
    @Test
    void aLargeOrganizationIsPlannedInSmallSteps() {
        accounts = new Reading.Known<>(IntStream.range(0, 1_000)
                .mapToObj(i -> "%012d".formatted(500_000_000_000L + i))
                .collect(Collectors.toSet()));
        regions = IntStream.range(0, 17).mapToObj("us-test-%d"::formatted).toList();
        Plan first = round();
        assertThat(first.requested()).hasSize(17_000);
        assertThat(first.mostAtOnce()).isLessThanOrEqualTo(SweepPlanner.MOST_AT_ONCE + RoundProgress.MOST_REPEATED);
        assertThat(first.ticks()).isBetween(17, 19);

        clock.advance(Duration.ofDays(1));
        Plan daily = round();
        assertThat(daily.requested()).hasSize(17_000);
        assertThat(daily.mostAtOnce()).isLessThanOrEqualTo(17_000 / 48 + 1 + RoundProgress.MOST_REPEATED);
        assertThat(daily.ticks()).isBetween(48, 50);
        int calls = daily.requested().size() + REPOSITORIES * CALLS_FOR_A_REPOSITORY;
        System.out.printf(
                Locale.ROOT,
                "1,000 accounts in 17 Regions: first round %d ticks, daily round %d ticks, %d requests each, at most %d at once,"
                        + " %d listings; with %,d repositories %,d calls a day, %.2f US dollars a month in each paid trail%n",
                first.ticks(),
                daily.ticks(),
                daily.requested().size(),
                Math.max(first.mostAtOnce(), daily.mostAtOnce()),
                listings.get(),
                REPOSITORIES,
                calls,
                calls * DAYS * DOLLARS_FOR_AN_EVENT);
    }

    private record Plan(int ticks, Set<String> requested, int mostAtOnce) {}

    private Plan round() {
        Set<String> requested = new HashSet<>();
        int ticks = 0;
        int most = 0;
        SweepPlanner.Outcome outcome = SweepPlanner.Outcome.CONTINUES;
        while (outcome == SweepPlanner.Outcome.CONTINUES) {
            clock.advance(TICK);
            outcome = tick();
            ticks++;
            most = Math.max(most, sent.size());
            sent.forEach(
                    request -> sweep(request.place().account(), request.place().region()));
            requested.addAll(taken());
            assertThat(ticks).as("ticks of a round").isLessThan(100);
        }
        return new Plan(ticks, requested, most);
    }

    private SweepPlanner.Outcome tick() {
        clock.advance(Duration.ofSeconds(1));
        return planner(rounds).plan(line -> {});
    }

    private SweepPlanner planner(SweepRoundStore store) {
        return new SweepPlanner(
                new SweepPlanner.Parts(
                        () -> {
                            listings.incrementAndGet();
                            return accounts;
                        },
                        regions,
                        HUB,
                        new SweepPlanner.Stores(store, sweeps, findings),
                        new SweepPlanner.Queues((requests, attempt) -> sent.addAll(requests), record -> {}),
                        () -> RuleSetFingerprint.of(RuleCatalog.standard(Duration.ofMinutes(15)), settings),
                        Duration.ofDays(1),
                        clock),
                () -> Reminders.NONE);
    }

    private Set<String> leftPlaces() {
        return sent.stream()
                .filter(SweepRequest::left)
                .map(request -> request.place().partitionKey())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> taken() {
        Set<String> taken = new TreeSet<>();
        sent.forEach(request -> taken.add(request.place().partitionKey()));
        sent.clear();
        return taken;
    }

    private void sweepAll() {
        ((Reading.Known<Set<String>>) accounts)
                .value()
                .forEach(account -> regions.forEach(region -> sweep(account, region)));
    }

    private void sweep(String account, String region) {
        Subject.Coverage place = new Subject.Coverage(account, region);
        SweepProgress begun = sweeps.progress(place).begin(clock.instant(), "mark", Optional.empty());
        sweeps.save(begun);
        sweeps.save(begun.complete(clock.instant()));
    }

    private void onlyOneRegion() {
        accounts = new Reading.Known<>(Set.of(PLACE.account()));
        regions = List.of(PLACE.region());
    }

    private void readAgain(Subject.Coverage place) {
        new CoverageAudit(findings, record -> {}, clock)
                .resolveAfterFullRead(place, clock.instant().plusSeconds(3));
    }

    private void refuse(Subject.Coverage place) {
        new CoverageAudit(findings, record -> {}, clock)
                .lost(
                        place,
                        denied -> new CoverageTransition.Refusal(denied, Optional.empty()),
                        List.of(),
                        Optional.empty(),
                        () -> new Reading.Unreadable<>("sts:AssumeRole", "no", Denial.NOT_SAID));
    }

    private FindingState hubFinding() {
        return findings.load(HUB).orElseThrow().findings().get(CoverageTransition.FINDING);
    }
}
