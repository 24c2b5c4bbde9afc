package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FindingState.Acceptance;
import dev.ecrauditor.finding.record.FindingState.TransitionHistory;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of one record while an evaluation is applied to them, and the resulting alerts. */
final class FindingLedger {

    private final SubjectRecord before;
    private final Instant at;
    private final AcceptedFindings accepted;
    private final Map<FindingKey, FindingState> findings;
    private final List<Emission> emitted = new ArrayList<>();
    private Instant incarnation;

    /**
     * @param incarnation the createdAt of the subject, which is part of every finding's id
     * @param at when the evaluation took place
     */
    FindingLedger(SubjectRecord before, Instant incarnation, Instant at) {
        this(before, incarnation, at, new AcceptedFindings(new Reading.Absent<>(), true));
    }

    /** @param accepted the findings of which nothing is reported */
    FindingLedger(SubjectRecord before, Instant incarnation, Instant at, AcceptedFindings accepted) {
        this.accepted = accepted;
        this.before = before;
        this.at = at;
        this.findings = new LinkedHashMap<>(before.findings());
        this.incarnation = incarnation;
    }

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

    void open(FindingKey key, Severity severity, Evidence evidence, Attribution attribution) {
        Optional<FindingState> known = Optional.ofNullable(findings.get(key));
        AcceptedFindings.Failure failure = new AcceptedFindings.Failure(
                key, severity, evidence, attribution.setBy().isPresent());
        Optional<Acceptance> acceptance =
                accepted.acceptance(before, new AcceptedFindings.Incarnation(incarnation, at), failure, known);
        if (acceptance.isPresent()) {
            findings.put(key, accepted(failure, known).accepted(acceptance));
            return;
        }
        String hash = FindingState.hash(evidence);
        boolean open = known.map(FindingState::open).orElse(false);
        boolean same = known.map(state -> state.evidenceHash().equals(hash) && state.severity() == severity)
                .orElse(false);
        if (known.isPresent() && open && same && known.get().isAccepted()) {
            endAcceptance(key, known.get(), evidence, attribution);
            return;
        }
        if (known.isPresent() && open && same) {
            confirm(key, known.get(), evidence, attribution);
            return;
        }
        FlapHistory flapHistory =
                known.map(FindingState::flapHistory).orElse(FlapHistory.NONE).with(at, Optional.empty());
        int number = known.map(FindingState::number).orElse(0) + 1;
        Instant setAt = attribution.setAt(at);
        Instant openedAt = open ? known.map(FindingState::openedAt).orElse(setAt) : setAt;
        AlertStatus status = open ? statusOfOpen(known) : number == 1 ? AlertStatus.OPENED : AlertStatus.REOPENED;
        List<PendingAttribution> pending =
                open ? known.map(FindingState::pending).orElse(List.of()) : List.of();
        FindingState next = new FindingState(
                true, openedAt, at, severity, hash, new TransitionHistory(number, flapHistory, pending));
        recordTransition(key, next, TransitionFacts.of(status, evidence.capped(), attribution));
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
        if (known.isUnreported()) {
            findings.put(key, known.resolved(at, cause));
        } else if (known.open()) {
            recordTransition(
                    key, known.resolved(at, cause), TransitionFacts.resolved(before.subject(), cause, attribution));
        } else if (known.flapHistory().isCalm(at)) {
            Cause last = known.flapHistory().resolvedBy().orElse(cause);
            settle(key, known, TransitionFacts.resolved(before.subject(), last, attribution));
        }
    }

    /** Resolves a finding for good if it is open or flapping: it cannot change again. */
    void resolveForGood(FindingKey key, Cause cause, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known != null && known.isUnreported()) {
            findings.put(key, known.resolved(at, cause));
        } else if (known != null && (known.open() || known.flapHistory().flapping())) {
            FindingState next = known.resolved(at, cause);
            emit(
                    key,
                    next.withFlapHistory(next.flapHistory().calmed()),
                    TransitionFacts.resolved(before.subject(), cause, attribution));
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

    /** The open state of an accepted finding; nothing is reported. */
    private FindingState accepted(AcceptedFindings.Failure failure, Optional<FindingState> known) {
        Optional<FindingState> open = known.filter(FindingState::open);
        if (open.filter(failure::isSameAs).isPresent()) {
            return open.get().evaluatedAt(at);
        }
        return new FindingState(
                true,
                open.map(FindingState::openedAt).orElse(at),
                at,
                failure.severity(),
                FindingState.hash(failure.evidence()),
                new TransitionHistory(
                        known.map(FindingState::number).orElse(0) + 1,
                        known.map(FindingState::flapHistory).orElse(FlapHistory.NONE)));
    }

    /** Reports a finding that is accepted no longer; in a digest, because a baseline ends for many at a time. */
    private void endAcceptance(FindingKey key, FindingState known, Evidence evidence, Attribution attribution) {
        Evidence ended = evidence.saying("It is no longer accepted by the baseline, which accepted it until "
                        + known.acceptance().orElseThrow().until() + ". " + evidence.summary())
                .capped();
        Attribution digest =
                Attribution.by(attribution.event()).withReason(Optional.of(EvaluationReason.CHANGED_SETTINGS));
        emit(
                key,
                known.evaluatedAt(at).confirmedState().accepted(Optional.empty()),
                TransitionFacts.of(statusOfOpen(Optional.of(known)), ended, digest));
    }

    private static AlertStatus statusOfOpen(Optional<FindingState> known) {
        return known.filter(FindingState::isUnreported).isPresent() ? AlertStatus.OPENED : AlertStatus.CHANGED;
    }

    private void confirm(FindingKey key, FindingState known, Evidence evidence, Attribution attribution) {
        if (known.flapHistory().isCalm(at)) {
            Evidence settled =
                    evidence.saying("It has settled: " + evidence.summary()).capped();
            settle(key, known, TransitionFacts.of(AlertStatus.CHANGED, settled, attribution));
        } else {
            findings.put(key, known.evaluatedAt(at));
        }
    }

    /** A transition: published, published as flapping, or not published while flapping. */
    private void recordTransition(FindingKey key, FindingState next, TransitionFacts news) {
        FindingState known = findings.get(key);
        boolean quiet = known != null
                && known.flapHistory().flapping()
                && !known.flapHistory().isCalm(at);
        if (quiet) {
            findings.put(key, next);
        } else {
            emit(key, next, next.flapHistory().flapping() ? news.flapping(next) : news);
        }
    }

    private void settle(FindingKey key, FindingState known, TransitionFacts news) {
        FindingState next = known.evaluatedAt(at).confirmedState();
        emit(key, next.withFlapHistory(known.flapHistory().calmed()), news.withoutPending());
    }

    private void emit(FindingKey key, FindingState next, TransitionFacts news) {
        findings.put(
                key,
                news.attribution()
                        .pending()
                        .map(pending -> next.awaiting(pending.of(next.number())))
                        .orElse(next));
        String alertId = key.findingId(before, incarnation) + "#" + next.number();
        emitted.add(new Emission(alertId, key, next, news));
    }

    /** One transition of one finding, without its place in the outbox. */
    private record Emission(String alertId, FindingKey key, FindingState state, TransitionFacts facts) {}
}
