package dev.ecrauditor.remediation;

import static java.util.Objects.requireNonNull;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one evaluation of a repository means for remediation: a request, or an alert that remediation is suspended. */
public final class RemediationDecision {

    private final Settings settings;
    private final SubjectRecord before;
    private final Evaluation.Result result;
    private final Instant at;

    /** @param before the record of the evaluated repository; {@link SubjectRecord#notEvaluated} for one created anew */
    public RemediationDecision(Settings settings, SubjectRecord before, Evaluation.Result result, Instant at) {
        this.settings = settings;
        this.before = before;
        this.result = result;
        this.at = at;
    }

    /**
     * What was decided.
     *
     * @param record the record with its remediation state, and with the emitted entry in its outbox
     * @param emitted a request, or an alert that remediation is suspended
     */
    public record Decision(SubjectRecord record, Optional<OutboxEntry> emitted) {

        private static Decision nothing(SubjectRecord record) {
            return new Decision(record, Optional.empty());
        }
    }

    /**
     * Decides.
     *
     * @param next the record with its findings and all its other outbox entries
     * @param switchedOff the calls of others that switched scanning off, the oldest first
     * @param position the place of what may be emitted
     */
    public Decision decide(SubjectRecord next, List<EventSummary> switchedOff, OutboxPosition position) {
        Optional<Map.Entry<RuleMetadata, Verdict>> scanning = result.verdicts().entrySet().stream()
                .filter(verdict -> verdict.getKey().setting() == Setting.SCANNING)
                .findFirst();
        if (scanning.isEmpty()) {
            return Decision.nothing(next);
        }
        FindingKey key = new FindingKey(scanning.get().getKey().id(), FindingKey.Kind.VIOLATION);
        RemediationState state = next.remediation();
        for (EventSummary call : switchedOff) {
            state = state.reverted(call.actor().arn(), call.time());
        }
        Verdict verdict = scanning.get().getValue();
        if (!next.isOpen(key)) {
            return Decision.nothing(next.withRemediation(
                    verdict instanceof Verdict.Pass && hasLasted(key, state) ? state.resume() : state));
        }
        boolean off = verdict instanceof Verdict.Fail && result.repository().repositoryFlagDecides();
        if (!off) {
            return Decision.nothing(next.withRemediation(state));
        }
        boolean opened = !before.isOpen(key);
        boolean undone =
                state.lastAttempt().map(attempt -> attempt.hasSettled(at)).orElse(false);
        return decide(next.withRemediation(opened || undone ? state.reverted(at) : state), key, position);
    }

    private Decision decide(SubjectRecord record, FindingKey key, OutboxPosition position) {
        RemediationState state = record.remediation();
        if (record.isAccepted(key)
                || settings.veto(key.ruleId(), result.repository().arn(), at).isPresent()) {
            return Decision.nothing(record);
        }
        return switch (settings.mode(record.subject().account())) {
            case OFF -> Decision.nothing(record);
            case DRY_RUN ->
                state.mayPlan(at) && !state.hasPlanned(finding(record, key).openedAt())
                        ? request(record, key, position)
                        : Decision.nothing(record);
            case ON -> {
                if (state.mayBegin(at)) {
                    yield request(record, key, position);
                }
                yield state.suspended() || state.isUndecided(at)
                        ? Decision.nothing(record)
                        : suspend(record, key, position);
            }
        };
    }

    /** Scanning was found on, and still is long after. */
    private boolean hasLasted(FindingKey key, RemediationState state) {
        FindingState closed = before.findings().get(key);
        return state.suspended()
                && closed != null
                && Duration.between(closed.lastEvaluated(), at).compareTo(RemediationState.WINDOW) >= 0;
    }

    private static FindingState finding(SubjectRecord record, FindingKey key) {
        return requireNonNull(record.findings().get(key));
    }

    private Decision request(SubjectRecord record, FindingKey key, OutboxPosition position) {
        int attempt = record.remediation().done() + 1;
        Instant incarnation = result.repository().createdAt();
        RemediationRequest request = new RemediationRequest(
                key.findingId(record, incarnation) + "@" + attempt,
                position,
                Subject.of(result.repository().arn()),
                key,
                incarnation,
                attempt);
        boolean isWaiting =
                record.outbox().stream().anyMatch(entry -> entry.id().equals(request.id()));
        return isWaiting ? Decision.nothing(record) : new Decision(record.withMore(request, at), Optional.of(request));
    }

    private Decision suspend(SubjectRecord record, FindingKey key, OutboxPosition position) {
        FindingState reported = finding(record, key).confirmedState();
        String findingId = key.findingId(record, result.repository().createdAt());
        AlertFacts facts = AlertFacts.of(findingId + "#" + reported.number(), key, AlertStatus.SUSPENDED)
                .position(position)
                .severity(reported.severity())
                .evidence(evidence(record.remediation()).capped())
                .openedAt(reported.openedAt())
                .at(at)
                .build();
        SubjectRecord suspended = record.withRemediation(record.remediation().suspend())
                .withFinding(key, reported)
                .withMore(facts, at);
        return new Decision(suspended, Optional.of(facts));
    }

    private static Evidence evidence(RemediationState state) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "attempts begun at",
                state.attempts().stream().map(Instant::toString).collect(Collectors.joining(", ")));
        if (!state.reverts().isEmpty()) {
            facts.put(
                    "switched off again by",
                    state.reverts().stream()
                            .map(revert -> who(revert) + " at " + revert.at())
                            .collect(Collectors.joining(", ")));
        }
        if (!state.isReverted()) {
            return new Evidence(
                    state.attempts().size()
                            + " attempts within 24 hours have not kept scanning on, and the last one failed; from now on one a day is made, and only its success is reported.",
                    facts);
        }
        facts.put("resumes", "when scanning has been on for 24 hours, or for a repository created anew");
        facts.put("if it is meant to be off", "exclude the repository in the settings, or tag it");
        String last = state.reverts().isEmpty()
                ? "Somebody"
                : who(state.reverts().get(state.reverts().size() - 1));
        return new Evidence(
                last + " keeps reverting this: scanning was switched on and is off again after "
                        + state.attempts().size() + " attempts within 24 hours; remediation writes no more.",
                facts);
    }

    private static String who(RemediationState.Revert revert) {
        return revert.who().orElse("an unknown caller");
    }
}
