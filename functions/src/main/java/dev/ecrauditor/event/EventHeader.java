package dev.ecrauditor.event;

import dev.ecrauditor.json.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What an event says about itself, whatever it is about. Every part may be missing, and all of it is text from outside.
 *
 * @param name the call, CloudTrail's eventName
 * @param id CloudTrail's eventID
 * @param account the account that EventBridge names
 * @param time when the call was made, CloudTrail's eventTime
 */
public record EventHeader(
        Optional<String> name, Optional<String> id, Optional<String> account, Optional<Instant> time) {

    /** The header of the auditor's own requests, which are no events of CloudTrail. */
    public static final EventHeader NONE =
            new EventHeader(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The header of a call. */
    public static EventHeader of(ChangeKind call, String id, String account, Instant time) {
        return new EventHeader(Optional.of(call.eventName()), Optional.of(id), Optional.of(account), Optional.of(time));
    }

    static EventHeader of(Json event) {
        Json detail = event.at("detail");
        return new EventHeader(
                detail.text("eventName"),
                detail.text("eventID"),
                event.text("account"),
                detail.text("eventTime").flatMap(EventHeader::time));
    }

    /** Empty for the extreme years of ISO 8601, which CloudTrail never writes: such a call would always be recent. */
    private static Optional<Instant> time(String text) {
        try {
            return hasSign(text) ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    static boolean hasSign(String time) {
        return time.startsWith("+") || time.startsWith("-");
    }
}
