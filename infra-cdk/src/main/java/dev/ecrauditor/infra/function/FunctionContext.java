package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FindingTable;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import java.util.Optional;

/**
 * What every function of the auditor is given.
 *
 * @param deployment settings and code
 * @param key key of table, queues and logs
 * @param findings the table of records
 * @param layer the settings file, where there is one
 * @param undelivered where EventBridge puts aside what it could not deliver to an ordered queue or a topic
 */
public record FunctionContext(
        Deployment deployment,
        DataKey key,
        FindingTable findings,
        Optional<SettingsLayer> layer,
        UndeliveredEvents undelivered) {

    public HubSettings settings() {
        return deployment.settings();
    }
}
