package dev.ecrauditor.finding.transition;

import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SeenEvent;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.record.FlapHistory;

/** The findings of one record while a look is applied to them, and what of it has to be told. */
final class FindingLedger {

    private final SubjectRecord before;
    private final Instant at;
    private final Map<FindingKey, FindingState> findings;
    private final List<Told> told = new ArrayList<>();
    private Instant incarnation;

    /**
     * @param incarnation which of the subjects that had this name; it is part of every finding's id
     * @param at when we looked
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

    /** What has to be told, ordered by status and then by the order in which it was found. */
    List<OutboxEntry> entries() {
        List<Told> ordered = new ArrayList<>(told);
        ordered.sort(Comparator.comparing(Told::status));
        List<OutboxEntry> entries = new ArrayList<>();
        for (Told one : ordered) {
            entries.add(one.facts(new OutboxPosition(before.version() + 1, entries.size()), at));
        }
        return entries;
    }

    /** Starts over for another subject of the same name. */
    void forget(Instant newIncarnation) {
        findings.clear();
        incarnation = newIncarnation;
    }

    void opens(FindingKey key, Severity severity, Evidence evidence, Attribution sight) {
        Optional<FindingState> known = Optional.ofNullable(findings.get(key));
        String hash = hash(evidence);
        boolean open = known.map(FindingState::open).orElse(false);
        boolean same = known.map(state -> state.evidenceHash().equals(hash) && state.severity() == severity)
                .orElse(false);
        if (known.isPresent() && open && same) {
            confirms(key, known.get(), evidence, sight);
            return;
        }
        FlapHistory turns = known.map(FindingState::turns).orElse(FlapHistory.NONE).and(at, Optional.empty());
        int number = known.map(FindingState::number).orElse(0) + 1;
        Instant setAt = sight.setAt(at);
        Instant openedAt = open ? known.map(FindingState::openedAt).orElse(setAt) : setAt;
        AlertStatus status = open ? AlertStatus.CHANGED : number == 1 ? AlertStatus.OPENED : AlertStatus.REOPENED;
        List<PendingAttribution> pending =
                open ? known.map(FindingState::pending).orElse(List.of()) : List.of();
        FindingState next = new FindingState(true, number, openedAt, at, severity, hash, turns, pending);
        turns(key, next, new News(status, Optional.empty(), evidence.capped(), sight));
    }

    /** Confirms a finding that is open, whatever else is seen of it now; one that has become calm is told where it stands. */
    void stays(FindingKey key, Evidence evidence, Attribution sight) {
        FindingState known = findings.get(key);
        if (known != null && known.open()) {
            confirms(key, known, evidence, sight);
        }
    }

    /** Resolves a finding that is open; one that is not, and has become calm, is told where it stands. */
    void closes(FindingKey key, Cause cause, Attribution sight) {
        FindingState known = findings.get(key);
        if (known == null) {
            return;
        }
        if (known.open()) {
            News news = new News(AlertStatus.RESOLVED, Optional.of(cause), sentence(cause), sight);
            turns(key, known.resolved(at, cause), news);
        } else if (known.turns().isCalm(at)) {
            Cause last = known.turns().resolvedBy().orElse(cause);
            settles(key, known, new News(AlertStatus.RESOLVED, Optional.of(last), sentence(last), sight));
        }
    }

    /** Resolves for good what is open or was not told to its end: nothing of it can turn again. */
    void ends(FindingKey key, Cause cause, Attribution sight) {
        FindingState known = findings.get(key);
        if (known != null && (known.open() || known.turns().flapping())) {
            FindingState next = known.resolved(at, cause);
            News news = new News(AlertStatus.RESOLVED, Optional.of(cause), sentence(cause), sight);
            tells(key, next.withTurns(next.turns().calmed()), news);
        }
    }

    /** Tells who made a transition that was told, or is still to be told, without an actor. */
    void attributes(FindingKey key, PendingAttribution transition, Attribution sight) {
        FindingState known = findings.get(key);
        if (known == null) {
            return;
        }
        String alertId = key.findingId(before, incarnation) + "#" + transition.number();
        FindingState next = known.attributed(transition, sight.setAt(at));
        findings.put(key, next);
        Evidence evidence = new Evidence(
                "The event of the call that did this came after the alert was made.", Map.of("first alert", alertId));
        told.add(new Told(
                alertId + AlertFacts.ATTRIBUTED,
                key,
                next,
                new News(AlertStatus.ATTRIBUTED, Optional.empty(), evidence, sight)));
    }

