package dev.ecrauditor.finding;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What remediation has done to a repository, and what was done about it.
 *
 * @param done the number of the last attempt that was begun
 * @param attempts when attempts were begun, within the last day
 * @param reverts by whom scanning was switched off again since the first attempt, the latest ten
 * @param suspended true when it was told that the attempts do not last
 * @param history the latest ten attempts and what came of them
 * @param plans when dry runs were told, within the last day
 */
public record RemediationState(
        int done,
        List<Instant> attempts,
        List<Revert> reverts,
        boolean suspended,
        List<Attempt> history,
        List<Instant> plans) {

    /** At most this many attempts in {@link #WINDOW}: whoever reverts them more often does it on purpose. */
    public static final int CAP = 3;

    /** The window of the cap, and how long scanning has to have been on until a suspension ends. */
    public static final Duration WINDOW = Duration.ofHours(24);

    static final RemediationState NONE = new RemediationState(0, List.of(), List.of(), false, List.of(), List.of());

    private static final int REMEMBERED = 10;

    private static final Duration SETTLING = Duration.ofMinutes(5);

    /** Longer than the remediation function may run. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /**
     * Somebody who switched scanning off after an attempt.
     *
     * @param who the caller's ARN; empty where it was not seen
     * @param at when
     * @param attempt the number of the attempt it undid
     */
    public record Revert(Optional<String> who, Instant at, int attempt) {}

    /**
     * One attempt.
     *
     * @param outcome what was told of it; empty while it runs, or where it was cut off
     */
    public record Attempt(int number, Instant begunAt, Optional<AlertStatus> outcome) {

        /** One that was cut off never says so. */
        boolean hasEnded(Instant now) {
            return outcome.isPresent() || begunAt.isBefore(now.minus(LONGEST));
        }

        /** It was seen to succeed, long enough ago that ECR no longer answers as before it. */
        boolean hasSettled(Instant now) {
            return outcome.equals(Optional.of(AlertStatus.REMEDIATED)) && begunAt.isBefore(now.minus(SETTLING));
        }
    }

    public RemediationState {
        attempts = List.copyOf(attempts);
        reverts = List.copyOf(reverts);
        history = List.copyOf(history);
        plans = List.copyOf(plans);
    }

    /**
     * Whether one more attempt may be begun. Suspended by somebody, none; suspended because the attempts themselves failed, one a day,
     * so that a permission given since is noticed.
     */
    boolean mayBegin(Instant at) {
        long recent = within(attempts, at).size();
        return suspended ? reverts.isEmpty() && recent == 0 : recent < CAP;
    }

    /** Whether a dry run may tell once more; it stops where the real one would. */
    boolean mayPlan(Instant at) {
        return !suspended && within(attempts, at).size() + within(plans, at).size() < CAP;
    }

    RemediationState begin(int attempt, Instant at) {
        return new RemediationState(
                attempt,
                with(within(attempts, at), at),
                reverts,
                suspended,
                latest(with(history, new Attempt(attempt, at, Optional.empty()))),
                plans);
    }

    /** An attempt that only was a dry run. */
    RemediationState plan(int attempt, Instant at) {
        return new RemediationState(attempt, attempts, reverts, suspended, history, with(within(plans, at), at));
    }

    /** With what came of an attempt; a success ends a suspension. */
    RemediationState ended(int attempt, AlertStatus outcome) {
        List<Attempt> told = history.stream()
                .map(one -> one.number() == attempt ? new Attempt(attempt, one.begunAt(), Optional.of(outcome)) : one)
                .toList();
        return new RemediationState(
                done, attempts, reverts, suspended && outcome != AlertStatus.REMEDIATED, told, plans);
    }

    /** With somebody who undid the last attempt; that it is undone is known once. */
    RemediationState reverted(Optional<String> who, Instant at) {
        Optional<Attempt> last = lastAttempt();
        boolean known = last.isEmpty()
                || reverts.stream()
                        .anyMatch(revert -> revert.attempt() == last.get().number());
        return known
                ? this
                : new RemediationState(
                        done,
                        attempts,
                        latest(with(reverts, new Revert(who, at, last.get().number()))),
                        suspended,
                        history,
                        plans);
    }

    Optional<Attempt> lastAttempt() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }

    RemediationState suspend() {
        return new RemediationState(done, attempts, reverts, true, history, plans);
    }

    /** Scanning has stayed on for long enough: what happens from now on is another matter. */
    RemediationState resume() {
        return new RemediationState(done, attempts, List.of(), false, history, plans);
    }

    private static List<Instant> within(List<Instant> times, Instant at) {
        return times.stream().filter(time -> time.isAfter(at.minus(WINDOW))).toList();
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
