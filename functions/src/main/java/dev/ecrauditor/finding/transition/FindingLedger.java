package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.waiver.WaivedFailure;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Reminders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of one record while an evaluation is applied to them, and the resulting alerts. */
final class FindingLedger {

    private static final AcceptedFindings NOTHING_ACCEPTED = new AcceptedFindings(new Reading.Absent<>(), true);

    private final SubjectRecord before;
    private final Instant at;
    private final Terms terms;
    private final Map<FindingKey, FindingState> findings;
    private final List<Emission> emitted = new ArrayList<>();
    private Instant incarnation;

    /**
     * @param incarnation the createdAt of the subject, which is part of every finding's id
     * @param at when the evaluation took place
     */
    FindingLedger(SubjectRecord before, Instant incarnation, Instant at, Reminders reminders) {
        this(before, incarnation, at, new Terms(NOTHING_ACCEPTED, reminders));
    }

    FindingLedger(SubjectRecord before, Instant incarnation, Instant at, Terms terms) {
        this.terms = terms;
        this.before = before;
        this.at = at;
        this.findings = new LinkedHashMap<>(before.findings());
        this.incarnation = incarnation;
    }

    /**
     * What the settings say about reports.
     *
     * @param accepted the findings of which nothing is reported
     * @param reminders how often people are reminded of the others
     */
    record Terms(AcceptedFindings accepted, Reminders reminders) {}

    Map<FindingKey, FindingState> findings() {
        return findings;
    }

    /** The new alerts, ordered by status and then by the order in which they were found. */
    List<AlertFacts> alerts() {
        List<Emission> ordered = new ArrayList<>(emitted);
        ordered.sort(Comparator.comparing(emission -> emission.facts().status()));
        List<AlertFacts> alerts = new ArrayList<>();
        for (Emission one : ordered) {
            alerts.add(one.facts()
                    .alert(one.alertId(), one.key(), one.state())
                    .position(new OutboxPosition(before.version() + 1, alerts.size()))
                    .at(at)
                    .build());
        }
        return alerts;
    }

    /** Starts over for another incarnation of the subject. */
    void forget(Instant newIncarnation) {
        findings.clear();
        incarnation = newIncarnation;
    }

    /** Opens a finding that no waiver covers. */
    void open(FindingKey key, Severity severity, Evidence evidence, Attribution attribution) {
        open(key, WaivedFailure.nothing(new Verdict.Fail(severity, evidence)), attribution);
    }

    /** Opens a finding, or records that it is still open; what a baseline or a waiver accepts is not reported. */
    void open(FindingKey key, WaivedFailure failure, Attribution attribution) {
        Optional<FindingState> known = known(key);
        AcceptedFindings.Decision decision = terms.accepted()
                .decide(
                        before,
                        new AcceptedFindings.Incarnation(incarnation, at),
                        new AcceptedFindings.Failure(
                                key, failure, attribution.setBy().isPresent()),
                        known);
        if (decision.isUnchanged() && known.isPresent()) {
            findings.put(key, known.get().evaluatedAt(at));
            return;
        }
        FailureReport report = new FailureReport(this, key, failure, attribution);
        if (decision.acceptance().isPresent()) {
            report.accept(decision);
        } else {
            report.report(decision.waiver());
        }
    }

