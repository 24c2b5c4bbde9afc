package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;

/**
 * The registry policy does not grant access to every AWS account. One statement is about every repository that its
 * resource matches, also about those without a policy of their own and those to come.
 *
 * <p>Source: "Private registry permissions in Amazon ECR", Amazon ECR User Guide.
 */
public final class RegistryPolicyNotPublic implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-registry-policy-not-public")
            .title("Registry policy is not open to every AWS account")
            .problem("is open to every AWS account")
            .why(
                    "One statement of the registry policy opens every repository that it matches, also those without a policy of their own.")
            .fix(
                    "aws ecr get-registry-policy --region {region} --query policyText --output text > registry-policy.json",
                    "# In a copy name the accounts, or add a condition on aws:PrincipalOrgID, then:",
                    "aws ecr put-registry-policy --region {region} --policy-text file://registry-policy-closed.json")
            .severity(Severity.CRITICAL)
            .setting(Setting.REGISTRY_POLICY)
            .permissions("ecr:GetRegistryPolicy", "ecr:GetAccountSetting", "ecr:DescribeRepositories")
            .build();

    private final TrustedParties trusted;

    /**
     * @param trusted whose access the fix keeps
     */
    public RegistryPolicyNotPublic(TrustedParties trusted) {
        this.trusted = trusted;
    }

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isAboutGrants() {
        return true;
    }

    @Override
    public Verdict evaluate(RegistrySnapshot registry) {
        return RegistryPolicyGate.evaluate(
                registry, trusted, path -> path.outsider().isPublic());
    }
}
