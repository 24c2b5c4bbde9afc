package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A hub with its audit and its alert function running. */
final class Deployment implements AutoCloseable {

    /**
     * Between the previous evaluation and the call; the functions keep the machine's time, so the call lies in the
     * future.
     */
    private static final Duration AHEAD = Duration.ofSeconds(30);

    /** Longer than an alert waits for its actor, and shorter than the delay of any reevaluation. */
    private static final Duration AFTER_ALL_HOLDS = Duration.ofSeconds(15);

    private static final String SCHEDULE =
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

    final Hub hub;
    final DeployedFunction audit;
    final DeployedFunction alert;

    Deployment(JavaRuntime java, Hub hub, Road road, Identity identity) throws Exception {
        this.hub = hub;
        FunctionCards cards = new FunctionCards(hub, road);
        audit = DeployedFunction.start(java, cards.audit(), identity);
        alert = DeployedFunction.start(java, cards.alert(), identity);
    }

    /** Brings the hub to where a story begins, and answers the story as of now. */
    Story begin(Story story) throws Exception {
        Story now = story.calledAt(Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(AHEAD));
        hub.forgetEverything();
        if (now.before().isPresent()) {
            hub.becomes(now.before());
            look(now.repositoryArn().flatMap(RepositoryArn::parse).orElseThrow());
            drain();
        }
        hub.becomes(now.account());
        return now;
    }

    /** Plays a story to its last alert; the same event once more publishes nothing more. */
    Outcome live(Story story) throws Exception {
        String event = JsonWriter.write(begin(story).event());
        Answer answer = audit.invoke(event);
        if (answer.kind() == Answer.Kind.ERROR) {
            assertThat(answer.json().text("errorMessage")).isPresent();
            assertThat(audited(List.of(event))).containsExactly("message-0");
            return Outcome.FAILED;
        }
        List<Told> emitted = drain();
        boolean schedulesReevaluation = hub.queues().delayed(HubQueues.CHANGES) > 0;
        assertThat(audited(List.of(event)))
                .as("failures of the second delivery")
                .isEmpty();
        assertThat(drain()).as("alerts of the second delivery").isEmpty();
        return new Outcome(
                answer.json().text("outcome").orElse(answer.body()),
                answer.json().text("reason"),
                emitted,
                schedulesReevaluation);
    }

    /** Has a repository evaluated without an event. */
    void look(RepositoryArn repository) throws Exception {
        assertThat(audited(List.of(new Reevaluation(repository).toMessage()))).isEmpty();
    }

    /** Gives the audit function messages of the change queue; answers those that come again. */
    List<String> audited(List<String> messages) throws Exception {
        return SqsBatch.failures(audit.invoke(SqsBatch.of(messages, hub.place)));
    }

    /**
     * Takes the drain requests to the alert function, or the schedule's when there are none, once no alert waits for
     * its actor any more; answers what subscribers got.
     */
    List<Told> drain() throws Exception {
        hub.endHolds();
        hub.passes(AFTER_ALL_HOLDS);
        List<String> delayed = hub.queues().take(HubQueues.CHANGES);
        if (!delayed.isEmpty()) {
            assertThat(audited(delayed)).as("drain requests that come again").isEmpty();
        }
        List<String> drainRequests = hub.queues().take(HubQueues.DRAIN_REQUESTS);
        String batch = SqsBatch.of(drainRequests.isEmpty() ? List.of(SCHEDULE) : drainRequests, hub.place);
        assertThat(SqsBatch.failures(alert.invoke(batch))).isEmpty();
        List<Told> emitted = new ArrayList<>();
        for (String message : hub.queues().take(HubQueues.INBOX)) {
            emitted.add(Told.published(JsonReader.read(message)));
        }
        return emitted;
    }

    @Override
    public void close() {
        audit.close();
        alert.close();
        hub.close();
    }
}
