package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.published.Baseline;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reconciles a repository's findings with the verdicts of one evaluation, each with its actor where that is certain.
 */
final class FindingReconciler {

    /** What the settings of a registry decide about: scanning and signing, and by its Deny the access of a policy. */
    private static final Set<Setting> OF_REGISTRY = Set.of(Setting.SCANNING, Setting.SIGNING, Setting.POLICY);

    private final SubjectRecord before;
    private final Evaluation evaluation;
    private final EvaluatedCalls calls;
    private final Optional<EvaluationReason> reason;
    private final FindingLedger ledger;

    /** @param reason why verdicts may differ from those of the last evaluation without a call */
    FindingReconciler(
            SubjectRecord before, Evaluation evaluation, Deployment deployment, Optional<EvaluationReason> reason) {
        this.before = before;
        this.evaluation = evaluation;
        this.calls = new EvaluatedCalls(before, evaluation, deployment.remediationRole());
        this.reason = reason;
        this.ledger = new FindingLedger(
                before,
                before.incarnation().orElse(evaluation.createdAt()),
                evaluation.at(),
                new FindingLedger.Terms(
                        new AcceptedFindings(deployment.baseline(), deployment.isTrustKnown()),
                        deployment.reminders()));
    }

    /**
     * What is the same in every evaluation for a while.
     *
     * @param remediationRole the name of the auditor's remediation role
     * @param baseline of the repository's account and Region
     * @param isTrustKnown whether the settings could be read
     * @param reminders how often people are reminded of open findings
     */
    record Deployment(String remediationRole, Reading<Baseline> baseline, boolean isTrustKnown, Reminders reminders) {

        Deployment(String remediationRole, Reminders reminders) {
            this(remediationRole, new Reading.Absent<>(), true, reminders);
        }
    }

    Map<FindingKey, FindingState> findings() {
        return ledger.findings();
    }

    /** The new alerts, ordered by status and then by rule. */
    List<AlertFacts> alerts() {
        return ledger.alerts();
    }

    /** Attributes transitions of earlier evaluations where an event of this one certainly caused them. */
    void attribute() {
        before.incarnation()
                .ifPresent(repository -> before.findings()
                        .forEach((key, state) -> state.pending()
                                .forEach(transition -> transition
                                        .actor(
                                                evaluation.events(),
                                                repository,
                                                evaluation.result().map(Evaluation.Result::repository))
                                        .map(event -> new Attribution(
                                                calls.latest(), Optional.of(event), Optional.empty(), Optional.empty()))
                                        .ifPresent(attribution -> ledger.attribute(key, transition, attribution)))));
    }

    void applyFail(RuleMetadata metadata, WaivedFailure failure) {
        ledger.open(key(metadata, FindingKey.Kind.VIOLATION), failure, attributionOfFailure(metadata));
    }

    void applyPass(RuleMetadata metadata) {
        Optional<RepositoryChange> setter = calls.setting(metadata);
        Cause cause = setter.filter(calls::isOwnRemediation).isPresent()
                ? Cause.REMEDIATED
                : setter.isEmpty() && isEvaluatedDifferently() ? Cause.SETTINGS_CHANGED : Cause.FIXED;
        ledger.resolve(key(metadata, FindingKey.Kind.VIOLATION), cause, attribution(metadata, setter));
    }

    void applyUnknown(RuleMetadata metadata, Verdict.Unknown unknown) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("could not be evaluated", unknown.reason());
        unknown.denied().ifPresent(call -> facts.putAll(call.facts()));
        Evidence evidence = new Evidence("The rule could not be evaluated: " + unknown.sentence() + ".", facts)
                .fixedBy(unknown.denied().map(this::advice).orElse(List.of()));
        ledger.open(
                key(metadata, FindingKey.Kind.COVERAGE_GAP),
                metadata.severity(),
                evidence,
                attribution(metadata, Optional.empty()));
    }

    private List<String> advice(DeniedCall call) {
        return evaluation
                .result()
                .map(result -> DenialAdvice.of(call, result.repository().arn()))
                .orElse(List.of());
    }

    void resolveCoverageGap(RuleMetadata metadata) {
        ledger.resolve(
                key(metadata, FindingKey.Kind.COVERAGE_GAP), Cause.FIXED, attribution(metadata, Optional.empty()));
    }

    /**
     * Resolves everything that was open of the deleted repository. The actor is certain only while no other repository
     * of that name exists: otherwise there may have been more than one deletion.
     */
    void resolveDeleted() {
        Optional<RepositoryChange> deletion = evaluation.result().isPresent() ? Optional.empty() : calls.deletion();
        endAll(
                key -> true,
                Cause.DELETED,
                new Attribution(calls.latest(), deletion, Optional.empty(), Optional.empty()));
    }

    /** Resolves findings of rules that are switched off or removed, which would otherwise stay open for ever. */
    void resolveRemovedRules(Set<String> ruleIds) {
        endAll(
                key -> !ruleIds.contains(key.ruleId()),
                Cause.RULE_SWITCHED_OFF,
                new Attribution(calls.latest(), Optional.empty(), reason, Optional.empty()));
    }

    /** Starts over for a repository created since under the same name. */
    void forget() {
        ledger.forget(evaluation.createdAt());
    }

    /** The calls of others that switched scanning off, whatever the state is now; the oldest first. */
    List<EventSummary> scanningDisabledBy() {
        return calls.scanningDisabledByOthers();
    }

    private void endAll(Predicate<FindingKey> which, Cause cause, Attribution attribution) {
        findings().keySet().stream()
                .filter(which)
                .sorted(Comparator.comparing(FindingKey::toString))
                .toList()
                .forEach(key -> ledger.resolveForGood(key, cause, attribution));
    }

    private boolean isEvaluatedDifferently() {
        return reason.filter(EvaluationReason::mayChangeVerdicts).isPresent();
    }

    /** What the registry does not decide about is reported as in any sweep. */
    private Optional<EvaluationReason> reason(RuleMetadata metadata) {
        return reason.filter(
                why -> why != EvaluationReason.REGISTRY_CHANGED || OF_REGISTRY.contains(metadata.setting()));
    }

    /** A transition with a known recent actor is published at once, whatever the reason of the evaluation is. */
    private Attribution attribution(RuleMetadata metadata, Optional<RepositoryChange> setter) {
        return new Attribution(
                calls.latest(), setter, setter.isPresent() ? Optional.empty() : reason(metadata), Optional.empty());
    }

    /** Where the actor is not known, the event that names it may still arrive. */
    private Attribution attributionOfFailure(RuleMetadata metadata) {
        Attribution attribution = attribution(metadata, calls.setting(metadata));
        Optional<PendingAttribution> pending = evaluation
                .result()
                .filter(result -> attribution.setBy().isEmpty())
                .flatMap(result -> PendingAttribution.of(
                        metadata.setting(), result.repository(), before.lastEvaluated(), evaluation.asked()));
        return new Attribution(attribution.event(), attribution.setBy(), attribution.reason(), pending);
    }

    private static FindingKey key(RuleMetadata metadata, FindingKey.Kind kind) {
        return new FindingKey(metadata.id(), kind);
    }
}
