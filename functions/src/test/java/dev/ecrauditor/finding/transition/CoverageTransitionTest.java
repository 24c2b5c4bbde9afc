package dev.ecrauditor.finding.transition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.CoverageTransition.DenialContext;
import dev.ecrauditor.finding.transition.CoverageTransition.Refusal;
import dev.ecrauditor.repository.Denial;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.PolicyType;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A denial is reported with the command that helps, for the account or for the repository that is denied. */
class CoverageTransitionTest {

    @Test
    void aDeniedRoleIsMendedInTheAccount() {
        DeniedCall call = new DeniedCall("sts:AssumeRole", new Denial(PolicyType.SERVICE_CONTROL, true));
        assertThat(fix(new Refusal(call, Optional.empty())))
                .anyMatch(line -> line.contains("--target-id 111122223333"));
    }

    @Test
    void aRepositoryWhosePolicyDeniesIsNamedInTheCommand() {
        DeniedCall call = new DeniedCall(Refusal.DESCRIBE, new Denial(PolicyType.RESOURCE, true));
        assertThat(fix(Refusal.ofRead(call, SampleRepository.ARN)))
                .anyMatch(line -> line.contains("--repository-name payments/api"));
    }

    private static List<String> fix(Refusal refusal) {
        SubjectRecord before = SubjectRecord.notEvaluated(new Subject.Coverage("111122223333", "us-east-1"));
        List<AlertFacts> alerts = CoverageTransition.recordDenial(
                        before,
                        refusal,
                        new DenialContext(List.of(), Optional.empty(), Instant.parse("2026-11-20T10:00:00Z")))
                .alerts();
        assertThat(alerts).hasSize(1);
        return alerts.get(0).evidence().fix();
    }
}
