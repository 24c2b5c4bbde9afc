package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which changes have an event without exception: those of a repository policy, and the deletion of a repository.
 * Scanning also changes with the registry's rules, and some repositories are created without a call.
 */
final class UnannouncedChange {

    private static final Set<AlertStatus> CHANGES =
            Set.of(AlertStatus.OPENED, AlertStatus.CHANGED, AlertStatus.RESOLVED, AlertStatus.REOPENED);

    private UnannouncedChange() {}

    /** True when one of the alerts of a sweep reports such a change. */
    static boolean isAmong(List<AlertFacts> alerts, RuleRegistry rules) {
        Set<String> aboutPolicies = rules.rules().stream()
                .map(rule -> rule.metadata())
                .filter(metadata -> metadata.setting() == Setting.POLICY)
                .map(RuleMetadata::id)
                .collect(Collectors.toSet());
        return alerts.stream().anyMatch(alert -> isIt(alert, aboutPolicies));
    }

    private static boolean isIt(AlertFacts alert, Set<String> aboutPolicies) {
        boolean isDeletion = alert.cause().equals(Optional.of(Cause.DELETED));
        boolean isOfPolicy = aboutPolicies.contains(alert.finding().ruleId())
                && alert.cause().filter(cause -> cause != Cause.FIXED).isEmpty();
        return alert.reason().isEmpty()
                && alert.event().isEmpty()
                && alert.setBy().isEmpty()
                && CHANGES.contains(alert.status())
                && (isDeletion || isOfPolicy);
    }
}
