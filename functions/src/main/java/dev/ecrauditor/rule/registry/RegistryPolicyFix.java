package dev.ecrauditor.rule.registry;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.policy.correction.PolicyCorrection;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.RegistryPolicy;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Commands;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Subject;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * The fix of a rule about the registry policy: the policy with the smallest change after which only those who are
 * trusted have access, in every scope.
 */
record RegistryPolicyFix(Correction correction, CorrectedPolicyFix commands) {

    private static final String FILE = "registry-policy-closed.json";

    static RegistryPolicyFix of(RegistrySnapshot registry, TrustedParties trusted, RegistryPolicy policy) {
        return new RegistryPolicyFix(
                PolicyCorrection.of(policy.text(), registry.account(), trusted.ids(), ActionCatalogue.ECR_REGISTRY),
                new CorrectedPolicyFix(
                        new Subject(registry.account(), trusted.ids(), "--registry"),
                        "registry-policy.json",
                        FILE,
                        new Commands(
                                RegistryCommand.aws(
                                        registry, "get-registry-policy", "--query policyText --output text"),
                                RegistryCommand.aws(registry, "put-registry-policy", "--policy-text file://" + FILE),
                                RegistryCommand.aws(registry, "delete-registry-policy", ""))));
    }

    /** The evidence with the corrected policy in place of the advice to edit a copy. */
    Evidence of(Evidence evidence) {
        if (correction instanceof Correction.Unneeded) {
            return evidence;
        }
        List<String> general = evidence.fix();
        List<String> lines = new ArrayList<>(commands.lines(correction, general));
        int set = general.indexOf(commands.commands().set());
        if (!(correction instanceof Correction.ByHand) && set >= 0) {
            general.subList(set + 1, general.size()).stream()
                    .filter(line -> lines.stream().noneMatch(line::endsWith))
                    .forEach(lines::add);
        }
        return evidence.fixedBy(lines);
    }
}
