package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.sweep.SweepProgress;
import java.util.Optional;

/** What is checked of an account and Region when its sweep begins, beside its repositories. */
public interface SweepBeginning {

    /** Checks nothing. */
    SweepBeginning NONE = (before, reason) -> before;

    /**
     * Makes the checks and records what they find.
     *
     * @param before the progress before the sweep
     * @param reason why findings are published in a digest only, if so
     * @return the progress to begin from
     * @throws RuntimeException when AWS does not answer now
     */
    SweepProgress check(SweepProgress before, Optional<EvaluationReason> reason);
}
