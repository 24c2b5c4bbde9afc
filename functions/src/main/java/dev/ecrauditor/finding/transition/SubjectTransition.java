package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ApiCall;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.finding.waiver.Waivers;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Waiver;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Computes the next record of a registry or a key from the previous one and an evaluation. Pure, like
 * {@link Transition}: a second evaluation of the same state adds no alert.
 */
public final class SubjectTransition {

    private final SubjectRecord before;
    private final SubjectEvaluation evaluation;
    private final Waivers waivers;
    private final FindingLedger ledger;
    private final Optional<EvaluationReason> reason;

    private SubjectTransition(SubjectRecord before, SubjectEvaluation evaluation, Terms terms) {
        this.before = before;
        this.evaluation = evaluation;
        this.waivers = new Waivers(terms.waivers(), before.subject(), evaluation.at());
        this.ledger = new FindingLedger(
                before,
                Instant.EPOCH,
                evaluation.at(),
                new FindingLedger.Terms(
                        new AcceptedFindings(new Reading.Absent<>(), terms.areSettingsKnown()), terms.reminders()));
        this.reason = reason(before, evaluation, terms.fingerprint());
    }

    /**
     * What is the same in every evaluation under one state of the settings.
     *
     * @param fingerprint the rules and settings of the evaluation; changes caused by a new one are published in a
     *     digest. Empty where changed rules are not detected
     * @param waivers of the settings
     * @param areSettingsKnown false while the settings cannot be read: then what a waiver covers stays so until its last
     *     day, unless a call is the cause
     * @param reminders how often people are reminded of open findings
     */
    public record Terms(
            Optional<RuleSetFingerprint> fingerprint,
            List<Waiver> waivers,
            boolean areSettingsKnown,
            Reminders reminders) {

        /** Changed rules are not detected, nothing is waived, and nobody is reminded. */
        public static final Terms NONE = new Terms(Optional.empty(), List.of(), true, Reminders.NONE);

        public Terms {
            waivers = List.copyOf(waivers);
        }
    }

    /**
     * The next record, one version on. A rule without a verdict in the evaluation keeps its finding.
     */
    public static TransitionResult apply(SubjectRecord before, SubjectEvaluation evaluation, Terms terms) {
        SubjectTransition transition = new SubjectTransition(before, evaluation, terms);
        Optional<RuleSetFingerprint> fingerprint = terms.fingerprint();
        evaluation
                .verdicts()
                .ifPresentOrElse(
                        verdicts -> verdicts.forEach(transition::applyVerdict),
                        () -> transition.endAll(key -> true, Cause.DELETED));
        fingerprint.ifPresent(
                known -> transition.endAll(key -> !known.ruleIds().contains(key.ruleId()), Cause.RULE_SWITCHED_OFF));
        return transition.next(fingerprint);
    }

    /** A subject that was never evaluated has no earlier rule set. */
    private static Optional<EvaluationReason> reason(
            SubjectRecord before, SubjectEvaluation evaluation, Optional<RuleSetFingerprint> fingerprint) {
        if (before.lastEvaluated().isPresent()) {
            return fingerprint.flatMap(now -> now.since(before.evaluatedBy()));
        }
        return evaluation.reason();
    }

    private void applyVerdict(RuleMetadata rule, Verdict verdict) {
        FindingKey violation = new FindingKey(rule.id(), FindingKey.Kind.VIOLATION);
        FindingKey gap = new FindingKey(rule.id(), FindingKey.Kind.COVERAGE_GAP);
        Optional<WaivedFailure> failure =
                verdict instanceof Verdict.Fail fail ? Optional.of(waivers.apply(rule.id(), fail)) : Optional.empty();
        if (failure.map(WaivedFailure::remaining).orElse(verdict) instanceof Verdict.Unknown unknown) {
            ledger.open(gap, rule.severity(), evidence(unknown), attribution(Optional.empty()));
        } else {
            ledger.resolve(gap, Cause.FIXED, attribution(Optional.empty()));
        }
        Optional<ApiCall> setBy = settingCall(rule);
        if (failure.isPresent()) {
            ledger.open(violation, failure.get(), attribution(setBy));
        } else if (!(verdict instanceof Verdict.Unknown)) {
            boolean isEvaluatedDifferently = setBy.isEmpty()
                    && reason.filter(why -> why != EvaluationReason.FIRST_SWEEP).isPresent();
            ledger.resolve(
                    violation, isEvaluatedDifferently ? Cause.SETTINGS_CHANGED : Cause.FIXED, attribution(setBy));
        }
    }

    private Evidence evidence(Verdict.Unknown unknown) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("could not be evaluated", unknown.reason());
        unknown.denied().ifPresent(call -> facts.putAll(call.facts()));
        return new Evidence("The rule could not be evaluated: " + unknown.sentence() + ".", facts)
                .fixedBy(unknown.denied()
                        .map(call -> DenialAdvice.of(
                                call,
                                before.subject().account(),
                                before.subject().region()))
                        .orElse(List.of()));
    }

    private void endAll(Predicate<FindingKey> which, Cause cause) {
        ledger.findings().keySet().stream()
                .filter(which)
                .sorted(Comparator.comparing(FindingKey::toString))
                .toList()
                .forEach(key -> ledger.resolveForGood(key, cause, attribution(Optional.empty())));
    }

    /** Of several calls that set what was read since the last evaluation, the latest. */
    private Optional<ApiCall> settingCall(RuleMetadata rule) {
        Instant last = before.lastEvaluated().orElse(Instant.EPOCH);
        return evaluation.calls().stream()
                .filter(call -> call.time().isAfter(last) && evaluation.cause().hasSet(call, rule.setting()))
                .max(Comparator.comparing(ApiCall::time));
    }

    private Attribution attribution(Optional<ApiCall> setBy) {
        Optional<ApiCall> latest = evaluation.calls().stream().max(Comparator.comparing(ApiCall::time));
        return new Attribution(latest, setBy, setBy.isPresent() ? Optional.empty() : reason, Optional.empty());
    }

    private TransitionResult next(Optional<RuleSetFingerprint> fingerprint) {
        List<AlertFacts> alerts = ledger.alerts();
        SubjectRecord next = before.toBuilder()
                .version(before.version() + 1)
                .findings(ledger.findings())
                .lastEvaluated(Optional.of(evaluation.at()))
                .deletedAt(evaluation.verdicts().isEmpty() ? Optional.of(evaluation.at()) : Optional.empty())
                .evaluatedBy(fingerprint.map(RuleSetFingerprint::mark).or(before::evaluatedBy))
                .build();
        return new TransitionResult(Transition.withOutbox(next, alerts, evaluation.at()), List.copyOf(alerts));
    }
}