    /** Confirms an open finding, whatever its evidence is now; the state of one that has become calm is published. */
    void confirmOpen(FindingKey key, Evidence evidence, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known != null && known.open()) {
            confirm(key, known, evidence, attribution);
        }
    }

    /** Resolves an open finding; the state of a resolved one that has become calm is published. */
    void resolve(FindingKey key, Cause cause, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known == null) {
            return;
        }
        if (known.isSilent()) {
            findings.put(key, known.resolvedSilently(at, cause));
        } else if (known.open()) {
            recordTransition(
                    key,
                    known.resolved(at, cause),
                    TransitionFacts.resolved(before.subject(), key, cause, attribution));
        } else if (known.flapHistory().isCalm(at)) {
            Cause last = known.flapHistory().resolvedBy().orElse(cause);
            settle(key, known, TransitionFacts.resolved(before.subject(), key, last, attribution));
        }
    }

    /** Resolves a finding for good if it is open or flapping: it cannot change again. */
    void resolveForGood(FindingKey key, Cause cause, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known != null && known.isSilent()) {
            findings.put(key, known.resolvedSilently(at, cause));
        } else if (known != null && (known.open() || known.flapHistory().flapping())) {
            FindingState next = known.resolved(at, cause);
            emit(
                    key,
                    next.withFlapHistory(next.flapHistory().calmed()),
                    TransitionFacts.resolved(before.subject(), key, cause, attribution));
        }
    }

    /** Names the actor of a transition that was, or is still to be, published without one. */
    void attribute(FindingKey key, PendingAttribution transition, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known == null) {
            return;
        }
        String alertId = key.findingId(before, incarnation) + "#" + transition.number();
        FindingState next = known.attributed(transition, attribution.setAt(at));
        findings.put(key, next);
        Evidence evidence = new Evidence(
                "The event of the call arrived after the alert was created.", Map.of("first alert", alertId));
        emitted.add(new Emission(
                alertId + AlertFacts.ATTRIBUTED,
                key,
                next,
                TransitionFacts.of(AlertStatus.ATTRIBUTED, evidence, attribution)));
    }

    /** The state of a finding so far. */
    Optional<FindingState> known(FindingKey key) {
        return Optional.ofNullable(findings.get(key));
    }

    /** What the evaluation before said of a failure that opens now; nothing at the first, or where it could not say. */
    Map<String, String> evaluationBefore(FindingKey key) {
        boolean isSame =
                before.incarnation().filter(known -> !known.equals(incarnation)).isEmpty();
        boolean wasUnknown = before.isOpen(new FindingKey(key.ruleId(), FindingKey.Kind.COVERAGE_GAP));
        return before.lastEvaluated()
                .filter(last -> isSame && !wasUnknown && key.kind() == FindingKey.Kind.VIOLATION)
                .map(last -> Map.of("last evaluation without this", last.toString()))
                .orElse(Map.of());
    }

    /** When the evaluation took place. */
    Instant at() {
        return at;
    }

    void confirm(FindingKey key, FindingState known, Evidence evidence, Attribution attribution) {
        if (known.flapHistory().isCalm(at)) {
            Evidence settled =
                    evidence.saying("It has settled: " + evidence.summary()).capped();
            settle(key, known, TransitionFacts.of(AlertStatus.CHANGED, settled, attribution));
            return;
        }
        FindingState confirmed = known.evaluatedAt(at);
        findings.put(key, confirmed);
        if (!known.flapHistory().flapping() && !isUnpublished(key)) {
            terms.reminders()
                    .due(known.severity(), known.toldAt(), at)
                    .ifPresent(counted ->
                            emit(key, confirmed.confirmedState(), TransitionFacts.stillOpen(evidence), counted));
        }
    }

    /** Whether an earlier alert about it still waits: then a reminder tells nothing that nobody has been told. */
    private boolean isUnpublished(FindingKey key) {
        return before.outbox().stream()
                .anyMatch(entry ->
                        entry instanceof AlertFacts facts && facts.finding().equals(key));
    }

    /** A transition: published, published as flapping, or not published while flapping. */
    void recordTransition(FindingKey key, FindingState next, TransitionFacts news) {
        if (isQuiet(key)) {
            findings.put(key, next);
        } else {
            emit(key, next, next.flapHistory().flapping() ? news.flapping(next) : news);
        }
    }

    /** Whether no transition is published now, because the finding is flapping. */
    boolean isQuiet(FindingKey key) {
        return known(key)
                .map(FindingState::flapHistory)
                .filter(history -> history.flapping() && !history.isCalm(at))
                .isPresent();
    }

    private void settle(FindingKey key, FindingState known, TransitionFacts news) {
        FindingState next = known.evaluatedAt(at).confirmedState();
        emit(key, next.withFlapHistory(known.flapHistory().calmed()), news.withoutPending());
    }

    /** Publishes a transition. */
    void emit(FindingKey key, FindingState next, TransitionFacts news) {
        emit(key, next, news, at);
    }

    /** @param counted from when the time until the next reminder counts */
    private void emit(FindingKey key, FindingState next, TransitionFacts news, Instant counted) {
        FindingState told = next.told(counted);
        findings.put(
                key,
                news.attribution()
                        .pending()
                        .map(pending -> told.awaiting(pending.of(told.number())))
                        .orElse(told));
        String alertId = key.findingId(before, incarnation) + "#" + next.number();
        emitted.add(new Emission(alertId, key, next, news));
    }

    /** One transition of one finding, without its place in the outbox. */
    private record Emission(String alertId, FindingKey key, FindingState state, TransitionFacts facts) {}
}