    static String hash(Evidence evidence) {
        return FindingKey.sha256(evidence.facts().toString());
    }

    private void confirms(FindingKey key, FindingState known, Evidence evidence, Attribution sight) {
        if (known.turns().isCalm(at)) {
            Evidence settled =
                    evidence.saying("It has settled: " + evidence.summary()).capped();
            settles(key, known, new News(AlertStatus.CHANGED, Optional.empty(), settled, sight));
        } else {
            findings.put(key, known.seen(at));
        }
    }

    /** A transition: told, or the first of many that are told as one, or one of those that are not told. */
    private void turns(FindingKey key, FindingState next, News news) {
        FindingState known = findings.get(key);
        boolean quiet =
                known != null && known.turns().flapping() && !known.turns().isCalm(at);
        if (quiet) {
            findings.put(key, next);
        } else {
            tells(key, next, next.turns().flapping() ? flapping(next, news) : news);
        }
    }

    private void settles(FindingKey key, FindingState known, News news) {
        FindingState next = known.seen(at).told();
        tells(key, next.withTurns(known.turns().calmed()), news.withoutPending());
    }

    private void tells(FindingKey key, FindingState next, News news) {
        findings.put(
                key,
                news.sight()
                        .pending()
                        .map(pending -> next.awaiting(pending.of(next.number())))
                        .orElse(next));
        String alertId = key.findingId(before, incarnation) + "#" + next.number();
        told.add(new Told(alertId, key, next, news));
    }

    private static News flapping(FindingState next, News news) {
        Map<String, String> facts = new LinkedHashMap<>(news.evidence().facts());
        String times = next.turns().recent().stream().map(Instant::toString).collect(Collectors.joining(", "));
        facts.put("changes were seen at", times);
        String summary = "It has changed " + FlapHistory.TOO_MANY + " times within an hour and is "
                + (next.open() ? "open" : "resolved") + " now; it is told again when it has been calm for "
                + FlapHistory.CALM.toMinutes() + " minutes. " + news.evidence().summary();
        Evidence evidence = new Evidence(summary, facts, news.evidence().fix()).capped();
        return new News(AlertStatus.FLAPPING, Optional.empty(), evidence, news.sight());
    }

    private Evidence sentence(Cause cause) {
        boolean coverage = before.subject().kind() == Subject.Kind.COVERAGE;
        return new Evidence(
                switch (cause) {
                    case FIXED ->
                        coverage ? "The auditor can read it again." : "The repository is as it should be again.";
                    case REMEDIATED -> "Remediation has put it right.";
                    case DELETED -> "The repository has been deleted.";
                    case RULE_SWITCHED_OFF -> "This version of the auditor no longer has the rule.";
                    case SETTINGS_CHANGED ->
                        "Judged by the auditor's present rules and settings it is as it should be.";
                },
                Map.of());
    }

    /** What is to be said of a transition. */
    private record News(AlertStatus status, Optional<Cause> cause, Evidence evidence, Attribution sight) {

        /** The same where nothing has changed, so that no later event can be the one that did it. */
        News withoutPending() {
            return new News(
                    status,
                    cause,
                    evidence,
                    new Attribution(sight.event(), sight.setBy(), sight.occasion(), Optional.empty()));
        }
    }

    /** One transition of one finding, before it has its turn. */
    private record Told(String alertId, FindingKey key, FindingState state, News news) {

        AlertStatus status() {
            return news.status();
        }

        AlertFacts facts(OutboxPosition order, Instant at) {
            return new AlertFacts(
                    alertId,
                    order,
                    key,
                    news.status(),
                    news.cause(),
                    state.severity(),
                    news.evidence(),
                    state.openedAt(),
                    at,
                    news.sight().event().map(SeenEvent::of),
                    news.sight().setBy().map(SeenEvent::of),
                    news.sight().occasion(),
                    Optional.empty(),
                    List.of());
        }
    }
}
