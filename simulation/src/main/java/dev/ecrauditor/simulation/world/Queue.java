package dev.ecrauditor.simulation.world;

import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Faults;
import dev.ecrauditor.simulation.engine.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue of SQS with its Lambda function: messages are handed out in batches, delivered again if they were not
 * handled, and moved to the dead-letter queue after too many times.
 */
public final class Queue<T> {

    private static final long DEDUPLICATION = 5 * Timeline.MINUTE;

    private final Timeline timeline;
    private final Faults faults;
    private final Settings settings;
    private final Consumer<T> consumer;
    private final Map<Long, Message<T>> messages = new LinkedHashMap<>();
    private final Map<String, Long> recentIds = new HashMap<>();
    private final List<Message<T>> deadLetters = new ArrayList<>();
    private long lastId;
    private int running;

    /**
     * The settings of the queue and its function.
     *
     * @param visibility for how long a message handed out is not handed out again, in microseconds
     * @param concurrency how many invocations there are at once
     * @param oneGroup true for a FIFO queue with one message group: nothing is handed out while a message is in flight
     */
    public record Settings(String name, long visibility, int concurrency, boolean oneGroup) {
        static final int BATCH = 10;
        static final int RECEIVES_BEFORE_DEAD = 10;
    }

    /** A message. */
    public static final class Message<T> {
        private final long id;
        private final T body;
        private long visibleAt;
        private long firstReceived = -1;
        private int receives;

        private Message(long id, T body, long visibleAt) {
            this.id = id;
            this.body = body;
            this.visibleAt = visibleAt;
        }

        public long id() {
            return id;
        }

        public T body() {
            return body;
        }

        /** When it was first handed out. */
        public long firstReceived() {
            return firstReceived;
        }
    }

    /** The function behind the queue. */
    public interface Consumer<T> {

        /** Begins an invocation with these messages; it calls {@link #done} when it is over. */
        void invoke(Queue<T> queue, List<Message<T>> batch);
    }

    public Queue(Timeline timeline, Faults faults, Settings settings, Consumer<T> consumer) {
        this.timeline = timeline;
        this.faults = faults;
        this.settings = settings;
        this.consumer = consumer;
    }

    public String name() {
        return settings.name();
    }

    /** The dead letters. */
    public int deadLetters() {
        return deadLetters.size();
    }

    /** Sends a message that is handed out after the delay. */
    public void send(T body, long delay) {
        lastId++;
        messages.put(lastId, new Message<>(lastId, body, timeline.now() + delay));
        pollAt(timeline.now() + delay + 1 + faults.upTo(Timeline.SECOND / 10));
    }

    /** Sends a message unless one with the same id was sent within five minutes. */
    public void sendOnce(T body, String deduplicationId) {
        Long before = recentIds.get(deduplicationId);
        if (before != null && timeline.now() - before < DEDUPLICATION) {
            return;
        }
        recentIds.put(deduplicationId, timeline.now());
        send(body, 0);
    }

    /** An invocation is over: handled messages are removed, the others are delivered again. */
    public void done(List<Message<T>> batch, Set<Long> failed) {
        running--;
        for (Message<T> message : batch) {
            if (failed.contains(message.id)) {
                continue;
            }
            if (faults.happens(Fault.REDELIVERY)) {
                message.visibleAt = timeline.now() + faults.upTo(settings.visibility());
                pollAt(message.visibleAt);
            } else {
                messages.remove(message.id);
            }
        }
        pollAt(timeline.now() + 1);
    }

    private void pollAt(long time) {
        timeline.at(time, this::poll);
    }

    private void poll() {
        if (running >= settings.concurrency() || (settings.oneGroup() && isHandedOut())) {
            return;
        }
        List<Message<T>> batch = receive();
        if (!batch.isEmpty()) {
            running++;
            // A message that is not removed by then is handed out again.
            pollAt(timeline.now() + settings.visibility() + 1);
            timeline.in(1 + faults.upTo(Timeline.SECOND / 20), () -> consumer.invoke(this, batch));
        }
    }

    private boolean isHandedOut() {
        return messages.values().stream()
                .anyMatch(message -> message.receives > 0 && message.visibleAt > timeline.now());
    }

    private List<Message<T>> receive() {
        List<Message<T>> batch = new ArrayList<>();
        Iterator<Message<T>> all = messages.values().iterator();
        while (all.hasNext() && batch.size() < Settings.BATCH) {
            Message<T> message = all.next();
            if (message.visibleAt > timeline.now()) {
                continue;
            }
            if (message.receives == Settings.RECEIVES_BEFORE_DEAD) {
                all.remove();
                deadLetters.add(message);
                continue;
            }
            message.receives++;
            message.firstReceived = message.firstReceived < 0 ? timeline.now() : message.firstReceived;
            message.visibleAt = timeline.now() + settings.visibility();
            batch.add(message);
        }
        return batch;
    }
}
