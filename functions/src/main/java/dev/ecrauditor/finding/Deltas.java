package dev.ecrauditor.finding;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Evidence;
import dev.ecrauditor.rule.RuleCard;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of one record while a look is applied to them, and what of it has to be told. */
final class Deltas {

    private final SubjectRecord before;
    private final Observation seen;
    private final String remediationRole;
    private final Map<FindingKey, FindingState> findings;
    private final List<Told> told = new ArrayList<>();
    private Instant incarnation;

    Deltas(SubjectRecord before, Observation seen, String remediationRole) {
        this.before = before;
        this.seen = seen;
        this.remediationRole = remediationRole;
        this.findings = new LinkedHashMap<>(before.findings());
        this.incarnation = before.incarnation().orElse(createdAt());
    }

    Map<FindingKey, FindingState> findings() {
        return findings;
    }

    /** What has to be told, ordered by status and then by rule. */
    List<OutboxEntry> entries() {
        List<Told> ordered = new ArrayList<>(told);
        ordered.sort(Comparator.comparing(Told::status));
        List<OutboxEntry> entries = new ArrayList<>();
        for (Told one : ordered) {
            entries.add(one.facts(new Order(before.version() + 1, entries.size()), seen));
        }
        return entries;
    }

    void fails(RuleCard card, Verdict.Fail fail) {
        FindingKey key = new FindingKey(card.id(), FindingKey.Kind.VIOLATION);
        opens(key, fail.severity(), fail.evidence(), isCertain(card.setting()));
    }

    void passes(RuleCard card) {
        boolean certain = isCertain(card.setting());
        Cause cause = certain && isOurOwnDoing() ? Cause.REMEDIATED : Cause.FIXED;
        closes(new FindingKey(card.id(), FindingKey.Kind.VIOLATION), cause, certain);
    }

    void cannotSee(RuleCard card, Verdict.Unknown unknown) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("could not be judged", unknown.reason());
        unknown.missingPermission().ifPresent(permission -> facts.put("missing permission", permission));
        Evidence evidence = new Evidence("The rule could not be judged: " + unknown.reason() + ".", facts);
        opens(new FindingKey(card.id(), FindingKey.Kind.BLIND), card.severity(), evidence, false);
    }

    void seesAgain(RuleCard card) {
        closes(new FindingKey(card.id(), FindingKey.Kind.BLIND), Cause.FIXED, false);
    }

    /**
     * Whatever was open of the repository that was known before is resolved with it. Who deleted it is certain only while it is
     * still gone: where another one has been created since, there may have been more than one deletion.
     */
    void repositoryIsGone() {
        boolean certain = seen.judged().isEmpty()
                && isNewsSinceTheLastLook()
                && seen.event().map(RepositoryChange::kind).equals(Optional.of(ChangeKind.DELETE_REPOSITORY));
        findings.keySet().stream()
                .sorted(Comparator.comparing(FindingKey::toString))
                .toList()
                .forEach(key -> closes(key, Cause.DELETED, certain));
    }

    /** Starts over for a repository of the same name that was created since. */
    void forget() {
        findings.clear();
        incarnation = createdAt();
    }

    private Instant createdAt() {
        return seen.judged().map(judged -> judged.repository().createdAt()).orElse(seen.at());
    }

    private void opens(FindingKey key, Severity severity, Evidence evidence, boolean certain) {
        Optional<FindingState> known = Optional.ofNullable(findings.get(key));
        String hash = FindingKey.sha256(evidence.facts().toString());
        boolean open = known.map(FindingState::open).orElse(false);
        boolean same = known.map(state -> state.evidenceHash().equals(hash) && state.severity() == severity)
                .orElse(false);
        if (open && same) {
            findings.computeIfPresent(key, (unchanged, state) -> state.seen(seen.at()));
            return;
        }
        int number = known.map(FindingState::number).orElse(0) + 1;
        Instant setAt = certain ? seen.event().map(RepositoryChange::time).orElse(seen.at()) : seen.at();
        Instant openedAt = open ? known.map(FindingState::openedAt).orElse(setAt) : setAt;
        AlertStatus status = open ? AlertStatus.CHANGED : number == 1 ? AlertStatus.OPENED : AlertStatus.REOPENED;
        FindingState next = new FindingState(true, number, openedAt, seen.at(), severity, hash);
        findings.put(key, next);
        told.add(new Told(alertId(key, next), key, status, Optional.empty(), evidence.capped(), next, certain));
    }

    private void closes(FindingKey key, Cause cause, boolean certain) {
        Optional<FindingState> known = Optional.ofNullable(findings.get(key)).filter(FindingState::open);
        if (known.isEmpty()) {
            return;
        }
        FindingState next = known.get().resolved(seen.at());
        findings.put(key, next);
        Evidence evidence = new Evidence(
                switch (cause) {
                    case FIXED -> "The repository is as it should be again.";
                    case REMEDIATED -> "Remediation has put it right.";
                    case DELETED -> "The repository has been deleted.";
                },
                Map.of());
        told.add(new Told(alertId(key, next), key, AlertStatus.RESOLVED, Optional.of(cause), evidence, next, certain));
    }

    private String alertId(FindingKey key, FindingState state) {
        return key.findingId(before.subject().repository(), incarnation) + "#" + state.number();
    }

    /**
     * True when the event's call is known to have set what was read: it can set it, it set this value, and nobody has looked since
     * it was made.
     */
    private boolean isCertain(Setting setting) {
        return isNewsSinceTheLastLook()
                && seen.judged()
                        .map(Observation.Judged::repository)
                        .map(read -> seen.event()
                                        .map(event -> event.hasSet(setting, read))
                                        .orElse(false)
                                && (setting != Setting.SCANNING || read.repositoryFlagDecides()))
                        .orElse(false);
    }

    /**
     * CloudTrail tells times in whole seconds, so a call in the second of the last look may have been made before it. Not so our own
     * remediation: it acts because of that look.
     */
    private boolean isNewsSinceTheLastLook() {
        Instant lastLook = before.lastEvaluated().orElse(Instant.EPOCH);
        Instant known =
                isOurOwnDoing() ? lastLook.truncatedTo(ChronoUnit.SECONDS).minusMillis(1) : lastLook;
        return seen.event().map(event -> event.time().isAfter(known)).orElse(false);
    }

    private boolean isOurOwnDoing() {
        return seen.event()
                .flatMap(event -> event.actor().roleName())
                .map(remediationRole::equals)
                .orElse(false);
    }

    /** One transition of one finding, before it has its turn. */
    private record Told(
            String alertId,
            FindingKey key,
            AlertStatus status,
            Optional<Cause> cause,
            Evidence evidence,
            FindingState state,
            boolean certain) {

        AlertFacts facts(Order order, Observation seen) {
            return new AlertFacts(
                    alertId,
                    order,
                    key,
                    status,
                    cause,
                    state.severity(),
                    evidence,
                    state.openedAt(),
                    seen.at(),
                    seen.event().map(SeenEvent::of),
                    certain);
        }
    }
}
