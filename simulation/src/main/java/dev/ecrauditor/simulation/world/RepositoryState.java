package dev.ecrauditor.simulation.world;

import java.util.Optional;

/**
 * A repository as stored in ECR.
 *
 * @param createdAt when it was created, in virtual microseconds
 * @param customerKey true if its images are encrypted with a customer managed key, false for AES256
 * @param scanOnPush its own flag; the simulated registry has no scanning rules
 * @param policy its repository policy
 */
public record RepositoryState(long createdAt, boolean customerKey, boolean scanOnPush, Optional<PolicyText> policy) {

    RepositoryState withScanOnPush(boolean flag) {
        return new RepositoryState(createdAt, customerKey, flag, policy);
    }

    RepositoryState withPolicy(Optional<PolicyText> next) {
        return new RepositoryState(createdAt, customerKey, scanOnPush, next);
    }
}
