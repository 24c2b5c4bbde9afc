package dev.ecrauditor.rule;

import dev.ecrauditor.repository.RepositorySnapshot;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules in the order in which reports list them. */
public record RuleRegistry(List<AuditRule> rules) {

    public RuleRegistry {
        rules = List.copyOf(rules);
    }

    /**
     * Every rule of the auditor, where no principal outside an account is trusted.
     *
     * @param policyGrace how long after its creation a repository may be without a policy
     */
    public static RuleRegistry standard(Duration policyGrace) {
        return standard(policyGrace, TrustedParties.NOBODY);
    }

    /**
     * Every rule of the auditor.
     *
     * @param policyGrace how long after its creation a repository may be without a policy
     * @param trusted the accounts and organizations that may have access from outside
     */
    public static RuleRegistry standard(Duration policyGrace, TrustedParties trusted) {
        return new RuleRegistry(List.of(
                new EncryptionCustomerManagedKey(),
                new PolicyPresent(policyGrace),
                new PolicyNotPublic(),
                new PolicyNoForeignAccount(trusted),
                new PolicyNoWildcardAction(),
                new PolicyServiceBounded(),
                new PolicyReadable(),
                new ScanOnPush()));
    }

    /**
     * The same rules without those that are switched off.
     *
     * @param off ids of rules
     */
    public RuleRegistry without(Set<String> off) {
        return new RuleRegistry(rules.stream()
                .filter(rule -> !off.contains(rule.metadata().id()))
                .toList());
    }

    /** The verdict of every rule, in the registry's order. */
    public Map<RuleMetadata, Verdict> evaluate(RepositorySnapshot repository) {
        Map<RuleMetadata, Verdict> verdicts = new LinkedHashMap<>();
        rules.forEach(rule -> verdicts.put(rule.metadata(), rule.evaluate(repository)));
        return Collections.unmodifiableMap(verdicts);
    }

    /** The metadata of a rule id. */
    public Optional<RuleMetadata> metadata(String id) {
        return rules.stream()
                .map(AuditRule::metadata)
                .filter(metadata -> metadata.id().equals(id))
                .findFirst();
    }
}
