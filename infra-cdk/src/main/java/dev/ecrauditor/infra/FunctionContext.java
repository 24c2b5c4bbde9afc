package dev.ecrauditor.infra;

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
record FunctionContext(
        Deployment deployment,
        DataKey key,
        FindingTable findings,
        Optional<SettingsLayer> layer,
        UndeliveredEvents undelivered) {

    HubSettings settings() {
        return deployment.settings();
    }
}
