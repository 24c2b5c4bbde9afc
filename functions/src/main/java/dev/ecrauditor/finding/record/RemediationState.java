package dev.ecrauditor.finding.record;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What remediation has done to a repository, and who reverted it.
 *
 * @param done the number of the last attempt that was begun
 * @param attempts when attempts were begun, within the last day
 * @param reverts by whom scanning was switched off again since the first attempt, the latest ten
 * @param suspended true when it was reported that the attempts do not last
 * @param history the latest ten attempts and their outcomes
 * @param plans when dry runs were reported, the latest ten
 */
public record RemediationState(
        int done,
        List<Instant> attempts,
        List<Revert> reverts,
        boolean suspended,
        List<Attempt> history,
        List<Instant> plans) {

    /** At most this many attempts in {@link #WINDOW}: more frequent reverts are deliberate. */
    public static final int CAP = 3;

    /** The window of the cap, and how long scanning has to have been on until a suspension ends. */
    public static final Duration WINDOW = Duration.ofHours(24);

    public static final RemediationState NONE =
            new RemediationState(0, List.of(), List.of(), false, List.of(), List.of());

    private static final int REMEMBERED = 10;

    /** A little less than a day: the sweep that requests again runs once a day. */
    private static final Duration RETRY = Duration.ofHours(20);

    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** Longer than the remediation function may run. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /**
     * A call that switched scanning off after an attempt.
     *
     * @param who the caller's ARN; empty where it is not known
     * @param at when
     * @param attempt the number of the attempt it undid
     */
    public record Revert(Optional<String> who, Instant at, int attempt) {}

    /**
     * One attempt.
     *
     * @param outcome the reported outcome; empty while it runs, or where it was interrupted
     */
    public record Attempt(int number, Instant begunAt, Optional<AlertStatus> outcome) {

        /** An interrupted attempt has no outcome. */
        boolean hasEnded(Instant now) {
            return outcome.isPresent() || begunAt.isBefore(now.minus(LONGEST));
        }

        boolean hasSucceeded() {
            return outcome.equals(Optional.of(AlertStatus.REMEDIATED));
        }

        boolean hasFailed() {
            return outcome.equals(Optional.of(AlertStatus.REMEDIATION_FAILED));
        }

        /** It succeeded, long enough ago that ECR no longer returns the earlier state. */
        public boolean hasSettled(Instant now) {
            return hasSucceeded() && begunAt.isBefore(now.minus(SETTLING));
        }
    }

    public RemediationState {
        attempts = List.copyOf(attempts);
        reverts = List.copyOf(reverts);
        history = List.copyOf(history);
        plans = List.copyOf(plans);
    }

    /**
     * Whether one more attempt may be begun. Suspended because of reverts: none. Suspended because the attempts failed:
     * one a day, so that a permission granted since is noticed.
     */
    public boolean mayBegin(Instant at) {
        if (suspended) {
            return !isReverted() && within(attempts, at, RETRY).isEmpty();
        }
        return within(attempts, at, WINDOW).size() < CAP;
    }

    /** The last attempt succeeded: what fails now was changed since. */
    public boolean isReverted() {
        return lastAttempt().map(Attempt::hasSucceeded).orElse(false);
    }

    /** The last attempt may still be running, or ECR may still return the earlier state. */
    public boolean isUndecided(Instant at) {
        return lastAttempt()
                .map(last -> !last.hasEnded(at) || (last.hasSucceeded() && !last.hasSettled(at) && !isRevertOf(last)))
                .orElse(false);
    }

    /** Whether a dry run may report once more; it stops where a real attempt would. */
    public boolean mayPlan(Instant at) {
        return !suspended
                && within(attempts, at, WINDOW).size()
                                + within(plans, at, WINDOW).size()
                        < CAP;
    }

    /** Whether a dry run has reported what is open since then. */
    public boolean hasPlanned(Instant openedAt) {
        return plans.stream().anyMatch(plan -> !plan.isBefore(openedAt));
    }

    RemediationState begin(int attempt, Instant at) {
        return new RemediationState(
                attempt,
                with(within(attempts, at, WINDOW), at),
                reverts,
                suspended,
                latest(with(history, new Attempt(attempt, at, Optional.empty()))),
                plans);
    }

    /** An attempt that only was a dry run. */
    RemediationState plan(int attempt, Instant at) {
        return new RemediationState(attempt, attempts, reverts, suspended, history, latest(with(plans, at)));
    }

    /** True for an attempt that was begun and has no known outcome. */
    public boolean isOpen(int attempt) {
        return history.stream()
                .anyMatch(one -> one.number() == attempt && one.outcome().isEmpty());
    }

    public boolean isReported(int attempt) {
        return history.stream()
                .anyMatch(one -> one.number() == attempt && one.outcome().isPresent());
    }

    /** With the outcome of an attempt; a success ends a suspension, unless it belongs to an older attempt. */
    RemediationState ended(int attempt, AlertStatus outcome) {
        List<Attempt> ended = history.stream()
                .map(one -> one.number() == attempt ? new Attempt(attempt, one.begunAt(), Optional.of(outcome)) : one)
                .toList();
        return new RemediationState(
                done,
                attempts,
                reverts,
                suspended && !(attempt == done && outcome == AlertStatus.REMEDIATED),
                ended,
                plans);
    }

    /**
     * With a call that switched scanning off: it undid the latest attempt before it. CloudTrail's times are in whole
     * seconds.
     */
    public RemediationState reverted(Optional<String> who, Instant at) {
        return history.stream()
                .filter(attempt ->
                        !attempt.begunAt().truncatedTo(ChronoUnit.SECONDS).isAfter(at))
                .reduce((earlier, later) -> later)
                .filter(attempt -> !attempt.hasFailed())
                .map(attempt -> with(new Revert(who, at, attempt.number())))
                .orElse(this);
    }

    /** With an unknown caller, who undid the last attempt. */
    public RemediationState reverted(Instant at) {
        return lastAttempt()
                .filter(attempt -> !attempt.hasFailed())
                .map(attempt -> with(new Revert(Optional.empty(), at, attempt.number())))
                .orElse(this);
    }

    /** One for each attempt; a known caller replaces an unknown one. */
    private RemediationState with(Revert revert) {
        boolean known = reverts.stream()
                .anyMatch(other -> other.attempt() == revert.attempt()
                        && (other.who().isPresent() || revert.who().isEmpty()));
        if (known) {
            return this;
        }
        List<Revert> others = reverts.stream()
                .filter(other -> other.attempt() != revert.attempt())
                .toList();
        return new RemediationState(done, attempts, latest(with(others, revert)), suspended, history, plans);
    }

    private boolean isRevertOf(Attempt attempt) {
        return reverts.stream().anyMatch(revert -> revert.attempt() == attempt.number());
    }

    public Optional<Attempt> lastAttempt() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }

    public RemediationState suspend() {
        return new RemediationState(done, attempts, reverts, true, history, plans);
    }

    /** Scanning has stayed on for long enough: later reverts count anew. */
    public RemediationState resume() {
        return new RemediationState(done, attempts, List.of(), false, history, plans);
    }

    private static List<Instant> within(List<Instant> times, Instant at, Duration window) {
        return times.stream().filter(time -> time.isAfter(at.minus(window))).toList();
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    private static <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
    }
}
