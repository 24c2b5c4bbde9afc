package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a subject is judged by. Where the last look judged by another one, verdicts can differ without anybody having
 * changed anything.
 *
 * @param ruleIds the rules there are
 * @param rules stands for their cards: another text, another rule book
 * @param settings stands for the auditor's settings in the same way
 */
public record RuleSetFingerprint(Set<String> ruleIds, String rules, String settings) {

    public RuleSetFingerprint {
        ruleIds = Set.copyOf(ruleIds);
    }

    /**
     * The yardstick of a rule book.
     *
     * @param settings every setting that verdicts depend on, as text
     */
    public static RuleSetFingerprint of(RuleRegistry registry, String settings) {
        List<RuleMetadata> cards =
                registry.rules().stream().map(AuditRule::metadata).toList();
        return new RuleSetFingerprint(
                cards.stream().map(RuleMetadata::id).collect(Collectors.toSet()),
                FindingKey.sha256(cards.toString()).substring(0, 16),
                FindingKey.sha256(settings).substring(0, 16));
    }

    /** What a record remembers of it. */
    public String mark() {
        return rules + "/" + settings;
    }

    /** What has changed since a look that left this mark; a look without a mark was an older version's. */
    Optional<EvaluationReason> since(Optional<String> mark) {
        if (mark.equals(Optional.of(mark()))) {
            return Optional.empty();
        }
        boolean sameRules = mark.map(before -> before.startsWith(rules + "/")).orElse(false);
        return Optional.of(sameRules ? EvaluationReason.CHANGED_SETTINGS : EvaluationReason.NEW_RULES);
    }
}
