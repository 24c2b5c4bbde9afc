package dev.ecrauditor.finding.record;

import java.util.ArrayList;
import java.util.List;

/**
 * The transitions of a finding.
 *
 * @param number how many it has had; with the finding's id it makes the alert's id
 * @param flaps the latest ones
 * @param pending those since it was opened whose actors are not known; the oldest first
 */
public record TransitionHistory(int number, FlapHistory flaps, List<PendingAttribution> pending) {

    public TransitionHistory {
        pending = List.copyOf(pending.subList(Math.max(0, pending.size() - PendingAttribution.MOST), pending.size()));
    }

    /** A history without pending attributions. */
    public TransitionHistory(int number, FlapHistory flaps) {
        this(number, flaps, List.of());
    }

    /** The same transitions, with one more alert about them. */
    TransitionHistory confirmed() {
        return new TransitionHistory(number + 1, flaps, pending);
    }

    TransitionHistory withFlaps(FlapHistory other) {
        return new TransitionHistory(number, other, pending);
    }

    TransitionHistory awaiting(PendingAttribution transition) {
        List<PendingAttribution> more = new ArrayList<>(pending);
        more.add(transition);
        return new TransitionHistory(number, flaps, more);
    }

    TransitionHistory attributed(PendingAttribution transition) {
        List<PendingAttribution> others =
                pending.stream().filter(other -> !other.equals(transition)).toList();
        return new TransitionHistory(number, flaps, others);
    }
}
