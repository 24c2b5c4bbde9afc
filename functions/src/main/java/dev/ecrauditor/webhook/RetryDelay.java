package dev.ecrauditor.webhook;

import java.time.Duration;

/** After which time a message that was not sent is received again. Ten receives take three hours. */
final class RetryDelay {

    /** Also a fault that only a person can mend is tried ten times, within a minute. */
    static final Duration OF_A_REFUSAL = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 7;

    private RetryDelay() {}

    /**
     * Doubles with each receive.
     *
     * @param receives how often the message was received, from 1
     */
    static Duration after(int receives) {
        int doublings = Math.max(0, Math.min(receives - 1, MOST_DOUBLINGS));
        return limited(FIRST.multipliedBy(1L << doublings));
    }

    /** At least what Slack asks for. */
    static Duration after(int receives, Duration asked) {
        Duration usual = after(receives);
        return asked.compareTo(usual) > 0 ? limited(asked) : usual;
    }

    private static Duration limited(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
