package dev.ecrauditor.finding.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The progress of the sweep of an account in a Region.
 *
 * @param coverage whose sweep it is
 * @param version counts every write; 0 means that nothing is stored yet
 * @param latest the latest sweep
 * @param completedAt when the latest complete sweep ended
 * @param unannounced the changes that sweeps found and no event announced
 */
public record SweepProgress(
        Subject.Coverage coverage,
        long version,
        LatestSweep latest,
        Optional<Instant> completedAt,
        Unannounced unannounced) {

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

    /**
     * Changes in a row that sweeps found and no event announced.
     *
     * @param changes how many
     * @param since when the first of them was found
     */
    public record Unannounced(int changes, Optional<Instant> since) {

        public static final Unannounced NONE = new Unannounced(0, Optional.empty());

        /**
         * With so many more; those that began before the window are not counted with them, unless they are enough: only
         * an event ends those.
         */
        Unannounced plus(int more, Instant at, Limits limits) {
            if (more == 0) {
                return this;
            }
            boolean isOld = changes < limits.enough()
                    && since.filter(first -> first.plus(limits.window()).isBefore(at))
                            .isPresent();
            return isOld || since.isEmpty()
                    ? new Unannounced(more, Optional.of(at))
                    : new Unannounced(changes + more, since);
        }
    }

    /**
     * How unannounced changes are counted.
     *
     * @param window how long they are counted together
     * @param enough so many are a finding, and are kept until an event arrives
     */
    public record Limits(Duration window, int enough) {}

    /** Progress without unannounced changes. */
    public SweepProgress(Subject.Coverage coverage, long version, LatestSweep latest, Optional<Instant> completedAt) {
        this(coverage, version, latest, completedAt, Unannounced.NONE);
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

    /** As if the account had never been swept: its next sweep is a first one. */
    public SweepProgress forgotten() {
        return new SweepProgress(coverage, version + 1, LatestSweep.NONE, Optional.empty());
    }

    /** The same version with these unannounced changes. */
    public SweepProgress with(Unannounced changes) {
        return new SweepProgress(coverage, version, latest, completedAt, changes);
    }

    /** The same version with so many more unannounced changes. */
    public SweepProgress withUnannounced(int more, Instant at, Limits limits) {
        return with(unannounced.plus(more, at, limits));
    }

    private SweepProgress next(LatestSweep sweep, Optional<Instant> end) {
        return new SweepProgress(coverage, version + 1, sweep, end, unannounced);
    }
}
