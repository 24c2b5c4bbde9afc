package dev.ecrauditor.remediation;

import static java.util.Objects.requireNonNull;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.finding.record.SeenEvent;
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
     * The record with its remediation state, and with a request or a SUSPENDED alert in its outbox.
     *
     * @param next the record with its findings and all its other outbox entries
     * @param switchedOff the calls of others that switched scanning off, the oldest first
     */
    public SubjectRecord decide(SubjectRecord next, List<SeenEvent> switchedOff) {
        Optional<Map.Entry<RuleMetadata, Verdict>> scanning = result.verdicts().entrySet().stream()
                .filter(verdict -> verdict.getKey().setting() == Setting.SCANNING)
                .findFirst();
        if (scanning.isEmpty()) {
            return next;
        }
        FindingKey key = new FindingKey(scanning.get().getKey().id(), FindingKey.Kind.VIOLATION);
        RemediationState state = next.remediation();
        for (SeenEvent call : switchedOff) {
            state = state.reverted(call.actor().arn(), call.time());
        }
        Verdict verdict = scanning.get().getValue();
        if (!next.isOpen(key)) {
            return next.withRemediation(
                    verdict instanceof Verdict.Pass && hasLasted(key, state) ? state.resume() : state);
        }
        boolean off = verdict instanceof Verdict.Fail && result.repository().repositoryFlagDecides();
        if (!off) {
            return next.withRemediation(state);
        }
        boolean opened = !before.isOpen(key);
        boolean undone =
                state.lastAttempt().map(attempt -> attempt.hasSettled(at)).orElse(false);
        return decide(next.withRemediation(opened || undone ? state.reverted(at) : state), key);
    }

    private SubjectRecord decide(SubjectRecord record, FindingKey key) {
        RemediationState state = record.remediation();
        if (settings.veto(key.ruleId(), result.repository().arn(), at).isPresent()) {
            return record;
        }
        return switch (settings.mode(record.subject().account())) {
            case OFF -> record;
            case DRY_RUN ->
                state.mayPlan(at) && !state.hasPlanned(finding(record, key).openedAt()) ? asked(record, key) : record;
            case ON -> {
                if (state.mayBegin(at)) {
                    yield asked(record, key);
                }
                yield state.suspended() || state.isUndecided(at) ? record : suspended(record, key);
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

    private SubjectRecord asked(SubjectRecord record, FindingKey key) {
        int attempt = record.remediation().done() + 1;
        Instant incarnation = result.repository().createdAt();
        RemediationRequest request = new RemediationRequest(
                key.findingId(record, incarnation) + "@" + attempt,
                changeState(record),
                Subject.of(result.repository().arn()),
                key,
                incarnation,
                attempt);
        boolean asked = record.outbox().stream().anyMatch(entry -> entry.id().equals(request.id()));
        return asked ? record : record.withMore(request, at);
    }

    private SubjectRecord suspended(SubjectRecord record, FindingKey key) {
        FindingState reported = finding(record, key).confirmedState();
        AlertFacts facts = new AlertFacts(
                key.findingId(record, result.repository().createdAt()) + "#" + reported.number(),
                changeState(record),
                key,
                AlertStatus.SUSPENDED,
                Optional.empty(),
                reported.severity(),
                evidence(record.remediation()).capped(),
                reported.openedAt(),
                at,
                Optional.empty(),
                false,
                Optional.empty());
        return record.withRemediation(record.remediation().suspend())
                .withFinding(key, reported)
                .withMore(facts, at);
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

    /** Behind all other entries of the same evaluation. */
    private static OutboxPosition changeState(SubjectRecord record) {
        long brought = record.outbox().stream()
                .filter(entry -> entry.position().version() == record.version())
                .count();
        return new OutboxPosition(record.version(), Math.toIntExact(brought));
    }
}
