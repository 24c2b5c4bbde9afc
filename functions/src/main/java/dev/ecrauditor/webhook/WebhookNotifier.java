package dev.ecrauditor.webhook;

import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.webhook.SlackResponse.Accepted;
import dev.ecrauditor.webhook.SlackResponse.Refused;
import dev.ecrauditor.webhook.SlackResponse.Throttled;
import dev.ecrauditor.webhook.SlackResponse.Unavailable;
import java.time.Duration;

/**
 * Sends one alert of the queue to one webhook: at least once, and twice only if it is not known whether Slack took it.
 */
public final class WebhookNotifier {

    /** What reporting and recording need at the end of an invocation. */
    private static final Duration RESERVE = Duration.ofSeconds(8);

    /** Less time than this is not enough for an attempt. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final CachedWebhook webhook;
    private final SlackClient slack;
    private final Deliveries deliveries;

    /** The invocation that sends. */
    public interface TimeLeft {

        Duration remaining();

        /** Waits, before a message is sent again. */
        void await(Duration time) throws InterruptedException;
    }

    /**
     * A message of the queue.
     *
     * @param body as SNS delivered it
     * @param receives how often it was received, from 1
     */
    public record QueuedAlert(String body, int receives) {}

    /** What became of a message. */
    public sealed interface Result {

        /** It leaves the queue: Slack has it, now or from an earlier receive. */
        record Done(String outcome) implements Result {}

        /** It stays in the queue, and is received again after the delay, or moves to the dead-letter queue. */
        record Retry(String reason, Duration delay) implements Result {}
    }

    public WebhookNotifier(CachedWebhook webhook, SlackClient slack, Deliveries deliveries) {
        this.webhook = webhook;
        this.slack = slack;
        this.deliveries = deliveries;
    }

    /**
     * Sends a message, unless it was sent before.
     *
     * @throws RuntimeException if a store cannot be reached; the message stays in the queue
     */
    public Result send(QueuedAlert queued, TimeLeft time) {
        AlertNotification notification;
        try {
            notification = AlertNotification.read(queued.body());
        } catch (MalformedJson | IllegalArgumentException malformed) {
            return new Result.Retry("not an alert: " + malformed.getMessage(), RetryDelay.OF_A_REFUSAL);
        }
        return switch (deliveries.claim(notification.id())) {
            case SENT -> new Result.Done("DUPLICATE");
            case IN_PROGRESS -> new Result.Retry("another invocation is sending it", RetryDelay.after(2));
            case CLAIMED -> claimed(notification, queued.receives(), time);
        };
    }

    private Result claimed(AlertNotification notification, int receives, TimeLeft time) {
        boolean sent = false;
        try {
            Result result = post(SlackMessage.render(notification.alert()), receives, time);
            sent = result instanceof Result.Done;
            if (sent) {
                deliveries.markSent(notification.id());
            }
            return result;
        } catch (InvalidWebhookException unusable) {
            return new Result.Retry(String.valueOf(unusable.getMessage()), RetryDelay.OF_A_REFUSAL);
        } finally {
            if (!sent) {
                deliveries.release(notification.id());
            }
        }
    }

    private Result post(String message, int receives, TimeLeft time) throws InvalidWebhookException {
        WebhookUrl url = webhook.url();
        while (true) {
            Duration available = time.remaining().minus(RESERVE);
            if (available.compareTo(SHORTEST) < 0) {
                return new Result.Retry("no time left", RetryDelay.after(receives));
            }
            SlackResponse response = slack.post(url, message, available);
            if (response instanceof Accepted) {
                return new Result.Done("SENT");
            }
            if (response instanceof Unavailable fault) {
                return new Result.Retry("Slack: " + fault.reason(), RetryDelay.after(receives));
            }
            if (response instanceof Refused refused) {
                webhook.forget();
                return new Result.Retry("Slack: " + refused.reason(), RetryDelay.OF_A_REFUSAL);
            }
            if (response instanceof Throttled throttled) {
                Duration asked = throttled.retryAfter().orElse(RetryDelay.after(receives));
                if (!fits(asked, time) || !isAwaited(asked, time)) {
                    return new Result.Retry("Slack: status 429", RetryDelay.after(receives, asked));
                }
            }
        }
    }

    /** Whether the wait and another attempt fit into this invocation. */
    private static boolean fits(Duration wait, TimeLeft time) {
        return time.remaining().minus(RESERVE).minus(SHORTEST).compareTo(wait) >= 0;
    }

    private static boolean isAwaited(Duration wait, TimeLeft time) {
        try {
            // Also where Slack asks for no wait at all: the number of attempts is limited by the time.
            time.await(wait.isZero() ? Duration.ofSeconds(1) : wait);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
