package dev.ecrauditor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.AlertSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A hub with its audit and its alert function running. */
final class Deployment implements AutoCloseable {

    /**
     * Between the previous evaluation and the call; the functions keep the machine's time, so the call lies in the
     * future.
     */
    private static final Duration CALL_OFFSET = Duration.ofSeconds(30);

    /** Longer than an alert waits for its actor, and shorter than the delay of any reevaluation. */
    private static final Duration AFTER_HOLD = Duration.ofSeconds(15);

    private static final String SCHEDULE =
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

    final Hub hub;
    final DeployedFunction audit;
    final DeployedFunction alert;

    Deployment(JavaRuntime java, Hub hub, EndpointConfiguration endpoints, FunctionCredentials identity)
            throws Exception {
        this.hub = hub;
        FunctionConfigurations configurations = new FunctionConfigurations(hub, endpoints);
        audit = DeployedFunction.start(java, configurations.audit(), identity);
        alert = DeployedFunction.start(java, configurations.alert(), identity);
    }

    /** Brings the hub to where a story begins, and answers the story as of now. */
    Story prepare(Story story) throws Exception {
        Story now = story.movedTo(Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(CALL_OFFSET));
        hub.clearTable();
        if (now.before().isPresent()) {
            hub.resetTo(now.before());
            for (RepositoryArn repository : now.repositoriesBefore()) {
                reevaluate(repository);
            }
            Optional<KeyArn> key = now.resourceArn().flatMap(KeyArn::parse);
            if (key.isPresent()) {
                assertThat(deliverToAudit(List.of(new KeyReevaluation(key.get()).toMessage())))
                        .isEmpty();
            }
            drain();
        }
        hub.resetTo(now.account());
        return now;
    }

    /** Plays a story to its last alert; the same event once more publishes nothing more. */
    StoryOutcome run(Story story) throws Exception {
        String event = JsonWriter.write(prepare(story).event());
        FunctionResponse answer = audit.invoke(event);
        if (answer.kind() == FunctionResponse.Kind.ERROR) {
            assertThat(answer.json().text("errorMessage")).isPresent();
            assertThat(deliverToAudit(List.of(event))).containsExactly("message-0");
            return StoryOutcome.FAILED;
        }
        List<AlertSummary> emitted = drain();
        boolean schedulesReevaluation = hub.queues().delayed(HubQueues.CHANGES) > 0;
        assertThat(deliverToAudit(List.of(event)))
                .as("failures of the second delivery")
                .isEmpty();
        assertThat(drain()).as("alerts of the second delivery").isEmpty();
        return new StoryOutcome(
                answer.json().text("outcome").orElse(answer.body()),
                answer.json().text("reason"),
                emitted,
                schedulesReevaluation);
    }

    /** Has a repository evaluated without an event. */
    void reevaluate(RepositoryArn repository) throws Exception {
        assertThat(deliverToAudit(List.of(new Reevaluation(repository).toMessage())))
                .isEmpty();
    }

    /** Gives the audit function messages of the change queue; answers those that come again. */
    List<String> deliverToAudit(List<String> messages) throws Exception {
        return SqsBatch.failures(audit.invoke(SqsBatch.of(messages, hub.location)));
    }

    /**
     * Takes the drain requests to the alert function, or the schedule's when there are none, once no alert waits for
     * its actor any more; answers what subscribers got.
     */
    List<AlertSummary> drain() throws Exception {
        hub.releaseHeldAlerts();
        hub.advanceAwsClock(AFTER_HOLD);
        List<String> delayed = hub.queues().take(HubQueues.CHANGES);
        if (!delayed.isEmpty()) {
            assertThat(deliverToAudit(delayed))
                    .as("drain requests that come again")
                    .isEmpty();
        }
        List<String> drainRequests = hub.queues().take(HubQueues.DRAIN_REQUESTS);
        String batch = SqsBatch.of(drainRequests.isEmpty() ? List.of(SCHEDULE) : drainRequests, hub.location);
        assertThat(SqsBatch.failures(alert.invoke(batch)))
                .as("drain requests that come again: %s", alert.lines())
                .isEmpty();
        List<AlertSummary> emitted = new ArrayList<>();
        for (String message : hub.queues().take(HubQueues.INBOX)) {
            emitted.add(AlertSummary.published(JsonReader.read(message)));
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
