package dev.ecrauditor.localaws.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One SQS queue: its messages in order, the messages in flight, and the recent deduplication ids of a FIFO queue. */
public final class Queue {

    private static final Duration DEDUPLICATION_INTERVAL = Duration.ofMinutes(5);

    private final String arn;
    private final QueueSettings settings;
    private final Instant createdAt;
    private final List<QueuedMessage> messages = new ArrayList<>();
    private final Map<String, QueuedMessage> recentDeduplicationIds = new HashMap<>();
    private long lastSequence;

    Queue(String arn, QueueSettings settings, Instant createdAt) {
        this.arn = arn;
        this.settings = settings;
        this.createdAt = createdAt;
    }

    String arn() {
        return arn;
    }

    public QueueSettings settings() {
        return settings;
    }

    Instant createdAt() {
        return createdAt;
    }

    List<QueuedMessage> messages() {
        return List.copyOf(messages);
    }

    /**
     * Appends the message; a FIFO queue that received its deduplication id within five minutes returns the earlier
     * message instead.
     */
    public QueuedMessage send(SqsMessage message, Duration delay) {
        String deduplicationId = message.deduplicationId();
        QueuedMessage earlier = recentDeduplicationIds.get(deduplicationId);
        if (earlier != null
                && message.sentAt().isBefore(earlier.message().sentAt().plus(DEDUPLICATION_INTERVAL))) {
            return earlier;
        }
        QueuedMessage queued = append(message, message.sentAt().plus(delay));
        if (!deduplicationId.isEmpty()) {
            recentDeduplicationIds.put(deduplicationId, queued);
        }
        return queued;
    }

    /** Takes a dead letter from its source queue. */
    void moveToDeadLetterQueue(SqsMessage message, Instant now) {
        append(message, now);
    }

    /**
     * Hides and returns visible messages in order; in a FIFO queue nothing behind a hidden message of the same group.
     */
    List<QueuedMessage> receive(int most, Duration visibility, Instant now) {
        List<QueuedMessage> received = new ArrayList<>();
        Set<String> lockedGroups = new HashSet<>();
        for (QueuedMessage message : messages) {
            if (received.size() == most) {
                break;
            }
            if (!message.isVisible(now)) {
                lockedGroups.add(message.message().groupId());
            } else if (!settings.fifo()
                    || !lockedGroups.contains(message.message().groupId())) {
                received.add(message);
            }
        }
        received.forEach(message -> message.receive(now, now.plus(visibility)));
        return received;
    }

    /** Removes and returns visible messages that have been received as often as allowed. */
    List<QueuedMessage> exhausted(int maxReceiveCount, Instant now) {
        List<QueuedMessage> exhausted = messages.stream()
                .filter(message -> message.isVisible(now) && message.receiveCount() >= maxReceiveCount)
                .toList();
        messages.removeAll(exhausted);
        return exhausted;
    }

    Optional<QueuedMessage> find(String messageId) {
        return messages.stream()
                .filter(message -> message.message().id().equals(messageId))
                .findFirst();
    }

    void remove(QueuedMessage message) {
        messages.remove(message);
    }

    private QueuedMessage append(SqsMessage message, Instant visibleAt) {
        QueuedMessage queued = new QueuedMessage(message, ++lastSequence, visibleAt);
        messages.add(queued);
        return queued;
    }
}
