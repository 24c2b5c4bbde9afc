package dev.ecrauditor.rule;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What the settings decide about the rules.
 *
 * @param policyGrace how long after its creation a repository may be without a policy
 * @param trusted the accounts and organizations that may have access from outside
 * @param allowedKeys the ARNs of the only KMS keys that may encrypt repositories, in which {@code *} stands for any
 *     text and {@code ?} for one character; empty where every customer managed key may
 * @param severities by rule id, the severity of every failure in place of the rule's own
 * @param on ids of rules that are off by default and switched on
 * @param off ids of rules that are switched off
 */
public record RuleOptions(
        Duration policyGrace,
        TrustedParties trusted,
        Set<String> allowedKeys,
        Map<String, Severity> severities,
        Set<String> on,
        Set<String> off) {

    public RuleOptions {
        allowedKeys = Set.copyOf(allowedKeys);
        severities = Map.copyOf(severities);
        on = Set.copyOf(on);
        off = Set.copyOf(off);
    }

    /** The defaults: nobody is trusted, and any customer managed key may encrypt. */
    public static RuleOptions of(Duration policyGrace) {
        return new RuleOptions(policyGrace, TrustedParties.NOBODY, Set.of(), Map.of(), Set.of(), Set.of());
    }

    /** The same options with these trusted parties. */
    public RuleOptions trusting(TrustedParties parties) {
        return new RuleOptions(policyGrace, parties, allowedKeys, severities, on, off);
    }

    /** True if a rule evaluates. */
    public boolean isOn(RuleMetadata rule) {
        return !off.contains(rule.id()) && (rule.onByDefault() || on.contains(rule.id()));
    }
}
