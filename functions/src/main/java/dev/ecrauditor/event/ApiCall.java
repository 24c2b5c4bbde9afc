package dev.ecrauditor.event;

import java.time.Duration;
import java.time.Instant;

/** A successful API call that may have changed what a rule evaluates, as CloudTrail recorded it. */
public sealed interface ApiCall extends Trigger permits RepositoryChange, RegistryChange, KeyChange {

    /** CloudTrail's ids are GUIDs of 36 characters; a record and a message have to hold what is kept. */
    int LONGEST_EVENT_ID = 128;

    /** How long after a call AWS may still return the state from before it. */
    Duration CONSISTENCY_DELAY = Duration.ofMinutes(5);

    /** The name of the call, as in CloudTrail's eventName. */
    String eventName();

    /** Who made it. */
    Actor actor();

    /** CloudTrail's eventID. */
    default String eventId() {
        String id = header().id().orElseThrow();
        return id.length() <= LONGEST_EVENT_ID ? id : id.substring(0, LONGEST_EVENT_ID);
    }

    /** When the call was made. */
    default Instant time() {
        return header().time().orElseThrow();
    }

    /** True while AWS may still answer with the state from before the call. */
    default boolean isYoung(Instant at) {
        return Duration.between(time(), at).abs().compareTo(CONSISTENCY_DELAY) <= 0;
    }

    /** The event of a call always has an id and a time. */
    static void requireIdAndTime(EventHeader header) {
        if (header.id().isEmpty() || header.time().isEmpty()) {
            throw new IllegalArgumentException("the event of a change has an id and a time");
        }
    }
}
