package dev.ecrauditor.finding.record;

import dev.ecrauditor.event.Actor;
import dev.ecrauditor.event.ApiCall;
import java.time.Instant;

/**
 * The event that started an evaluation, as far as alerts show it.
 *
 * @param id CloudTrail's eventID
 * @param name the call
 * @param time when it was made
 * @param actor who made it
 */
public record EventSummary(String id, String name, Instant time, Actor actor) {

    public static EventSummary of(ApiCall call) {
        return new EventSummary(call.eventId(), call.eventName(), call.time(), call.actor());
    }
}
