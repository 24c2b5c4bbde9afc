package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.remediation.RemediationPreconditions;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.Optional;

/**
 * What remediation would do about one repository, and why.
 *
 * @param priorScanOnPush the repository's flag now; empty where it could not be read
 */
public record PlannedRemediation(
        RepositoryArn repository, Action action, String why, Optional<Boolean> priorScanOnPush) {

    /** What remediation would do, in order of importance. */
    public enum Action {
        /** Scanning would be switched on. */
        WRITE,
        /** An alert would report that scanning would be switched on. */
        DRY_RUN,
        /** Remediation is refused: it must not or cannot write. */
        REFUSE,
        /** The repository is excluded by a decision. */
        LEAVE,
        /** Images are scanned, or the repository is gone. */
        NOT_NEEDED
    }

    static PlannedRemediation of(
            RepositoryArn repository, RemediationPreconditions preconditions, Optional<Boolean> priorScanOnPush) {
        return new PlannedRemediation(repository, action(preconditions), preconditions.why(), priorScanOnPush);
    }

    private static Action action(RemediationPreconditions preconditions) {
        if (preconditions instanceof RemediationPreconditions.Go go) {
            return go.dryRun() ? Action.DRY_RUN : Action.WRITE;
        }
        if (preconditions instanceof RemediationPreconditions.Refuse) {
            return Action.REFUSE;
        }
        return preconditions instanceof RemediationPreconditions.Leave ? Action.LEAVE : Action.NOT_NEEDED;
    }

    /** The documented line: {@code repositoryArn}, {@code action}, {@code why}, {@code priorScanOnPush}. */
    Json json() {
        return new JsonObject()
                .put("repositoryArn", repository.toString())
                .put("action", action.name())
                .put("why", why)
                .put("priorScanOnPush", priorScanOnPush.map(Json::of))
                .build();
    }
}
