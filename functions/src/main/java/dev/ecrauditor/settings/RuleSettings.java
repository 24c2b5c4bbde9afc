package dev.ecrauditor.settings;

import java.time.Duration;
import java.util.Set;

/**
 * The settings of the rules.
 *
 * @param policyGrace how long a new repository may be without a policy
 * @param off the ids of the rules that are switched off
 */
public record RuleSettings(Duration policyGrace, Set<String> off) {

    /** Every rule, with the default grace period. */
    public static final RuleSettings DEFAULT = new RuleSettings(Duration.ofMinutes(15), Set.of());

    public RuleSettings {
        off = Set.copyOf(off);
    }
}
