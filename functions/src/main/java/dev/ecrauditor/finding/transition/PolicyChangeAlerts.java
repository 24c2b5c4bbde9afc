package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.SeenEvent;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.PolicyOutline;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Alerts that compare a policy with its history: what changed since it was last read, and dangerous policies that were
 * set and withdrawn before an evaluation. Applied after the transition, with the same version; pure like it.
 */
public final class PolicyChangeAlerts {

    private final SubjectRecord before;
    private final Evaluation evaluation;
    private final Evaluation.Result result;
    private final boolean sameRepository;
    private PolicyHistory history;

    private PolicyChangeAlerts(SubjectRecord before, Evaluation evaluation, Evaluation.Result result) {
        this.before = before;
        this.evaluation = evaluation;
        this.result = result;
        this.sameRepository =
                before.incarnation().equals(Optional.of(result.repository().createdAt()));
        this.history = sameRepository ? before.policy() : PolicyHistory.NONE;
    }

    /**
     * The next record with these alerts and the new policy history.
     *
     * @param next the result of the transition
     * @param withdrawn policies set by calls whose events this evaluation handles, and no longer set
     */
    public static SubjectRecord addTo(
            SubjectRecord before, SubjectRecord next, Evaluation evaluation, List<TransientExposure> withdrawn) {
        return evaluation
                .result()
                .map(result -> new PolicyChangeAlerts(before, evaluation, result).reported(next, withdrawn))
                .orElseGet(() -> next.with(before.policy(), next.outbox(), evaluation.at()));
    }

    private SubjectRecord reported(SubjectRecord next, List<TransientExposure> withdrawn) {
        List<OutboxEntry> outbox = explained(next);
        for (TransientExposure one : withdrawn) {
            if (isReportable(one)) {
                List<AlertFacts> alerts = alerts(next, outbox, one);
                outbox.addAll(alerts);
                history = alerts.isEmpty()
                        ? history
                        : history.withReported(one.change().eventId(), evaluation.at());
            }
        }
        return next.with(history.withRead(result.repository(), evaluation.at()), outbox, evaluation.at());
    }

    /** The first policy finding of each status says what changed: findings of one status share a message. */
    private List<OutboxEntry> explained(SubjectRecord next) {
        Optional<Map<String, String>> change = history.last()
                .flatMap(last -> PolicyOutline.of(result.repository()).map(now -> PolicyDifference.of(last, now)))
                .filter(facts -> !facts.isEmpty());
        Set<AlertStatus> explained = EnumSet.noneOf(AlertStatus.class);
        List<OutboxEntry> entries = new ArrayList<>();
        for (OutboxEntry entry : next.outbox()) {
            boolean explains = change.isPresent()
                    && entry.position().version() == next.version()
                    && entry instanceof AlertFacts facts
                    && facts.status() != AlertStatus.ATTRIBUTED
                    && isAboutThePolicy(facts)
                    && explained.add(facts.status());
            entries.add(explains ? with((AlertFacts) entry, change.get()) : entry);
        }
        return entries;
    }

    private boolean isAboutThePolicy(AlertFacts facts) {
        Set<String> rules = result.verdicts().keySet().stream()
                .filter(metadata -> metadata.setting() == Setting.POLICY)
                .map(RuleMetadata::id)
                .collect(Collectors.toSet());
        return facts.finding().kind() == FindingKey.Kind.VIOLATION
                && rules.contains(facts.finding().ruleId());
    }

    private static AlertFacts with(AlertFacts facts, Map<String, String> change) {
        return facts.withEvidence(facts.evidence().followedBy(change));
    }

    /** Excludes policies that were read and reported, those reported as withdrawn, and those of older calls. */
    private boolean isReportable(TransientExposure withdrawn) {
        return !withdrawn.change().time().isBefore(evaluation.at().minus(PolicyHistory.HOUR))
                && !withdrawn.change().time().isBefore(result.repository().createdAt())
                && !history.hasReported(withdrawn.change().eventId())
                && !history.hasRead(withdrawn.policy(), withdrawn.change().time());
    }

    private List<AlertFacts> alerts(SubjectRecord next, List<OutboxEntry> outbox, TransientExposure withdrawn) {
        int index = (int) outbox.stream()
                .filter(entry -> entry.position().version() == next.version())
                .count();
        List<AlertFacts> alerts = new ArrayList<>();
        for (Map.Entry<RuleMetadata, Verdict> verdict : withdrawn.verdicts().entrySet()) {
            if (verdict.getValue() instanceof Verdict.Fail fail
                    && fail.severity().compareTo(Severity.HIGH) >= 0
                    && !isKnown(verdict.getKey(), fail.severity())) {
                OutboxPosition order = new OutboxPosition(next.version(), index + alerts.size());
                alerts.add(alert(verdict.getKey(), fail, withdrawn, order));
            }
        }
        return alerts;
    }

    /** True when an alert of at least this severity exists, from before or from now. */
    private boolean isKnown(RuleMetadata metadata, Severity severity) {
        FindingState known = before.findings().get(new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION));
        boolean wasOpen = known != null
                && known.open()
                && sameRepository
                && known.severity().compareTo(severity) >= 0;
        return wasOpen
                || (result.verdicts().get(metadata) instanceof Verdict.Fail now
                        && now.severity().compareTo(severity) >= 0);
    }

    private AlertFacts alert(
            RuleMetadata metadata, Verdict.Fail fail, TransientExposure withdrawn, OutboxPosition order) {
        String id = FindingKey.sha256(String.join(
                "|",
                result.repository().arn().toString(),
                result.repository().createdAt().toString(),
                metadata.id(),
                AlertStatus.TRANSIENT.name(),
                withdrawn.change().eventId()));
        Evidence evidence = new Evidence(
                "Set and withdrawn before the auditor read it: "
                        + fail.evidence().summary(),
                fail.evidence().facts());
        return new AlertFacts(
                id.substring(0, 32) + "#1",
                order,
                new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION),
                AlertStatus.TRANSIENT,
                Optional.empty(),
                fail.severity(),
                evidence.capped(),
                withdrawn.change().time(),
                evaluation.at(),
                Optional.of(SeenEvent.of(withdrawn.change())),
                true,
                Optional.empty());
    }
}
