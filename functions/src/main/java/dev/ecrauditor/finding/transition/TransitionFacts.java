package dev.ecrauditor.finding.transition;

import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the alert of a transition says. */
record TransitionFacts(AlertStatus status, Optional<Cause> cause, Evidence evidence, Attribution attribution) {

    /** A transition that is not a resolution. */
    static TransitionFacts of(AlertStatus status, Evidence evidence, Attribution attribution) {
        return new TransitionFacts(status, Optional.empty(), evidence, attribution);
    }

    /** A reminder that nothing has changed. */
    static TransitionFacts stillOpen(Evidence evidence) {
        return of(
                AlertStatus.REMINDER,
                evidence.capped(),
                Attribution.by(Optional.empty()).withReason(Optional.of(EvaluationReason.STILL_OPEN)));
    }

    /** A resolution. */
    static TransitionFacts resolved(Subject subject, FindingKey key, Cause cause, Attribution attribution) {
        return new TransitionFacts(
                AlertStatus.RESOLVED, Optional.of(cause), sentence(subject, key, cause), attribution);
    }

    /** The same without a pending attribution, because nothing has changed. */
    TransitionFacts withoutPending() {
        Attribution known =
                new Attribution(attribution.event(), attribution.setBy(), attribution.reason(), Optional.empty());
        return new TransitionFacts(status, cause, evidence, known);
    }

    /** The same for a finding that changes too often. */
    TransitionFacts flapping(FindingState next) {
        Map<String, String> facts = new LinkedHashMap<>(evidence.facts());
        String times =
                next.flapHistory().recent().stream().map(Instant::toString).collect(Collectors.joining(", "));
        facts.put("changes were seen at", times);
        String summary = "It has changed " + FlapHistory.TOO_MANY + " times within an hour and is "
                + (next.open() ? "open" : "resolved") + " now; it is reported again when it has not changed for "
                + FlapHistory.CALM.toMinutes() + " minutes. " + evidence.summary();
        return of(
                AlertStatus.FLAPPING,
                new Evidence(summary, facts, evidence.fix(), evidence.grants()).capped(),
                attribution);
    }

    /** The alert about a finding in this state; its position and the time of the evaluation must follow. */
    AlertFacts.Builder alert(String id, FindingKey key, FindingState state) {
        return AlertFacts.of(id, key, status)
                .cause(cause)
                .severity(state.severity())
                .evidence(evidence)
                .openedAt(state.openedAt())
                .event(attribution.event().map(EventSummary::of))
                .setBy(attribution.setBy().map(EventSummary::of))
                .reason(attribution.reason());
    }

    private static Evidence sentence(Subject subject, FindingKey key, Cause cause) {
        return new Evidence(
                switch (cause) {
                    case FIXED -> fixed(subject, key);
                    case REMEDIATED -> "Remediation has corrected it.";
                    case DELETED ->
                        subject.kind() == Subject.Kind.KEY
                                ? "The key encrypts no known repository any more."
                                : "The repository has been deleted.";
                    case RULE_SWITCHED_OFF ->
                        "The settings switch the rule off, or this version of the auditor no longer has it.";
                    case SETTINGS_CHANGED ->
                        "By the auditor's present rules and settings the " + noun(subject)
                                + " is compliant with this rule.";
                    case WAIVED -> "It is not fixed, but waived.";
                    case ACCOUNT_LEFT ->
                        "The account left the organization or the watched units. What was found there is not known any more.";
                },
                Map.of());
    }

    private static String fixed(Subject subject, FindingKey key) {
        if (key.equals(FindingKey.SETTINGS)) {
            return "The auditor can read its settings again.";
        }
        if (subject.kind() == Subject.Kind.COVERAGE) {
            return DeliveryCheck.of(key.ruleId()).isPresent()
                    ? "The check passes again."
                    : "The auditor can read the account again.";
        }
        return key.kind() == FindingKey.Kind.COVERAGE_GAP
                ? "The rule can be evaluated again."
                : "The " + noun(subject) + " is compliant with this rule again.";
    }

    private static String noun(Subject subject) {
        return switch (subject.kind()) {
            case REPOSITORY -> "repository";
            case REGISTRY -> "registry";
            case KEY -> "key";
            case COVERAGE -> "account";
        };
    }
}
