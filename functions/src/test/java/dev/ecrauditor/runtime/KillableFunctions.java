package dev.ecrauditor.runtime;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The audit and the alert function with what Lambda and SQS do for them: messages come again until they are handled,
 * and a function that died is started anew.
 */
final class KillableFunctions implements AutoCloseable {

    private static final String SCHEDULE =
            "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

    private final JavaRuntime java;
    private final Hub hub;
    private final FunctionConfigurations configurations;
    private final long startedAt = System.nanoTime();
    private final List<String> changes = new ArrayList<>();
    private final List<String> publishedAlertIds = new ArrayList<>();
    private DeployedFunction audit;
    private DeployedFunction alert;
    private int kills;
    private int killsBeforeResponse;

    /** How long an invocation takes that is not disturbed; kills are spread over that time. */
    private Duration auditTakes = Duration.ofMillis(200);

    private Duration drainTakes = Duration.ofMillis(200);

    KillableFunctions(JavaRuntime java, Hub hub) throws IOException {
        this.java = java;
        this.hub = hub;
        this.configurations = new FunctionConfigurations(hub, EndpointConfiguration.endpointUrls(hub));
        audit = start(configurations.audit());
        alert = start(configurations.alert());
    }

    /** Messages arrive in the change queue. */
    void receive(List<String> messages) {
        changes.addAll(messages);
    }

    /** Has the audit function handle what is in the change queue. */
    void audit() throws Exception {
        while (!changes.isEmpty()) {
            List<String> batch = batch();
            long before = System.nanoTime();
            acknowledge(batch, audit.invoke(SqsBatch.of(batch, hub.location)));
            auditTakes = Duration.ofNanos(System.nanoTime() - before);
        }
    }

    /** The same, killed at that part of its time. */
    void auditAndKillAt(double moment) throws Exception {
        List<String> batch = batch();
        Optional<FunctionResponse> answer =
                audit.invokeAndKillAfter(fraction(auditTakes, moment), SqsBatch.of(batch, hub.location));
        answer.ifPresent(answered -> acknowledge(batch, answered));
        recordKill(answer);
        audit.close();
        audit = start(configurations.audit());
    }

    /** Has the alert function publish what is due, triggered by drain requests and by the schedule. */
    void drain() throws Exception {
        long before = System.nanoTime();
        SqsBatch.failures(alert.invoke(drainRequests()));
        drainTakes = Duration.ofNanos(System.nanoTime() - before);
        collectPublished();
    }

    /** The same, killed at that part of its time. Its drain requests are lost with it. */
    void drainAndKillAt(double moment) throws Exception {
        recordKill(alert.invokeAndKillAfter(fraction(drainTakes, moment), drainRequests()));
        collectPublished();
        alert.close();
        alert = start(configurations.alert());
    }

    /** The published alert ids, in order, each as often as it was published. */
    List<String> publishedAlertIds() {
        return List.copyOf(publishedAlertIds);
    }

    int duplicates() {
        return publishedAlertIds.size() - new HashSet<>(publishedAlertIds).size();
    }

    int kills() {
        return kills;
    }

    /** How many kills came before the answer. */
    int killsBeforeResponse() {
        return killsBeforeResponse;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Override
    public void close() {
        audit.close();
        alert.close();
    }

    private List<String> batch() {
        return List.copyOf(changes.subList(0, Math.min(10, changes.size())));
    }

    private String drainRequests() {
        List<String> messages = new ArrayList<>(hub.queues().take(HubQueues.DRAIN_REQUESTS));
        messages.add(SCHEDULE);
        return SqsBatch.of(messages, hub.location);
    }

    /** What failed stays in the queue. */
    private void acknowledge(List<String> batch, FunctionResponse answer) {
        List<String> failures = SqsBatch.failures(answer);
        List<String> left = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (failures.contains("message-" + i)) {
                left.add(batch.get(i));
            }
        }
        changes.subList(0, batch.size()).clear();
        changes.addAll(left);
    }

    private void recordKill(Optional<FunctionResponse> answer) {
        kills++;
        killsBeforeResponse += answer.isEmpty() ? 1 : 0;
    }

    private void collectPublished() throws Exception {
        List<String> messages = hub.queues().take(HubQueues.INBOX);
        while (!messages.isEmpty()) {
            for (String message : messages) {
                Json published = JsonReader.read(message);
                Stream.concat(published.items("findings").stream(), published.items("alerts").stream()) // of a digest
                        .flatMap(one -> one.text("alertId").stream())
                        .forEach(publishedAlertIds::add);
            }
            messages = hub.queues().take(HubQueues.INBOX);
        }
    }

    /** A function that has begun and has done nothing yet is not worth killing: it first does what changes nothing. */
    private DeployedFunction start(FunctionConfiguration metadata) throws IOException {
        try {
            DeployedFunction function = DeployedFunction.start(java, metadata, FunctionCredentials.environmentKeys());
            function.invoke(SqsBatch.of(List.of(SCHEDULE), hub.location));
            return function;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while " + metadata.name() + " was starting", stopped);
        }
    }

    private static Duration fraction(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }
}
