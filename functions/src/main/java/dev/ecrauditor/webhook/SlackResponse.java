package dev.ecrauditor.webhook;

import java.time.Duration;
import java.util.Optional;

/** What came back for one message. */
sealed interface SlackResponse {

    /** Slack has the message. */
    record Accepted() implements SlackResponse {}

    /**
     * Slack asks to wait.
     *
     * @param retryAfter for how long; empty where it does not say
     */
    record Throttled(Optional<Duration> retryAfter) implements SlackResponse {}

    /**
     * No answer, or a fault of Slack; the same message may be accepted later.
     *
     * @param reason in fixed words
     */
    record Unavailable(String reason) implements SlackResponse {}

    /**
     * Slack will not accept this message on this webhook.
     *
     * @param reason the status, and the error where it is one of Slack's words
     */
    record Refused(String reason) implements SlackResponse {}
}
