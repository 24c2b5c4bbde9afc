package dev.ecrauditor.infra;

/**
 * What every function of the auditor is given.
 *
 * @param deployment settings and code
 * @param key key of table, queues and logs
 * @param findings the table of records
 */
record Workplace(Deployment deployment, DataKey key, FindingTable findings) {

    HubSettings settings() {
        return deployment.settings();
    }
}
