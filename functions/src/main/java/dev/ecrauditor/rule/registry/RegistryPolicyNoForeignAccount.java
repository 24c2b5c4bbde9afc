package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.Verdict;

/**
 * Nobody outside the own account, the trusted accounts and the trusted organizations has access by the registry policy.
 * Services that act for any account are reported here too. Access of every AWS account belongs to
 * {@link RegistryPolicyNotPublic}.
 *
 * <p>Source: "Private registry permissions in Amazon ECR" and "Private registry policy examples", Amazon ECR User Guide.
 */
public final class RegistryPolicyNoForeignAccount implements RegistryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-registry-policy-no-foreign-account")
            .title("Registry policy grants access only to trusted accounts")
            .problem("is open to untrusted accounts")
            .why(
                    "An account that can replicate into the registry or use its repositories can change the images that you run, or read them.")
            .fix(
                    "aws ecr get-registry-policy --region {region} --query policyText --output text > registry-policy.json",
                    "# In a copy remove the principals that must not have access, then:",
                    "aws ecr put-registry-policy --region {region} --policy-text file://registry-policy-closed.json",
                    "# If the access is intended, add it to the settings file of the auditor: trust.accounts or trust.organizations.")
            .severity(Severity.HIGH)
            .setting(Setting.REGISTRY_POLICY)
            .permissions("ecr:GetRegistryPolicy", "ecr:GetAccountSetting", "ecr:DescribeRepositories")
            .build();

    private final TrustedParties trusted;

    public RegistryPolicyNoForeignAccount(TrustedParties trusted) {
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
                registry, trusted, path -> !path.outsider().isPublic());
    }
}
