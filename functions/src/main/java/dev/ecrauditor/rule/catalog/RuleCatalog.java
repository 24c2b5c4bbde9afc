package dev.ecrauditor.rule.catalog;

import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.encryption.EncryptionCustomerManagedKey;
import dev.ecrauditor.rule.encryption.EncryptionKeyGrants;
import dev.ecrauditor.rule.encryption.EncryptionKeyPolicyScoped;
import dev.ecrauditor.rule.encryption.EncryptionKeyRotates;
import dev.ecrauditor.rule.encryption.EncryptionKeyUsable;
import dev.ecrauditor.rule.image.LifecyclePolicyPresent;
import dev.ecrauditor.rule.image.ScanOnPush;
import dev.ecrauditor.rule.image.SigningOn;
import dev.ecrauditor.rule.image.TagImmutable;
import dev.ecrauditor.rule.policy.PolicyNoForeignAccount;
import dev.ecrauditor.rule.policy.PolicyNoWildcardAction;
import dev.ecrauditor.rule.policy.PolicyNotPublic;
import dev.ecrauditor.rule.policy.PolicyPresent;
import dev.ecrauditor.rule.policy.PolicyReadable;
import dev.ecrauditor.rule.policy.PolicyServiceBounded;
import dev.ecrauditor.rule.registry.CreationTemplateCompliant;
import dev.ecrauditor.rule.registry.PullThroughCacheNoForeignAccount;
import dev.ecrauditor.rule.registry.RegistryPolicyNoForeignAccount;
import dev.ecrauditor.rule.registry.RegistryPolicyNotPublic;
import dev.ecrauditor.rule.registry.RegistryScanningOn;
import dev.ecrauditor.rule.registry.ReplicationNoForeignAccount;
import java.time.Duration;
import java.util.List;

/** Every rule of the auditor, in the order in which reports list them. */
public final class RuleCatalog {

    private RuleCatalog() {}

    /** Every rule, also those that are off. */
    public static RuleRegistry every(RuleOptions options) {
        return new RuleRegistry(rules(options), options.severities());
    }

    /** The rules that evaluate under these options. */
    public static RuleRegistry of(RuleOptions options) {
        return new RuleRegistry(
                rules(options).stream()
                        .filter(rule -> options.isOn(rule.metadata()))
                        .toList(),
                options.severities());
    }

    /**
     * The rules that are on by default, where no principal outside an account is trusted.
     *
     * @param policyGrace how long after its creation a repository may be without a policy
     */
    public static RuleRegistry standard(Duration policyGrace) {
        return of(RuleOptions.of(policyGrace));
    }

    /**
     * The rules that are on by default.
     *
     * @param policyGrace how long after its creation a repository may be without a policy
     * @param trusted the accounts and organizations that may have access from outside
     */
    public static RuleRegistry standard(Duration policyGrace, TrustedParties trusted) {
        return of(RuleOptions.of(policyGrace).trusting(trusted));
    }

    private static List<AuditRule> rules(RuleOptions options) {
        return List.of(
                new EncryptionCustomerManagedKey(options.allowedKeys()),
                new EncryptionKeyUsable(),
                new EncryptionKeyRotates(),
                new EncryptionKeyGrants(),
                new EncryptionKeyPolicyScoped(),
                new PolicyPresent(options.policyGrace()),
                new PolicyNotPublic(options.trusted()),
                new PolicyNoForeignAccount(options.trusted()),
                new PolicyNoWildcardAction(),
                new PolicyServiceBounded(options.trusted()),
                new PolicyReadable(),
                new ScanOnPush(),
                new TagImmutable(),
                new LifecyclePolicyPresent(options.policyGrace()),
                new SigningOn(),
                new RegistryPolicyNotPublic(options.trusted()),
                new RegistryPolicyNoForeignAccount(options.trusted()),
                new ReplicationNoForeignAccount(options.trusted()),
                new RegistryScanningOn(),
                new CreationTemplateCompliant(options.trusted()),
                new PullThroughCacheNoForeignAccount(options.trusted()));
    }
}
