package dev.ecrauditor.finding.exposure;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PolicyHistory;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.waiver.Waivers;
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
 * set and withdrawn before an evaluation.
 */
public final class PolicyChangeAlerts {

    private final SubjectRecord before;
    private final Evaluation evaluation;
    private final Evaluation.Result result;
    private final Waivers waivers;
    private final boolean sameRepository;
    private PolicyHistory history;

    /** @param waivers that hold now: what they cover is not reported */
    public PolicyChangeAlerts(SubjectRecord before, Evaluation evaluation, Evaluation.Result result, Waivers waivers) {
        this.waivers = waivers;
        this.before = before;
        this.evaluation = evaluation;
        this.result = result;
        this.sameRepository =
                before.incarnation().equals(Optional.of(result.repository().createdAt()));
        this.history = sameRepository ? before.policy() : PolicyHistory.NONE;
    }

    /** The policy history after this evaluation. */
    public PolicyHistory history() {
        return history.withRead(result.repository(), evaluation.at());
    }

    /**
     * The alerts about dangerous policies that were set and withdrawn; the history keeps that they were reported.
     *
     * @param withdrawn policies set by calls whose events this evaluation handles, and no longer set
     * @param first the place of the first alert in the outbox
     */
    public List<AlertFacts> report(List<TransientExposure> withdrawn, OutboxPosition first) {
        List<AlertFacts> reported = new ArrayList<>();
        for (TransientExposure one : withdrawn) {
            if (isReportable(one)) {
                List<AlertFacts> alerts =
                        alerts(one, new OutboxPosition(first.version(), first.index() + reported.size()));
                reported.addAll(alerts);
                history = alerts.isEmpty()
                        ? history
                        : history.withReported(one.change().eventId(), evaluation.at());
            }
        }
        return reported;
    }

    /** The first policy finding of each status says what changed: findings of one status share a message. */
    public List<AlertFacts> explain(List<AlertFacts> alerts) {
        Optional<Map<String, String>> change = history.last()
                .flatMap(last -> PolicyOutline.of(result.repository()).map(now -> PolicyDifference.of(last, now)))
                .filter(facts -> !facts.isEmpty());
        Set<AlertStatus> explained = EnumSet.noneOf(AlertStatus.class);
        return alerts.stream()
                .map(facts -> change.isPresent()
                                && facts.status() != AlertStatus.ATTRIBUTED
                                && isAboutThePolicy(facts)
                                && explained.add(facts.status())
                        ? facts.withEvidence(facts.evidence().followedBy(change.get()))
                        : facts)
                .toList();
    }

    private boolean isAboutThePolicy(AlertFacts facts) {
        Set<String> rules = result.verdicts().keySet().stream()
                .filter(metadata -> metadata.setting() == Setting.POLICY)
                .map(RuleMetadata::id)
                .collect(Collectors.toSet());
        return facts.finding().kind() == FindingKey.Kind.VIOLATION
                && rules.contains(facts.finding().ruleId());
    }

    /** Excludes policies that were read and reported, those reported as withdrawn, and those of older calls. */
    private boolean isReportable(TransientExposure withdrawn) {
        return !withdrawn.change().time().isBefore(evaluation.at().minus(PolicyHistory.HOUR))
                && !withdrawn.change().time().isBefore(result.repository().createdAt())
                && !history.hasReported(withdrawn.change().eventId())
                && !history.hasRead(withdrawn.policy(), withdrawn.change().time());
    }

    private List<AlertFacts> alerts(TransientExposure withdrawn, OutboxPosition first) {
        List<AlertFacts> alerts = new ArrayList<>();
        for (Map.Entry<RuleMetadata, Verdict> verdict :
                waivers.remaining(withdrawn.verdicts()).entrySet()) {
            if (verdict.getValue() instanceof Verdict.Fail fail
                    && fail.severity().compareTo(Severity.HIGH) >= 0
                    && !isKnown(verdict.getKey(), fail.severity())) {
                OutboxPosition order = new OutboxPosition(first.version(), first.index() + alerts.size());
                alerts.add(alert(verdict.getKey(), fail, withdrawn, order));
            }
        }
        return alerts;
    }

    /** True when an alert of at least this severity exists, from before or from now. */
    private boolean isKnown(RuleMetadata metadata, Severity severity) {
        FindingState known = before.findings().get(new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION));
        boolean wasReported = known != null
                && known.open()
                && !known.isSilent()
                && sameRepository
                && known.severity().compareTo(severity) >= 0;
        return wasReported
                || (result.verdicts().get(metadata) instanceof Verdict.Fail now
                        && waivers.apply(metadata.id(), now)
                                .reported()
                                .filter(left -> left.severity().compareTo(severity) >= 0)
                                .isPresent());
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
        EventSummary call = EventSummary.of(withdrawn.change());
        FindingKey finding = new FindingKey(metadata.id(), FindingKey.Kind.VIOLATION);
        return AlertFacts.of(id.substring(0, 32) + "#1", finding, AlertStatus.TRANSIENT)
                .position(order)
                .severity(fail.severity())
                .evidence(evidence.capped())
                .openedAt(call.time())
                .at(evaluation.at())
                .event(Optional.of(call))
                .setBy(Optional.of(call))
                .build();
    }
}
