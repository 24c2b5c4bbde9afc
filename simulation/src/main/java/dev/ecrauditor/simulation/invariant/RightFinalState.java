package dev.ecrauditor.simulation.invariant;

import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.record.Invariant;
import dev.ecrauditor.simulation.record.Violations;
import dev.ecrauditor.simulation.world.PolicyText;
import dev.ecrauditor.simulation.world.RepositoryState;
import dev.ecrauditor.simulation.world.World;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@link Invariant#FINAL_STATE}, by an evaluation that is independent of the rules. The grace period for a policy has
 * ended by then.
 */
final class RightFinalState implements Check {

    private final Violations violations;

    RightFinalState(Violations violations) {
        this.violations = violations;
    }

    @Override
    public void checkAfterSweep(World world) {
        for (RepositoryArn arn : world.registry().known()) {
            Subject subject = Subject.of(arn);
            if (world.table().isDamaged(subject)) {
                continue;
            }
            Set<String> stored =
                    world.table().get(subject).map(RightFinalState::open).orElse(Set.of());
            Set<String> truth =
                    world.registry().now(arn).map(RightFinalState::wrong).orElse(Set.of());
            if (!stored.equals(truth)) {
                violations.add(
                        Invariant.FINAL_STATE,
                        arn.name() + " is stored as open " + stored + " and is wrong in " + truth);
            }
        }
    }

    private static Set<String> open(SubjectRecord record) {
        Set<String> open = new TreeSet<>();
        record.findings().keySet().stream()
                .filter(record::isOpen)
                .map(FindingKey::toString)
                .forEach(open::add);
        return open;
    }

    private static Set<String> wrong(RepositoryState state) {
        Set<String> wrong = new TreeSet<>();
        Optional<PolicyText> policy = state.policy();
        if (!state.customerKey()) {
            wrong.add("ecr-encryption-customer-managed-key#violation");
        }
        if (!state.scanOnPush()) {
            wrong.add("ecr-scan-on-push#violation");
        }
        if (policy.isEmpty()) {
            wrong.add("ecr-policy-present#violation");
        }
        if (policy.map(PolicyText::isPublic).orElse(false)) {
            wrong.add("ecr-policy-not-public#violation");
        }
        return wrong;
    }
}
