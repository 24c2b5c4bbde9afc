package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * {@link Invariant#PACE}.
 *
 * <p>Source: "Amazon SNS endpoints and quotas", AWS General Reference: ten messages a second for an e-mail
 * subscription.
 */
final class WithinPace implements Check {

    private static final int MOST = 10;

    private final Violations violations;
    private final Deque<Long> lastSecond = new ArrayDeque<>();

    WithinPace(Violations violations) {
        this.violations = violations;
    }

    @Override
    public void published(Invocation by, AlertMessage message) {
        lastSecond.addLast(violations.now());
        while (lastSecond.getFirst() <= violations.now() - Timeline.SECOND) {
            lastSecond.removeFirst();
        }
        if (lastSecond.size() > MOST) {
            violations.add(Invariant.PACE, lastSecond.size() + " messages within a second");
        }
    }
}
