package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.event.DelayedDrainRequest;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.simulation.engine.Call;
import dev.ecrauditor.simulation.engine.Invocation;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.Queue;
import java.time.Duration;
import java.util.Optional;

/** The auditor's own delayed messages through the change queue. */
final class DelayedMessages implements ReevaluationQueue {

    private static final long LONGEST_DELAY = 900 * Timeline.SECOND;

    private final Invocation invocation;
    private final Queue<Hub.Message> changes;

    DelayedMessages(Invocation invocation, Queue<Hub.Message> changes) {
        this.invocation = invocation;
        this.changes = changes;
    }

    @Override
    public void scheduleReevaluation(Reevaluation evaluation, Duration delay) {
        send(evaluation, evaluation.repository().name(), delay);
    }

    @Override
    public boolean canDrainLater() {
        return true;
    }

    @Override
    public void drainLater(DelayedDrainRequest request, Duration delay) {
        send(request, "drain " + request.repository().name(), delay);
    }

    private void send(Trigger trigger, String about, Duration delay) {
        invocation.call(new Call<>(Port.REEVALUATION, about, () -> {
            changes.send(
                    new Hub.Message(Optional.of(trigger)),
                    Math.min(LONGEST_DELAY, (delay.toSeconds() + 1) * Timeline.SECOND));
            return true;
        }));
    }
}
