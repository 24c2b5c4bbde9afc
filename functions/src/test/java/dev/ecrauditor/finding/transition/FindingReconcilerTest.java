package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.ENCRYPTION;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After a change of the registry only what the registry decides about waits for the digest of that change. */
class FindingReconcilerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final RepositorySnapshot read = SampleRepository.good().snapshot();

    @Test
    void whatTheRegistryDecidesIsPublishedInTheDigestOfItsChange() {
        assertThat(reasonOf(SCANNING)).hasValue(EvaluationReason.REGISTRY_CHANGED);
    }

    @Test
    void whatTheRegistryDoesNotDecideIsPublishedAsInAnySweep() {
        assertThat(reasonOf(ENCRYPTION)).isEmpty();
    }

    /** Of the alert about a rule that fails in the sweep after a change of the registry. */
    private Optional<EvaluationReason> reasonOf(RuleMetadata rule) {
        SubjectRecord known = SubjectRecord.notEvaluated(Subject.of(SampleRepository.ARN)).toBuilder()
                .incarnation(Optional.of(read.createdAt()))
                .lastEvaluated(Optional.of(NOW.minusSeconds(60)))
                .build();
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(read, Map.of(rule, fail("wrong")))),
                List.of(),
                NOW,
                Optional.of(EvaluationReason.REGISTRY_CHANGED));
        List<AlertFacts> alerts = new Transition(RemediationMode.OFF, "ecr-auditor-remediation")
                .apply(known, evaluation, List.of())
                .alerts();
        assertThat(alerts).hasSize(1);
        return alerts.get(0).reason();
    }
}
