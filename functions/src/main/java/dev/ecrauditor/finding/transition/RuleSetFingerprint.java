package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Identifies the rules and settings of an evaluation. Where it differs from the last one, verdicts can differ without
 * any change of the subject.
 *
 * @param ruleIds the ids of the rules that evaluate
 * @param rules the hash of their metadata: another text is another rule set
 * @param settings the hash of the auditor's settings
 */
public record RuleSetFingerprint(Set<String> ruleIds, String rules, String settings) {

    public RuleSetFingerprint {
        ruleIds = Set.copyOf(ruleIds);
    }

    /**
     * The fingerprint of a rule registry.
     *
     * @param settings every setting that verdicts depend on, as text
     */
    public static RuleSetFingerprint of(RuleRegistry registry, String settings) {
        return of(registry, Set.of(), settings);
    }

    /**
     * The fingerprint of a rule registry from which some rules are switched off. They are another setting, not another
     * rule set.
     *
     * @param off the ids of the rules that are switched off
     * @param settings every other setting that verdicts depend on, as text
     */
    public static RuleSetFingerprint of(RuleRegistry registry, Set<String> off, String settings) {
        List<RuleMetadata> metadata =
                registry.rules().stream().map(AuditRule::metadata).toList();
        return new RuleSetFingerprint(
                metadata.stream()
                        .map(RuleMetadata::id)
                        .filter(id -> !off.contains(id))
                        .collect(Collectors.toSet()),
                FindingKey.sha256(metadata.toString()).substring(0, 16),
                FindingKey.sha256(off.isEmpty() ? settings : settings + " OFF=" + new TreeSet<>(off))
                        .substring(0, 16));
    }

    /** The mark that a record stores. */
    public String mark() {
        return rules + "/" + settings;
    }

    /** What has changed since the evaluation with this mark; one without a mark is of an older version. */
    Optional<EvaluationReason> since(Optional<String> mark) {
        if (mark.equals(Optional.of(mark()))) {
            return Optional.empty();
        }
        boolean sameRules = mark.map(before -> before.startsWith(rules + "/")).orElse(false);
        return Optional.of(sameRules ? EvaluationReason.CHANGED_SETTINGS : EvaluationReason.NEW_RULES);
    }
}
