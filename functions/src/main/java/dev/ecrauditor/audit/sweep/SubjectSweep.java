package dev.ecrauditor.audit.sweep;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.key.KeyArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Evaluates the registry and the keys of an account and Region, beside its repositories. */
public interface SubjectSweep {

    /** Evaluates neither. */
    SubjectSweep NONE = new SubjectSweep() {
        @Override
        public void evaluateRegistry(Subject.Coverage place, Optional<EvaluationReason> reason) {}

        @Override
        public List<KeyArn> keysLeft(Subject.Coverage place, Instant since) {
            return List.of();
        }

        @Override
        public void evaluateKey(KeyArn key, Optional<EvaluationReason> reason) {}

        @Override
        public List<Subject> onlyOf(Subject.Coverage place) {
            return List.of();
        }
    };

    /**
     * Evaluates the registry.
     *
     * @param reason why what was never evaluated is published in a digest only, if so
     * @throws RuntimeException when AWS does not answer now
     */
    void evaluateRegistry(Subject.Coverage place, Optional<EvaluationReason> reason);

    /** The keys that encrypt repositories there and were not evaluated with their grants since this time. */
    List<KeyArn> keysLeft(Subject.Coverage place, Instant since);

    /**
     * Evaluates a key with its grants.
     *
     * @throws RuntimeException when AWS does not answer now
     */
    void evaluateKey(KeyArn key, Optional<EvaluationReason> reason);

    /** The registry, and the keys that encrypt repositories there and nowhere else. */
    List<Subject> onlyOf(Subject.Coverage place);
}
