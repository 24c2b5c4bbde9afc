package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.Reading;
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

    /** The same checks of a place whose baseline is read. */
    default SweepBeginning with(BaselineReader baselines) {
        SweepBeginning checks = this;
        return new SweepBeginning() {
            @Override
            public SweepProgress check(SweepProgress before, Optional<EvaluationReason> reason) {
                return checks.check(before, reason);
            }

            @Override
            public Reading<?> baseline(Subject.Coverage place) {
                return baselines.of(place.account(), place.region());
            }
        };
    }

    /** The baseline of the place; what it accepts is not known where it is unreadable. */
    default Reading<?> baseline(Subject.Coverage place) {
        return new Reading.Absent<>();
    }

    /** Reads baselines. */
    interface BaselineReader {
        Reading<?> of(String account, String region);
    }
}
