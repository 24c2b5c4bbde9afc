package dev.ecrauditor.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.engine.ScriptedFaults;
import dev.ecrauditor.simulation.engine.Timeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The model of SQS: unhandled messages are delivered again, but not forever, and a message group is in order. */
class QueueTest {

    private static final long VISIBILITY = 20 * Timeline.SECOND;
    private static final long WORK = 5 * Timeline.SECOND;

    private final Timeline timeline = new Timeline();
    private final List<List<String>> batches = new ArrayList<>();

    @Test
    void aFailingMessageIsReceivedTenTimesAndThenDeadLettered() {
        Queue<String> queue = queue(false, Set.of("poison"));
        queue.send("poison", 0);
        queue.send("good", 0);
        runToTheEnd();
        assertThat(batches.stream().flatMap(List::stream).filter("poison"::equals))
                .hasSize(10);
        assertThat(batches.stream().flatMap(List::stream).filter("good"::equals))
                .hasSize(1);
        assertThat(queue.deadLetters()).isEqualTo(1);
    }

    @Test
    void aGroupIsLockedWhileAMessageIsInFlight() {
        Queue<String> queue = queue(true, Set.of());
        queue.send("first", 0);
        timeline.in(Timeline.SECOND, () -> queue.send("second", 0));
        timeline.in(2 * Timeline.SECOND, () -> queue.send("third", 0));
        runToTheEnd();
        assertThat(batches).containsExactly(List.of("first"), List.of("second", "third"));
    }

    @Test
    void aRepeatedIdIsDeduplicatedForFiveMinutes() {
        Queue<String> queue = queue(true, Set.of());
        queue.sendOnce("first", "id");
        timeline.in(4 * Timeline.MINUTE, () -> queue.sendOnce("swallowed", "id"));
        timeline.in(6 * Timeline.MINUTE, () -> queue.sendOnce("later", "id"));
        runToTheEnd();
        assertThat(batches).containsExactly(List.of("first"), List.of("later"));
    }

    private Queue<String> queue(boolean oneGroup, Set<String> poison) {
        return new Queue<>(
                timeline,
                new ScriptedFaults(Map.of()),
                new Queue.Settings("test", VISIBILITY, 1, oneGroup),
                (queue, batch) -> {
                    batches.add(batch.stream().map(Queue.Message::body).toList());
                    Set<Long> failed = new HashSet<>();
                    batch.stream()
                            .filter(message -> poison.contains(message.body()))
                            .forEach(message -> failed.add(message.id()));
                    timeline.in(WORK, () -> queue.done(batch, failed));
                });
    }

    private void runToTheEnd() {
        while (timeline.step()) {
            // Until nothing is planned.
        }
    }
}
