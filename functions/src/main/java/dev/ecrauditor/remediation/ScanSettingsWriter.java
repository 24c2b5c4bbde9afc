package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.RepositoryArn;

/** The only write that the auditor makes in ECR. */
public interface ScanSettingsWriter {

    /**
     * Switches the repository's scanOnPush flag on.
     *
     * @throws RuntimeException when AWS refuses it, or its answer did not arrive: the write may or may not have taken
     *     effect
     */
    void switchScanOnPushOn(RepositoryArn repository);
}
