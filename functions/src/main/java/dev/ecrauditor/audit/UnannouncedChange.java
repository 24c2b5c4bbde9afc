package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.TransitionResult;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleRegistry;
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

    /**
     * True when one of the alerts of a sweep reports such a change. What is found of a repository that was not evaluated
     * before, and the report of a finding that has become calm, are no changes.
     *
     * @param before the record before the evaluation
     */
    static boolean isAmong(TransitionResult result, SubjectRecord before, RuleRegistry rules) {
        boolean isEvaluatedBefore = before.lastEvaluated().isPresent()
                && before.incarnation().equals(result.record().incarnation());
        Set<String> aboutPolicies = rules.rules().stream()
                .map(rule -> rule.metadata())
                .filter(metadata -> metadata.setting() == Setting.POLICY)
                .map(RuleMetadata::id)
                .collect(Collectors.toSet());
        return result.alerts().stream()
                .filter(alert -> isEvaluatedBefore || isDeletion(alert))
                .filter(alert -> !isSettled(alert.finding(), before, result.record()))
                .anyMatch(alert -> isIt(alert, aboutPolicies));
    }

    private static boolean isIt(AlertFacts alert, Set<String> aboutPolicies) {
        boolean isOfPolicy = aboutPolicies.contains(alert.finding().ruleId())
                && alert.cause().filter(cause -> cause != Cause.FIXED).isEmpty();
        return alert.reason().isEmpty()
                && alert.event().isEmpty()
                && alert.setBy().isEmpty()
                && CHANGES.contains(alert.status())
                && (isDeletion(alert) || isOfPolicy);
    }

    private static boolean isDeletion(AlertFacts alert) {
        return alert.cause().equals(Optional.of(Cause.DELETED));
    }

    /** True when the finding was flapping and has not changed now: its changes were announced or counted earlier. */
    private static boolean isSettled(FindingKey finding, SubjectRecord before, SubjectRecord after) {
        FindingState known = before.findings().get(finding);
        FindingState now = after.findings().get(finding);
        return known != null
                && now != null
                && known.flapHistory().flapping()
                && known.open() == now.open()
                && known.evidenceHash().equals(now.evidenceHash());
    }
}
