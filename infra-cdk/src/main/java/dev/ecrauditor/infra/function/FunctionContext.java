package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.DataKey;
import dev.ecrauditor.infra.FindingTable;
import dev.ecrauditor.infra.queue.UndeliveredEvents;
import dev.ecrauditor.infra.settings.Deployment;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.infra.settings.Rollout;
import dev.ecrauditor.infra.storage.SettingsStore;

/**
 * The resources that every function of the auditor uses.
 *
 * @param deployment settings and code
 * @param key key of table, queues and logs
 * @param findings the table of records
 * @param stored the settings
 * @param undelivered the dead-letter queue for events that EventBridge could not deliver to a FIFO queue or a topic
 */
public record FunctionContext(
        Deployment deployment, DataKey key, FindingTable findings, Settings stored, UndeliveredEvents undelivered) {

    /**
     * Where the settings are.
     *
     * @param layer the deployed ones
     * @param store what replaces some of them, and the baselines
     */
    public record Settings(SettingsLayer layer, SettingsStore store) {

        /** Gives a function the settings. */
        public void addTo(JavaFunction function) {
            layer.addTo(function);
            store.allowReading(function);
        }
    }

    public HubSettings settings() {
        return deployment.settings();
    }

    public Rollout rollout() {
        return deployment.rollout();
    }
}
