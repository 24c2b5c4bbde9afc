package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.Reading;
import java.util.Optional;

/** What is checked of an account and Region when its sweep begins, beside its repositories. */
public record SweepBeginning(Checks checks, BaselineReader baselines) {

    /** Checks nothing. */
    public static final SweepBeginning NONE =
            new SweepBeginning((before, reason) -> before, (account, region) -> new Reading.Absent<>());

    /** Checks of event delivery. */
    public interface Checks {

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

    /** Reads baselines. */
    public interface BaselineReader {
        Reading<?> of(String account, String region);
    }

    SweepProgress check(SweepProgress before, Optional<EvaluationReason> reason) {
        return checks.check(before, reason);
    }

    /** The baseline of the place; what it accepts is not known where it is unreadable. */
    Reading<?> baseline(Subject.Coverage place) {
        return baselines.of(place.account(), place.region());
    }
}
