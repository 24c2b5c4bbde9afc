package dev.ecrauditor.simulation.hub;

import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.world.ApiCall;
import dev.ecrauditor.simulation.world.World;
import java.util.Optional;

/** CloudTrail and EventBridge: each call's event arrives after a delay, or twice, or minutes late, or never. */
public final class EventBridge {

    private static final long SOONEST = 2 * Timeline.SECOND;
    private static final long USUALLY = 20 * Timeline.SECOND;
    private static final long LATEST = 15 * Timeline.MINUTE;

    private final World world;
    private final Hub hub;

    public EventBridge(World world, Hub hub) {
        this.world = world;
        this.hub = hub;
    }

    /** Sends the event of a call. */
    public void take(ApiCall call) {
        if (world.faults().happens(Fault.EVENT_DROPPED)) {
            world.trace().line("EventBridge", call.change().eventId() + " is dropped");
            return;
        }
        deliver(call);
        if (world.faults().happens(Fault.EVENT_DOUBLED)) {
            deliver(call);
        }
    }

    private void deliver(ApiCall call) {
        long delay = SOONEST
                + world.faults().upTo(USUALLY)
                + (world.faults().happens(Fault.EVENT_LATE) ? world.faults().upTo(LATEST) : 0);
        world.timeline().in(delay, () -> {
            world.trace().line("EventBridge", "delivers " + call.change().eventId());
            hub.send(new Hub.Message(Optional.of(call.change())));
        });
    }
}
