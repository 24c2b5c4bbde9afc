package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.RepositoryArn;

/** The only write the auditor makes anywhere. */
public interface ScanSettingsWriter {

    /**
     * Switches the repository's scanOnPush flag on.
     *
     * @throws RuntimeException when AWS refuses it, or its answer did not arrive: then it may or may not have taken
     *     effect
     */
    void switchScanOnPushOn(RepositoryArn repository);
}
