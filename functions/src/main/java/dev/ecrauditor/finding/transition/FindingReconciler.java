package dev.ecrauditor.finding.transition;

import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.repository.DeniedCall;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.evidence.DenialAdvice;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.PendingAttribution;
import dev.ecrauditor.finding.record.SeenEvent;
import dev.ecrauditor.finding.record.SubjectRecord;

/** From the verdicts of one look at a repository to its findings, each with who did it where that is certain. */
final class FindingReconciler {

    private static final Comparator<RepositoryChange> BY_TIME = Comparator.comparing(RepositoryChange::time);

    private final SubjectRecord before;
    private final Evaluation seen;
    private final String remediationRole;
    private final Optional<EvaluationReason> occasion;
    private final FindingLedger ledger;

    /**
     * @param occasion why verdicts may differ from the last look's without a call
     */
    FindingReconciler(SubjectRecord before, Evaluation seen, String remediationRole, Optional<EvaluationReason> occasion) {
        this.before = before;
        this.seen = seen;
        this.remediationRole = remediationRole;
        this.occasion = occasion;
        this.ledger = new FindingLedger(before, before.incarnation().orElse(createdAt()), seen.at());
    }

    Map<FindingKey, FindingState> findings() {
        return ledger.findings();
    }

    /** What has to be told, ordered by status and then by rule. */
    List<OutboxEntry> entries() {
        return ledger.entries();
    }

    /** What was open before this look and had no actor gets one, where an event of this look is certain to be the one. */
    void attribute() {
        before.incarnation()
                .ifPresent(repository -> before.findings()
                        .forEach((key, state) -> state.pending()
                                .forEach(transition -> transition
                                        .actor(
                                                seen.events(),
                                                repository,
                                                seen.judged().map(Evaluation.Judged::repository))
                                        .map(event -> new Attribution(
                                                latestEvent(), Optional.of(event), Optional.empty(), Optional.empty()))
                                        .ifPresent(sight -> ledger.attributes(key, transition, sight)))));
    }

    void fails(RuleMetadata card, Verdict.Fail fail) {
        ledger.opens(key(card, FindingKey.Kind.VIOLATION), fail.severity(), fail.evidence(), failing(card));
    }

    void passes(RuleMetadata card) {
        Optional<RepositoryChange> setter = setter(card);
        Cause cause = setter.filter(this::isOurOwnDoing).isPresent()
                ? Cause.REMEDIATED
                : setter.isEmpty() && isOtherwiseJudged() ? Cause.SETTINGS_CHANGED : Cause.FIXED;
        ledger.closes(key(card, FindingKey.Kind.VIOLATION), cause, sight(setter));
    }

