package dev.ecrauditor.finding.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * The progress of the sweep of an account in a Region.
 *
 * @param coverage whose sweep it is
 * @param version counts every write; 0 means that nothing is stored yet
 * @param latest the latest sweep
 * @param completedAt when the latest complete sweep ended
 */
public record SweepProgress(
        Subject.Coverage coverage, long version, LatestSweep latest, Optional<Instant> completedAt) {

    /**
     * The latest sweep.
     *
     * @param startedAt when it began; empty when there was none
     * @param cursor the name of the last repository it has evaluated; empty at the beginning
     * @param evaluatedBy the mark of its rule set fingerprint
     * @param reason why its findings are published in a digest
     * @param notEvaluated how many repositories it could not evaluate, denied or failed
     */
    public record LatestSweep(
            Optional<Instant> startedAt,
            String cursor,
            String evaluatedBy,
            Optional<EvaluationReason> reason,
            long notEvaluated) {

        /** No sweep yet. */
        public static final LatestSweep NONE = new LatestSweep(Optional.empty(), "", "", Optional.empty(), 0);
    }

    /** The progress of an account that was never swept. */
    public static SweepProgress none(Subject.Coverage coverage) {
        return new SweepProgress(coverage, 0, LatestSweep.NONE, Optional.empty());
    }

    public Optional<Instant> startedAt() {
        return latest.startedAt();
    }

    public String cursor() {
        return latest.cursor();
    }

    public String evaluatedBy() {
        return latest.evaluatedBy();
    }

    public Optional<EvaluationReason> reason() {
        return latest.reason();
    }

    public long notEvaluated() {
        return latest.notEvaluated();
    }

    /** True from the beginning of a sweep to its end. */
    public boolean isRunning() {
        return startedAt().isPresent()
                && completedAt.map(end -> end.isBefore(startedAt().get())).orElse(true);
    }

    /** A new sweep, from the first repository. */
    public SweepProgress begin(Instant at, String mark, Optional<EvaluationReason> why) {
        return next(new LatestSweep(Optional.of(at), "", mark, why, 0), completedAt);
    }

    /** The same sweep, further on. */
    public SweepProgress at(String name, long notEvaluatedMore) {
        return next(
                new LatestSweep(startedAt(), name, evaluatedBy(), reason(), notEvaluated() + notEvaluatedMore),
                completedAt);
    }

    /** The sweep at its end. */
    public SweepProgress complete(Instant at) {
        return next(new LatestSweep(startedAt(), "", evaluatedBy(), Optional.empty(), notEvaluated()), Optional.of(at));
    }

    private SweepProgress next(LatestSweep sweep, Optional<Instant> end) {
        return new SweepProgress(coverage, version + 1, sweep, end);
    }
}
