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
public record Planned(RepositoryArn repository, Action action, String why, Optional<Boolean> priorScanOnPush) {

    /** What would be done, the weightiest first. */
    public enum Action {
        /** Scanning would be switched on. */
        WRITE,
        /** It would be told that scanning would be switched on. */
        DRY_RUN,
        /** It must not or cannot be done. */
        REFUSE,
        /** Somebody decided that it is left alone. */
        LEAVE,
        /** Images are scanned, or the repository is gone. */
        NOT_NEEDED
    }

    static Planned of(RepositoryArn repository, RemediationPreconditions guard, Optional<Boolean> priorScanOnPush) {
        return new Planned(repository, action(guard), guard.why(), priorScanOnPush);
    }

    private static Action action(RemediationPreconditions guard) {
        if (guard instanceof RemediationPreconditions.Go go) {
            return go.dryRun() ? Action.DRY_RUN : Action.WRITE;
        }
        if (guard instanceof RemediationPreconditions.Refuse) {
            return Action.REFUSE;
        }
        return guard instanceof RemediationPreconditions.Leave ? Action.LEAVE : Action.NOT_NEEDED;
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
