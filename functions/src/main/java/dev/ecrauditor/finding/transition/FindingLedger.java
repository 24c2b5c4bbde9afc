package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SeenEvent;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The findings of one record while an evaluation is applied to them, and the resulting outbox entries. */
final class FindingLedger {

    private final SubjectRecord before;
    private final Instant at;
    private final Map<FindingKey, FindingState> findings;
    private final List<Emission> emitted = new ArrayList<>();
    private Instant incarnation;

    /**
     * @param incarnation the createdAt of the subject, which is part of every finding's id
     * @param at when the evaluation took place
     */
    FindingLedger(SubjectRecord before, Instant incarnation, Instant at) {
        this.before = before;
        this.at = at;
        this.findings = new LinkedHashMap<>(before.findings());
        this.incarnation = incarnation;
    }

    Map<FindingKey, FindingState> findings() {
        return findings;
    }

    /** The new outbox entries, ordered by status and then by the order in which they were found. */
    List<OutboxEntry> entries() {
        List<Emission> ordered = new ArrayList<>(emitted);
        ordered.sort(Comparator.comparing(Emission::status));
        List<OutboxEntry> entries = new ArrayList<>();
        for (Emission one : ordered) {
            entries.add(one.facts(new OutboxPosition(before.version() + 1, entries.size()), at));
        }
        return entries;
    }

    /** Starts over for another incarnation of the subject. */
    void forget(Instant newIncarnation) {
        findings.clear();
        incarnation = newIncarnation;
    }

    void open(FindingKey key, Severity severity, Evidence evidence, Attribution attribution) {
        Optional<FindingState> known = Optional.ofNullable(findings.get(key));
        String hash = hash(evidence);
        boolean open = known.map(FindingState::open).orElse(false);
        boolean same = known.map(state -> state.evidenceHash().equals(hash) && state.severity() == severity)
                .orElse(false);
        if (known.isPresent() && open && same) {
            confirm(key, known.get(), evidence, attribution);
            return;
        }
        FlapHistory flapHistory =
                known.map(FindingState::flapHistory).orElse(FlapHistory.NONE).with(at, Optional.empty());
        int number = known.map(FindingState::number).orElse(0) + 1;
        Instant setAt = attribution.setAt(at);
        Instant openedAt = open ? known.map(FindingState::openedAt).orElse(setAt) : setAt;
        AlertStatus status = open ? AlertStatus.CHANGED : number == 1 ? AlertStatus.OPENED : AlertStatus.REOPENED;
        List<PendingAttribution> pending =
                open ? known.map(FindingState::pending).orElse(List.of()) : List.of();
        FindingState next = new FindingState(true, number, openedAt, at, severity, hash, flapHistory, pending);
        recordTransition(key, next, new TransitionFacts(status, Optional.empty(), evidence.capped(), attribution));
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
        if (known.open()) {
            TransitionFacts news =
                    new TransitionFacts(AlertStatus.RESOLVED, Optional.of(cause), sentence(cause), attribution);
            recordTransition(key, known.resolved(at, cause), news);
        } else if (known.flapHistory().isCalm(at)) {
            Cause last = known.flapHistory().resolvedBy().orElse(cause);
            settle(
                    key,
                    known,
                    new TransitionFacts(AlertStatus.RESOLVED, Optional.of(last), sentence(last), attribution));
        }
    }

    /** Resolves a finding for good if it is open or flapping: it cannot change again. */
    void resolveForGood(FindingKey key, Cause cause, Attribution attribution) {
        FindingState known = findings.get(key);
        if (known != null && (known.open() || known.flapHistory().flapping())) {
            FindingState next = known.resolved(at, cause);
            TransitionFacts news =
                    new TransitionFacts(AlertStatus.RESOLVED, Optional.of(cause), sentence(cause), attribution);
            emit(key, next.withFlapHistory(next.flapHistory().calmed()), news);
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
                new TransitionFacts(AlertStatus.ATTRIBUTED, Optional.empty(), evidence, attribution)));
    }

    static String hash(Evidence evidence) {
        return FindingKey.sha256(evidence.facts().toString());
    }

    private void confirm(FindingKey key, FindingState known, Evidence evidence, Attribution attribution) {
        if (known.flapHistory().isCalm(at)) {
            Evidence settled =
                    evidence.saying("It has settled: " + evidence.summary()).capped();
            settle(key, known, new TransitionFacts(AlertStatus.CHANGED, Optional.empty(), settled, attribution));
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
            emit(key, next, next.flapHistory().flapping() ? flapping(next, news) : news);
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

    private static TransitionFacts flapping(FindingState next, TransitionFacts news) {
        Map<String, String> facts = new LinkedHashMap<>(news.evidence().facts());
        String times =
                next.flapHistory().recent().stream().map(Instant::toString).collect(Collectors.joining(", "));
        facts.put("changes were seen at", times);
        String summary = "It has changed " + FlapHistory.TOO_MANY + " times within an hour and is "
                + (next.open() ? "open" : "resolved") + " now; it is reported again when it has not changed for "
                + FlapHistory.CALM.toMinutes() + " minutes. " + news.evidence().summary();
        Evidence evidence = new Evidence(summary, facts, news.evidence().fix()).capped();
        return new TransitionFacts(AlertStatus.FLAPPING, Optional.empty(), evidence, news.attribution());
    }

    private Evidence sentence(Cause cause) {
        boolean coverage = before.subject().kind() == Subject.Kind.COVERAGE;
        return new Evidence(
                switch (cause) {
                    case FIXED ->
                        coverage ? "The auditor can read the account again." : "The repository is compliant again.";
                    case REMEDIATED -> "Remediation has corrected it.";
                    case DELETED -> "The repository has been deleted.";
                    case RULE_SWITCHED_OFF ->
                        "The settings switch the rule off, or this version of the auditor no longer has it.";
                    case SETTINGS_CHANGED -> "By the auditor's present rules and settings the repository is compliant.";
                },
                Map.of());
    }

    /** The content of a transition's alert. */
    private record TransitionFacts(
            AlertStatus status, Optional<Cause> cause, Evidence evidence, Attribution attribution) {

        /** The same without a pending attribution, because nothing has changed. */
        TransitionFacts withoutPending() {
            return new TransitionFacts(
                    status,
                    cause,
                    evidence,
                    new Attribution(attribution.event(), attribution.setBy(), attribution.reason(), Optional.empty()));
        }
    }

    /** One transition of one finding, without its place in the outbox. */
    private record Emission(String alertId, FindingKey key, FindingState state, TransitionFacts facts) {

        AlertStatus status() {
            return facts.status();
        }

        AlertFacts facts(OutboxPosition order, Instant at) {
            return new AlertFacts(
                    alertId,
                    order,
                    key,
                    facts.status(),
                    facts.cause(),
                    state.severity(),
                    facts.evidence(),
                    state.openedAt(),
                    at,
                    facts.attribution().event().map(SeenEvent::of),
                    facts.attribution().setBy().map(SeenEvent::of),
                    facts.attribution().reason(),
                    Optional.empty(),
                    List.of());
        }
    }
}
