package dev.ecrauditor.finding.record;

import java.time.Instant;
import java.util.Optional;

/**
 * The progress of the sweep of an account in a Region.
 *
 * @param coverage whose sweep it is
 * @param version counts every write; 0 means that nothing is stored yet
 * @param startedAt when the latest sweep began
 * @param cursor the name of the last repository it has evaluated; empty at the beginning
 * @param completedAt when the latest complete sweep ended
 * @param evaluatedBy the mark of the rule set fingerprint of the latest sweep
 * @param reason why the findings of this sweep are published in a digest
 * @param notEvaluated how many repositories this sweep could not evaluate, denied or failed
 */
public record SweepProgress(
        Subject.Coverage coverage,
        long version,
        Optional<Instant> startedAt,
        String cursor,
        Optional<Instant> completedAt,
        String evaluatedBy,
        Optional<EvaluationReason> reason,
        long notEvaluated) {

    /** The progress of an account that was never swept. */
    public static SweepProgress none(Subject.Coverage coverage) {
        return new SweepProgress(coverage, 0, Optional.empty(), "", Optional.empty(), "", Optional.empty(), 0);
    }

    /** True from the beginning of a sweep to its end. */
    public boolean isRunning() {
        return startedAt.isPresent()
                && completedAt.map(end -> end.isBefore(startedAt.get())).orElse(true);
    }

    /** A new sweep, from the first repository. */
    public SweepProgress begin(Instant at, String mark, Optional<EvaluationReason> why) {
        return new SweepProgress(coverage, version + 1, Optional.of(at), "", completedAt, mark, why, 0);
    }

    /** The same sweep, further on. */
    public SweepProgress at(String name, long notSeenMore) {
        return new SweepProgress(
                coverage, version + 1, startedAt, name, completedAt, evaluatedBy, reason, notEvaluated + notSeenMore);
    }

    /** The sweep at its end. */
    public SweepProgress complete(Instant at) {
        return new SweepProgress(
                coverage, version + 1, startedAt, "", Optional.of(at), evaluatedBy, Optional.empty(), notEvaluated);
    }
}
