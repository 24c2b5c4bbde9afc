package dev.ecrauditor.finding.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.RemediationState.Attempt;
import dev.ecrauditor.finding.record.RemediationState.Revert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a record knows of the attempts to put a finding right, to the second. */
class RemediationStateTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Optional<AlertStatus> DONE = Optional.of(AlertStatus.REMEDIATED);
    private static final Optional<AlertStatus> FAILED = Optional.of(AlertStatus.REMEDIATION_FAILED);
    private static final Optional<String> ALICE = Optional.of("alice");
    private static final Optional<String> BOB = Optional.of("bob");

    private static Instant ago(Duration time) {
        return NOW.minus(time);
    }

    private static RemediationState after(Attempt... attempts) {
        return new RemediationState(attempts.length, List.of(), List.of(), false, List.of(attempts), List.of());
    }

    private static RemediationState begunAt(Instant... attempts) {
        return new RemediationState(0, List.of(attempts), List.of(), false, List.of(), List.of());
    }

    @Test
    void withoutAttemptsNothingIsUndecidedOrReverted() {
        RemediationState none = RemediationState.NONE;
        assertThat(none.isUndecided(NOW)).isFalse();
        assertThat(none.isReverted()).isFalse();
        assertThat(none.lastAttempt()).isEmpty();
        assertThat(none.mayBegin(NOW)).isTrue();
        assertThat(none.mayPlan(NOW)).isTrue();
        assertThat(none.reverted(ALICE, NOW)).isEqualTo(none);
        assertThat(none.reverted(NOW)).isEqualTo(none);
    }

    @Test
    void anAttemptMayBeRunningForAQuarterOfAnHour() {
        assertThat(after(new Attempt(1, NOW, Optional.empty())).isUndecided(NOW))
                .isTrue();
        assertThat(after(new Attempt(1, ago(Duration.ofMinutes(15)), Optional.empty()))
                        .isUndecided(NOW))
                .isTrue();
        assertThat(after(new Attempt(1, ago(Duration.ofMinutes(15).plusMillis(1)), Optional.empty()))
                        .isUndecided(NOW))
                .isFalse();
    }

    @Test
    void aSuccessIsFinalAfterFiveMinutesUnlessReverted() {
        Attempt settling = new Attempt(1, ago(Duration.ofMinutes(5)), DONE);
        assertThat(after(settling).isUndecided(NOW)).isTrue();
        assertThat(after(new Attempt(1, ago(Duration.ofMinutes(5).plusMillis(1)), DONE))
                        .isUndecided(NOW))
                .isFalse();
        assertThat(after(settling).reverted(ALICE, NOW).isUndecided(NOW)).isFalse();
        Attempt older = new Attempt(1, ago(Duration.ofHours(1)), DONE);
        Attempt newer = new Attempt(2, ago(Duration.ofMinutes(1)), DONE);
        assertThat(after(older, newer)
                        .reverted(ALICE, ago(Duration.ofMinutes(30)))
                        .isUndecided(NOW))
                .isTrue();
    }

    @Test
    void aFailureIsDecidedAtOnce() {
        RemediationState failed = after(new Attempt(1, NOW, FAILED));
        assertThat(failed.isUndecided(NOW)).isFalse();
        assertThat(failed.isReverted()).isFalse();
    }

    @Test
    void attemptsOfTheLastDayCountForTheCapAndOlderOnesDoNot() {
        Duration day = Duration.ofHours(24);
        assertThat(begunAt(ago(day.minusMillis(1)), ago(Duration.ofHours(1)), NOW)
                        .mayBegin(NOW))
                .isFalse();
        assertThat(begunAt(ago(day), ago(Duration.ofHours(1)), NOW).mayBegin(NOW))
                .isTrue();
        assertThat(begunAt(ago(Duration.ofHours(1)), NOW).mayBegin(NOW)).isTrue();
    }

    @Test
    void aNewAttemptRemovesAttemptsOfTheDayBefore() {
        RemediationState begun =
                begunAt(ago(Duration.ofHours(25)), ago(Duration.ofHours(1))).begin(3, NOW);
        assertThat(begun.attempts()).containsExactly(ago(Duration.ofHours(1)), NOW);
        assertThat(begun.done()).isEqualTo(3);
        assertThat(begun.history()).containsExactly(new Attempt(3, NOW, Optional.empty()));
    }

    @Test
    void aRevertedSuspensionAllowsNoAttemptAndAFailedOneIsRetriedAfterTwentyHours() {
        RemediationState reverted =
                after(new Attempt(1, ago(Duration.ofDays(3)), DONE)).suspend();
        assertThat(reverted.mayBegin(NOW)).isFalse();
        Attempt failed = new Attempt(1, ago(Duration.ofDays(3)), FAILED);
        Duration retry = Duration.ofHours(20);
        assertThat(suspendedAfter(failed, ago(retry)).mayBegin(NOW)).isTrue();
        assertThat(suspendedAfter(failed, ago(retry.minusMillis(1))).mayBegin(NOW))
                .isFalse();
    }

    private static RemediationState suspendedAfter(Attempt last, Instant begun) {
        return new RemediationState(1, List.of(begun), List.of(), true, List.of(last), List.of());
    }

    @Test
    void aDryRunCountsItsPlansAndTheAttemptsBeforeIt() {
        assertThat(begunAt(NOW, NOW).mayPlan(NOW)).isTrue();
        assertThat(begunAt(NOW, NOW).plan(3, NOW).mayPlan(NOW)).isFalse();
        assertThat(begunAt(NOW).plan(2, NOW).mayPlan(NOW)).isTrue();
        assertThat(RemediationState.NONE.plan(1, NOW).plan(2, NOW).plan(3, NOW).mayPlan(NOW))
                .isFalse();
        assertThat(begunAt(NOW, NOW).plan(3, ago(Duration.ofHours(24))).mayPlan(NOW))
                .isTrue();
        assertThat(RemediationState.NONE.suspend().mayPlan(NOW)).isFalse();
    }

    @Test
    void whatWasPlannedSinceItOpenedIsPlanned() {
        RemediationState planned = RemediationState.NONE.plan(1, NOW);
        assertThat(planned.hasPlanned(NOW)).isTrue();
        assertThat(planned.hasPlanned(NOW.plusMillis(1))).isFalse();
        assertThat(planned.hasPlanned(NOW.minusMillis(1))).isTrue();
        assertThat(RemediationState.NONE.hasPlanned(NOW)).isFalse();
        assertThat(planned.done()).isEqualTo(1);
    }

    @Test
    void anAttemptIsOpenUntilItIsReported() {
        RemediationState state = after(new Attempt(1, NOW, Optional.empty()), new Attempt(2, NOW, DONE));
        assertThat(state.isOpen(1)).isTrue();
        assertThat(state.isOpen(2)).isFalse();
        assertThat(state.isOpen(3)).isFalse();
        assertThat(state.isReported(1)).isFalse();
        assertThat(state.isReported(2)).isTrue();
        assertThat(state.isReported(3)).isFalse();
        assertThat(state.ended(1, AlertStatus.REMEDIATION_FAILED).history())
                .containsExactly(new Attempt(1, NOW, FAILED), new Attempt(2, NOW, DONE));
    }

    @Test
    void onlyTheSuccessOfTheLastAttemptEndsASuspension() {
        RemediationState suspended = after(new Attempt(1, NOW, Optional.empty()), new Attempt(2, NOW, Optional.empty()))
                .suspend();
        assertThat(suspended.ended(2, AlertStatus.REMEDIATED).suspended()).isFalse();
        assertThat(suspended.ended(1, AlertStatus.REMEDIATED).suspended()).isTrue();
        assertThat(suspended.ended(2, AlertStatus.REMEDIATION_FAILED).suspended())
                .isTrue();
    }

    @Test
    void aCallUndoesTheLatestAttemptBeforeIt() {
        Attempt first = new Attempt(1, ago(Duration.ofHours(2)), DONE);
        Attempt second = new Attempt(2, ago(Duration.ofHours(1)).plusMillis(900), DONE);
        RemediationState state = after(first, second);
        assertThat(state.reverted(ALICE, NOW).reverts()).containsExactly(new Revert(ALICE, NOW, 2));
        Instant sameSecond = ago(Duration.ofHours(1));
        assertThat(state.reverted(ALICE, sameSecond).reverts()).containsExactly(new Revert(ALICE, sameSecond, 2));
        Instant between = sameSecond.minusSeconds(1);
        assertThat(state.reverted(ALICE, between).reverts()).containsExactly(new Revert(ALICE, between, 1));
        Instant before = ago(Duration.ofHours(2)).minusSeconds(1);
        assertThat(state.reverted(ALICE, before)).isEqualTo(state);
    }

    @Test
    void whatFailedCannotBeUndone() {
        RemediationState failed = after(new Attempt(1, ago(Duration.ofHours(1)), FAILED));
        assertThat(failed.reverted(ALICE, NOW)).isEqualTo(failed);
        assertThat(failed.reverted(NOW)).isEqualTo(failed);
    }

    @Test
    void whoeverWasNotSeenUndidTheLastAttempt() {
        RemediationState state =
                after(new Attempt(1, ago(Duration.ofHours(2)), DONE), new Attempt(2, ago(Duration.ofHours(1)), DONE));
        assertThat(state.reverted(NOW).reverts()).containsExactly(new Revert(Optional.empty(), NOW, 2));
    }

    @Test
    void aNameTakesThePlaceOfNoneAndStays() {
        RemediationState state =
                after(new Attempt(1, ago(Duration.ofHours(2)), DONE), new Attempt(2, ago(Duration.ofHours(1)), DONE));
        RemediationState unseen =
                state.reverted(BOB, ago(Duration.ofMinutes(90))).reverted(NOW);
        assertThat(unseen.reverts())
                .containsExactly(new Revert(BOB, ago(Duration.ofMinutes(90)), 1), new Revert(Optional.empty(), NOW, 2));
        assertThat(unseen.reverted(NOW.plusSeconds(1))).isEqualTo(unseen);
        RemediationState named = unseen.reverted(ALICE, NOW.minusSeconds(9));
        assertThat(named.reverts())
                .containsExactly(
                        new Revert(BOB, ago(Duration.ofMinutes(90)), 1), new Revert(ALICE, NOW.minusSeconds(9), 2));
        assertThat(named.reverted(BOB, NOW)).isEqualTo(named);
        assertThat(named.reverted(NOW)).isEqualTo(named);
    }

    @Test
    void ofEverythingTheLatestTenAreRemembered() {
        RemediationState state = RemediationState.NONE;
        for (int i = 1; i <= 12; i++) {
            Instant at = NOW.plus(Duration.ofDays(i));
            state = state.begin(i, at)
                    .ended(i, AlertStatus.REMEDIATED)
                    .plan(i, at)
                    .reverted(ALICE, at.plusSeconds(1));
        }
        List<Integer> latest =
                new ArrayList<>(IntStream.rangeClosed(3, 12).boxed().toList());
        assertThat(state.history()).extracting(Attempt::number).isEqualTo(latest);
        assertThat(state.reverts()).extracting(Revert::attempt).isEqualTo(latest);
        assertThat(state.plans()).hasSize(10).endsWith(NOW.plus(Duration.ofDays(12)));
    }

    @Test
    void afterASuspensionReversionsAreForgottenAndAttemptsAreNot() {
        RemediationState suspended = after(new Attempt(1, ago(Duration.ofHours(1)), DONE))
                .reverted(ALICE, NOW)
                .suspend();
        assertThat(suspended.suspended()).isTrue();
        assertThat(suspended.reverts()).hasSize(1);
        RemediationState resumed = suspended.resume();
        assertThat(resumed.suspended()).isFalse();
        assertThat(resumed.reverts()).isEmpty();
        assertThat(resumed.history()).isEqualTo(suspended.history());
        assertThat(resumed.done()).isEqualTo(1);
    }
}
