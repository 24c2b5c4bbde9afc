package dev.ecrauditor.iac.check;

import dev.ecrauditor.iac.registry.DeclaredState;
import dev.ecrauditor.iac.registry.DeclaredSubject.Supposition;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Verdict;
import java.util.Optional;

/** What cannot be said of something that does not exist yet, in place of what a rule says of it. */
final class DeploymentLimits {

    private final RuleOptions options;

    DeploymentLimits(RuleOptions options) {
        this.options = options;
    }

    Verdict apply(RuleMetadata rule, Verdict verdict, Supposition supposition) {
        String unknown = supposition.unknown().get(rule.setting());
        if (unknown != null) {
            return unknown(unknown);
        }
        if (rule.setting() == Setting.KEY_GRANTS) {
            return new Verdict.NotApplicable("ECR makes its grants on a key when the repository is created");
        }
        if (rule.setting() == Setting.KEY_STATE && verdict instanceof Verdict.Pass) {
            return new Verdict.NotApplicable("a key has a state only after its creation");
        }
        if (rule.setting() == Setting.ENCRYPTION
                && isAboutNewKey(supposition)
                && !options.allowedKeys().isEmpty()) {
            return unknown(
                    "the settings allow some keys only, and the ARN of the key is known only after its creation");
        }
        // No call was denied: there is nothing to call yet.
        return verdict instanceof Verdict.Unknown reason
                ? new Verdict.Unknown(reason.reason(), Optional.empty(), reason.reportedBy())
                : verdict;
    }

    private static boolean isAboutNewKey(Supposition supposition) {
        return supposition.state() instanceof DeclaredState.OfRepository repository
                && repository
                        .repository()
                        .encryption()
                        .keyArn()
                        .filter(arn -> arn.contains(":key/declared-"))
                        .isPresent();
    }

    private static Verdict unknown(String reason) {
        return new Verdict.Unknown(reason, Optional.empty());
    }
}
