package dev.ecrauditor.rule.policy;

import dev.ecrauditor.policy.correction.Correction;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Commands;
import dev.ecrauditor.rule.evidence.CorrectedPolicyFix.Subject;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * The fix of a rule about access: the repository policy with the smallest change after which only those who are trusted
 * have access, whichever of these rules fails.
 */
record RepositoryPolicyFix(RuleMetadata rule, TrustedParties trusted) {

    private static final String FILE = "policy.json";

    /** The evidence with the commands for this repository. */
    Evidence of(RepositorySnapshot repository, Evidence evidence) {
        if (!(repository.policy() instanceof Reading.Known<RepositoryPolicy> known)) {
            return evidence;
        }
        RepositoryArn arn = repository.arn();
        Correction correction = known.value().correction(arn.account(), trusted.ids());
        if (correction instanceof Correction.Unneeded) {
            return evidence;
        }
        List<String> ofRule = rule.fixFor(arn);
        List<String> lines = new ArrayList<>(commands(arn).lines(correction, ofRule));
        if (correction instanceof Correction.Corrected || correction instanceof Correction.Emptied) {
            otherWays(ofRule).stream()
                    .filter(line -> lines.stream().noneMatch(line::endsWith))
                    .forEach(lines::add);
        }
        return evidence.fixedBy(lines);
    }

    private CorrectedPolicyFix commands(RepositoryArn arn) {
        String which = " --region " + arn.region() + " --repository-name " + arn.name();
        return new CorrectedPolicyFix(
                new Subject(arn.account(), trusted.ids(), ""),
                "policy-before.json",
                FILE,
                new Commands(
                        "aws ecr get-repository-policy" + which + " --query policyText --output text",
                        "aws ecr set-repository-policy" + which + " --policy-text file://" + FILE,
                        "aws ecr delete-repository-policy" + which));
    }

    /** What the rule says behind the command that sets the policy. */
    private static List<String> otherWays(List<String> ofRule) {
        for (int i = 0; i < ofRule.size(); i++) {
            if (ofRule.get(i).endsWith("file://" + FILE)) {
                return ofRule.subList(i + 1, ofRule.size());
            }
        }
        return List.of();
    }
}
