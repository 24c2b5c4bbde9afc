package dev.ecrauditor.settings;

import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the rules.
 *
 * @param policyGrace how long a new repository may be without a policy
 * @param severities by rule id, the severity of its findings in place of the rule's own
 * @param on the ids of the rules that are off by default and switched on
 * @param off the ids of the rules that are switched off
 * @param allowedKeys ARNs and globs of the only KMS keys that may encrypt repositories; empty for every customer managed
 *     key
 */
public record RuleSettings(
        Duration policyGrace,
        Map<String, Severity> severities,
        Set<String> on,
        Set<String> off,
        Set<String> allowedKeys) {

    /** The rules that are on by default, with the default grace period. */
    public static final RuleSettings DEFAULT =
            new RuleSettings(Duration.ofMinutes(15), Map.of(), Set.of(), Set.of(), Set.of());

    public RuleSettings {
        severities = Map.copyOf(severities);
        on = Set.copyOf(on);
        off = Set.copyOf(off);
        allowedKeys = Set.copyOf(allowedKeys);
    }

    /** What the rules need of these settings. */
    public RuleOptions options(TrustedParties trusted) {
        return new RuleOptions(policyGrace, trusted, allowedKeys, severities, on, off);
    }

    /** The same settings with another grace period. */
    public RuleSettings withPolicyGrace(Duration other) {
        return new RuleSettings(other, severities, on, off, allowedKeys);
    }
}