    void cannotSee(RuleMetadata card, Verdict.Unknown unknown) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("could not be judged", unknown.reason());
        unknown.denied().ifPresent(call -> facts.putAll(call.facts()));
        Evidence evidence = new Evidence("The rule could not be judged: " + unknown.sentence() + ".", facts)
                .fixedBy(unknown.denied().map(this::advice).orElse(List.of()));
        ledger.opens(key(card, FindingKey.Kind.BLIND), card.severity(), evidence, sight(Optional.empty()));
    }

    private List<String> advice(DeniedCall call) {
        return seen.judged()
                .map(judged -> DenialAdvice.of(call, judged.repository().arn()))
                .orElse(List.of());
    }

    void seesAgain(RuleMetadata card) {
        ledger.closes(key(card, FindingKey.Kind.BLIND), Cause.FIXED, sight(Optional.empty()));
    }

    /**
     * Whatever was open of the repository that was known before is resolved with it. Who deleted it is certain only while it is
     * still gone: where another one has been created since, there may have been more than one deletion.
     */
    void repositoryIsGone() {
        Optional<RepositoryChange> deletion = seen.judged().isPresent()
                ? Optional.empty()
                : latest(event -> event.kind() == ChangeKind.DELETE_REPOSITORY && isNewsSinceTheLastLook(event));
        endAll(key -> true, Cause.DELETED, new Attribution(latestEvent(), deletion, Optional.empty(), Optional.empty()));
    }

    /** Findings of rules that are no more would stay open for ever. */
    void onlyRulesAre(Set<String> ruleIds) {
        endAll(key -> !ruleIds.contains(key.ruleId()), Cause.RULE_SWITCHED_OFF, sight(Optional.empty()));
    }

    /** Starts over for a repository of the same name that was created since. */
    void forget() {
        ledger.forget(createdAt());
    }

    /** The calls of others that switched scanning off, whatever has become of it since; the oldest first. */
    List<SeenEvent> switchedOff() {
        return seen.events().stream()
                .filter(event -> event.kind() == ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION
                        && event.scanOnPush().equals(Optional.of(false))
                        && !isOurOwnDoing(event))
                .sorted(BY_TIME)
                .map(SeenEvent::of)
                .toList();
    }

    private void endAll(Predicate<FindingKey> which, Cause cause, Attribution sight) {
        findings().keySet().stream()
                .filter(which)
                .sorted(Comparator.comparing(FindingKey::toString))
                .toList()
                .forEach(key -> ledger.ends(key, cause, sight));
    }

    private Instant createdAt() {
        return seen.judged().map(judged -> judged.repository().createdAt()).orElse(seen.at());
    }

    private boolean isOtherwiseJudged() {
        return occasion.filter(why -> why != EvaluationReason.FIRST_SIGHT).isPresent();
    }

    /** What somebody is known to have done just now is told at once, whatever else the occasion is. */
    private Attribution sight(Optional<RepositoryChange> setter) {
        return new Attribution(latestEvent(), setter, setter.isPresent() ? Optional.empty() : occasion, Optional.empty());
    }

    /** Where nobody is known to have done it, the event that tells may still come. */
    private Attribution failing(RuleMetadata card) {
        Attribution sight = sight(setter(card));
        Optional<PendingAttribution> pending = seen.judged()
                .filter(judged -> sight.setBy().isEmpty())
                .flatMap(judged -> PendingAttribution.of(
                        card.setting(), judged.repository(), before.lastEvaluated(), seen.asked()));
        return new Attribution(sight.event(), sight.setBy(), sight.occasion(), pending);
    }

    /**
     * The call that is known to have set what was read, of several the latest: it can set it, it set this value, and nobody has
     * looked since it was made.
     */
    private Optional<RepositoryChange> setter(RuleMetadata card) {
        if (seen.judged().isEmpty()) {
            return Optional.empty();
        }
        RepositorySnapshot read = seen.judged().get().repository();
        boolean callsDecide = card.setting() != Setting.SCANNING || read.repositoryFlagDecides();
        return callsDecide
                ? latest(event -> isNewsSinceTheLastLook(event) && event.hasSet(card.setting(), read))
                : Optional.empty();
    }

    private Optional<RepositoryChange> latestEvent() {
        return latest(event -> true);
    }

    private Optional<RepositoryChange> latest(Predicate<RepositoryChange> which) {
        return seen.events().stream().filter(which).max(BY_TIME);
    }

    /**
     * CloudTrail tells times in whole seconds, so a call in the second of the last look may have been made before it. Not so our own
     * remediation: it acts because of that look.
     */
    private boolean isNewsSinceTheLastLook(RepositoryChange event) {
        Instant lastLook = before.lastEvaluated().orElse(Instant.EPOCH);
        Instant known =
                isOurOwnDoing(event) ? lastLook.truncatedTo(ChronoUnit.SECONDS).minusMillis(1) : lastLook;
        return event.time().isAfter(known);
    }

    private boolean isOurOwnDoing(RepositoryChange event) {
        return event.actor().roleName().equals(Optional.of(remediationRole));
    }

    private static FindingKey key(RuleMetadata card, FindingKey.Kind kind) {
        return new FindingKey(card.id(), kind);
    }
}
