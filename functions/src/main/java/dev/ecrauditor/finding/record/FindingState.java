package dev.ecrauditor.finding.record;

import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a finding.
 *
 * @param open true while the rule fails (or cannot be evaluated)
 * @param openedAt since when it has been open: the time of the call where that is certain, else of the evaluation that
 *     found it
 * @param lastEvaluated when it was last confirmed
 * @param severity its severity, now or when it was resolved
 * @param evidenceHash equal hashes mean that nothing to be reported has changed
 * @param history its transitions
 * @param acceptance that it is not reported, by a baseline or a waiver; only of an open finding
 * @param waiver that covers the finding, or a part of it where there is no acceptance; only of an open finding
 */
public record FindingState(
        boolean open,
        Instant openedAt,
        Instant lastEvaluated,
        Severity severity,
        String evidenceHash,
        TransitionHistory history,
        Optional<Acceptance> acceptance,
        Optional<CoveringWaiver> waiver) {

    /** A finding that neither a baseline nor a waiver accepts. */
    public FindingState(
            boolean open,
            Instant openedAt,
            Instant lastEvaluated,
            Severity severity,
            String evidenceHash,
            TransitionHistory history) {
        this(open, openedAt, lastEvaluated, severity, evidenceHash, history, Optional.empty(), Optional.empty());
    }

    /**
     * That a finding is accepted.
     *
     * @param until the last day, by UTC
     * @param alerted whether an alert reported it before it was accepted
     */
    public record Acceptance(LocalDate until, boolean alerted) {

        /** Whether the day is not over. */
        public boolean isValid(Instant at) {
            return !at.atZone(ZoneOffset.UTC).toLocalDate().isAfter(until);
        }
    }

    /** The mark of evidence: equal marks mean that nothing to be reported has changed. */
    public static String hash(Evidence evidence) {
        return FindingKey.sha256(evidence.facts().toString());
    }

    /** The same state, accepted or not. */
    public FindingState accepted(Optional<Acceptance> by) {
        return new FindingState(open, openedAt, lastEvaluated, severity, evidenceHash, history, by, waiver);
    }

    /** The same state, covered by a waiver or not. */
    public FindingState coveredBy(Optional<CoveringWaiver> other) {
        return new FindingState(open, openedAt, lastEvaluated, severity, evidenceHash, history, acceptance, other);
    }

    /** Whether a baseline or a waiver accepts it, so that it causes no alert and no remediation. */
    public boolean isAccepted() {
        return acceptance.isPresent();
    }

    /** Whether a waiver accepts it. */
    public boolean isWaived() {
        return isAccepted() && waiver.isPresent();
    }

    /** Whether it was accepted before any alert reported it. */
    public boolean isUnreported() {
        return acceptance.filter(by -> !by.alerted()).isPresent();
    }

    /** Whether the last alert about it, if there is one, does not leave it open: then its end is no news. */
    public boolean isSilent() {
        return isUnreported() || isWaived();
    }

    public int number() {
        return history.number();
    }

    public FlapHistory flapHistory() {
        return history.flaps();
    }

    public List<PendingAttribution> pending() {
        return history.pending();
    }

    /** The same state, confirmed at this time. */
    public FindingState evaluatedAt(Instant at) {
        return new FindingState(open, openedAt, at, severity, evidenceHash, history, acceptance, waiver);
    }

    public FindingState resolved(Instant at, Cause cause) {
        FlapHistory flaps = history.flaps().with(at, Optional.of(cause));
        return new FindingState(
                false, openedAt, at, severity, evidenceHash, new TransitionHistory(number() + 1, flaps));
    }

    /** The same without an alert: that it has changed often before is no news either. */
    public FindingState resolvedSilently(Instant at, Cause cause) {
        return resolved(at, cause).withFlapHistory(new FlapHistory(List.of(), false, Optional.of(cause)));
    }

    /** The same state, with one more alert about it. */
    public FindingState confirmedState() {
        return with(history.confirmed());
    }

    public FindingState withFlapHistory(FlapHistory other) {
        return with(history.withFlaps(other));
    }

    /** The same state, whose earlier transitions neither count as changes nor can be attributed any more. */
    public FindingState withoutHistory() {
        return with(new TransitionHistory(number(), FlapHistory.NONE));
    }

    /** From when the time until the next reminder counts. */
    public Instant toldAt() {
        return history.toldAt().orElse(openedAt);
    }

    /** The same state after an alert about it; the end of a finding needs no reminder. */
    public FindingState told(Instant when) {
        return open ? with(history.told(when)) : this;
    }

    /** The same state, where a later event can still name the actor of this transition. */
    public FindingState awaiting(PendingAttribution transition) {
        return with(history.awaiting(transition));
    }

    /**
     * The same state, with the actor of this transition known; since when it has been open is known as well if that
     * opened it.
     */
    public FindingState attributed(PendingAttribution transition, Instant setAt) {
        Instant since = openedAt.isBefore(transition.before()) ? openedAt : setAt;
        return new FindingState(
                open, since, lastEvaluated, severity, evidenceHash, history.attributed(transition), acceptance, waiver);
    }

    private FindingState with(TransitionHistory other) {
        return new FindingState(open, openedAt, lastEvaluated, severity, evidenceHash, other, acceptance, waiver);
    }

    /**
     * The transitions of a finding.
     *
     * @param number how many it has had; with the finding's id it makes the alert's id
     * @param flaps the latest ones
     * @param pending those since it was opened whose actors are not known; the oldest first
     * @param toldAt from when the time until the next reminder counts: the latest alert about the open finding, or when
     *     that was due if it was an early reminder; empty in a record of an earlier version
     */
    public record TransitionHistory(
            int number, FlapHistory flaps, List<PendingAttribution> pending, Optional<Instant> toldAt) {

        public TransitionHistory {
            pending =
                    List.copyOf(pending.subList(Math.max(0, pending.size() - PendingAttribution.MOST), pending.size()));
        }

        /** A history without pending attributions. */
        public TransitionHistory(int number, FlapHistory flaps) {
            this(number, flaps, List.of(), Optional.empty());
        }

        /** The same transitions, with one more alert about them. */
        TransitionHistory confirmed() {
            return new TransitionHistory(number + 1, flaps, pending, toldAt);
        }

        TransitionHistory told(Instant at) {
            return new TransitionHistory(number, flaps, pending, Optional.of(at));
        }

        TransitionHistory withFlaps(FlapHistory other) {
            return new TransitionHistory(number, other, pending, toldAt);
        }

        TransitionHistory awaiting(PendingAttribution transition) {
            List<PendingAttribution> more = new ArrayList<>(pending);
            more.add(transition);
            return new TransitionHistory(number, flaps, more, toldAt);
        }

        TransitionHistory attributed(PendingAttribution transition) {
            List<PendingAttribution> others =
                    pending.stream().filter(other -> !other.equals(transition)).toList();
            return new TransitionHistory(number, flaps, others, toldAt);
        }
    }
}
