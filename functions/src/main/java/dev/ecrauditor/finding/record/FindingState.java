package dev.ecrauditor.finding.record;

import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a finding.
 *
 * @param open true while the rule fails (or cannot be evaluated)
 * @param number how many transitions it has had; with the finding's id it makes the alert's id
 * @param openedAt since when it has been open: the time of the call where that is certain, else of the evaluation that
 *     found it
 * @param lastEvaluated when it was last confirmed
 * @param severity its severity, now or when it was resolved
 * @param evidenceHash equal hashes mean that nothing to be reported has changed
 * @param flapHistory its latest transitions
 * @param pending the transitions since it was opened whose actors are not known; the oldest first
 */
public record FindingState(
        boolean open,
        int number,
        Instant openedAt,
        Instant lastEvaluated,
        Severity severity,
        String evidenceHash,
        FlapHistory flapHistory,
        List<PendingAttribution> pending) {

    public FindingState {
        pending = List.copyOf(pending.subList(Math.max(0, pending.size() - PendingAttribution.MOST), pending.size()));
    }

    /** A finding without pending attributions. */
    public FindingState(
            boolean open,
            int number,
            Instant openedAt,
            Instant lastEvaluated,
            Severity severity,
            String evidenceHash,
            FlapHistory flapHistory) {
        this(open, number, openedAt, lastEvaluated, severity, evidenceHash, flapHistory, List.of());
    }

    public FindingState evaluatedAt(Instant at) {
        return new FindingState(open, number, openedAt, at, severity, evidenceHash, flapHistory, pending);
    }

    public FindingState resolved(Instant at, Cause cause) {
        return new FindingState(
                false,
                number + 1,
                openedAt,
                at,
                severity,
                evidenceHash,
                flapHistory.with(at, Optional.of(cause)),
                List.of());
    }

    /** The same state, with one more alert about it. */
    public FindingState confirmedState() {
        return new FindingState(
                open, number + 1, openedAt, lastEvaluated, severity, evidenceHash, flapHistory, pending);
    }

    public FindingState withFlapHistory(FlapHistory other) {
        return new FindingState(open, number, openedAt, lastEvaluated, severity, evidenceHash, other, pending);
    }

    /** The same state, where a later event can still name the actor of this transition. */
    public FindingState awaiting(PendingAttribution transition) {
        List<PendingAttribution> more = new ArrayList<>(pending);
        more.add(transition);
        return new FindingState(open, number, openedAt, lastEvaluated, severity, evidenceHash, flapHistory, more);
    }

    /**
     * The same state, with the actor of this transition known; since when it has been open is known as well if that
     * opened it.
     */
    public FindingState attributed(PendingAttribution transition, Instant setAt) {
        List<PendingAttribution> others =
                pending.stream().filter(other -> !other.equals(transition)).toList();
        Instant since = openedAt.isBefore(transition.before()) ? openedAt : setAt;
        return new FindingState(open, number, since, lastEvaluated, severity, evidenceHash, flapHistory, others);
    }
}
