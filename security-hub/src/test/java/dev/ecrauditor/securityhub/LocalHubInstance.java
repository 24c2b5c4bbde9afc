package dev.ecrauditor.securityhub;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.securityhub.aws.SecurityHubCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Another instance of the function, which remembers nothing of the first. */
final class LocalHubInstance implements AutoCloseable {

    private final SecurityHubCalls calls;
    private final FindingImporter importer;

    LocalHubInstance(LocalHub hub) {
        calls = new SecurityHubCalls(
                new SecurityHubCalls.Callers(
                        LocalHub.HUB,
                        hub.clients,
                        new AccountCredentials(hub.clients, Optional.of("ecr-auditor-import"), hub.clock)),
                hub.clock,
                LocalHub.WITHOUT_WAITING);
        importer = new FindingImporter(
                calls, new FindingImporter.Hub(LocalHub.HUB, LocalHub.REGION, SampleAlerts.RULES), hub.clock);
    }

    void importAlert(AlertMessage message) {
        String body = JsonWriter.write(new JsonObject()
                .put("Type", "Notification")
                .put("Message", message.json())
                .build());
        importer.importFindings(List.of(new FindingImporter.QueuedAlert("1", body)), () -> Duration.ofMinutes(1))
                .values()
                .forEach(result -> {
                    if (!result.isDone()) {
                        throw new AssertionError(result.failures().toString());
                    }
                });
    }

    @Override
    public void close() {
        calls.close();
    }
}
