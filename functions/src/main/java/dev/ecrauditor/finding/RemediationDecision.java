package dev.ecrauditor.finding;

import static java.util.Objects.requireNonNull;

import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Evidence;
import dev.ecrauditor.rule.RuleCard;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one look at a repository means for remediation: it is asked, or it is told that it stops. */
final class RemediationDecision {

    private final Settings settings;
    private final SubjectRecord before;
    private final Observation.Judged judged;
    private final Instant at;

    /**
     * @param before what was known of the repository that was looked at; {@link SubjectRecord#unseen} of one created anew
     */
    RemediationDecision(Settings settings, SubjectRecord before, Observation.Judged judged, Instant at) {
        this.settings = settings;
        this.before = before;
        this.judged = judged;
        this.at = at;
    }

    /**
     * The record with what it has to remember for remediation, and with a request or the word that it is suspended in its outbox.
     *
     * @param next the record with its findings and everything else it has to tell
     * @param switchedOff who is known to have switched scanning off
     */
    SubjectRecord decide(SubjectRecord next, Optional<SeenEvent> switchedOff) {
        Optional<FindingKey> open = judged.verdicts().keySet().stream()
                .filter(card -> card.setting() == Setting.SCANNING)
                .map(RuleCard::id)
                .map(id -> new FindingKey(id, FindingKey.Kind.VIOLATION))
                .filter(next::isOpen)
                .findFirst();
        if (open.isEmpty()) {
            return next;
        }
        boolean opened = !before.isOpen(open.get());
        RemediationState state = reverted(next.remediation(), open.get(), switchedOff);
        SubjectRecord known = next.withRemediation(state);
        RemediationMode mode = settings.mode(next.subject().account());
        boolean wanted = mode != RemediationMode.OFF
                && judged.repository().repositoryFlagDecides()
                && settings.veto(open.get().ruleId(), judged.repository().arn(), at)
                        .isEmpty()
                && (mode == RemediationMode.ON || opened);
        if (!wanted) {
            return known;
        }
        if (mode == RemediationMode.DRY_RUN ? state.mayPlan(at) : state.mayBegin(at)) {
            return asked(known, open.get());
        }
        boolean lastEnded =
                state.lastAttempt().map(attempt -> attempt.hasEnded(at)).orElse(true);
        return mode == RemediationMode.ON && !state.suspended() && lastEnded ? suspended(known, open.get()) : known;
    }

    /** That it is off although the last attempt succeeded; somebody may have been quicker than our look at the success. */
    private RemediationState reverted(RemediationState state, FindingKey key, Optional<SeenEvent> switchedOff) {
        FindingState known = before.findings().get(key);
        boolean opened = !before.isOpen(key);
        if (opened && known != null && Duration.between(known.lastSeen(), at).compareTo(RemediationState.WINDOW) >= 0) {
            return state.resume();
        }
        boolean succeeded =
                state.lastAttempt().map(attempt -> attempt.hasSettled(at)).orElse(false);
        return opened || succeeded
                ? state.reverted(
                        switchedOff.flatMap(event -> event.actor().arn()),
                        switchedOff.map(SeenEvent::time).orElse(at))
                : state;
    }

    private SubjectRecord asked(SubjectRecord record, FindingKey key) {
        int attempt = record.remediation().done() + 1;
        Instant incarnation = judged.repository().createdAt();
        RemediationRequest request = new RemediationRequest(
                key.findingId(record.subject(), incarnation) + "@" + attempt,
                turn(record),
                Subject.of(judged.repository().arn()),
                key,
                incarnation,
                attempt);
        boolean asked = record.outbox().stream().anyMatch(entry -> entry.id().equals(request.id()));
        return asked ? record : record.withMore(request, at);
    }

    private SubjectRecord suspended(SubjectRecord record, FindingKey key) {
        FindingState told = requireNonNull(record.findings().get(key)).told();
        AlertFacts facts = new AlertFacts(
                key.findingId(record.subject(), judged.repository().createdAt()) + "#" + told.number(),
                turn(record),
                key,
                AlertStatus.SUSPENDED,
                Optional.empty(),
                told.severity(),
                evidence(record.remediation()).capped(),
                told.openedAt(),
                at,
                Optional.empty(),
                false,
                Optional.empty());
        return record.withRemediation(record.remediation().suspend())
                .withFinding(key, told)
                .withMore(facts, at);
    }

    private static Evidence evidence(RemediationState state) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "attempts begun at",
                state.attempts().stream().map(Instant::toString).collect(Collectors.joining(", ")));
        if (state.reverts().isEmpty()) {
            return new Evidence(
                    "None of " + state.attempts().size()
                            + " attempts within 24 hours has switched scanning on; from now on remediation tries once a day, and tells only when it succeeds.",
                    facts);
        }
        facts.put(
                "switched off again by",
                state.reverts().stream()
                        .map(revert -> revert.who().orElse("somebody not seen") + " at " + revert.at())
                        .collect(Collectors.joining(", ")));
        facts.put("goes on", "when scanning has been on for 24 hours, or for a repository created anew");
        return new Evidence(
                "Somebody keeps reverting this: scanning was switched on and is off again after "
                        + state.attempts().size() + " attempts within 24 hours; remediation writes no more.",
                facts);
    }

    /** Behind everything the same look has brought. */
    private static Order turn(SubjectRecord record) {
        long brought = record.outbox().stream()
                .filter(entry -> entry.order().version() == record.version())
                .count();
        return new Order(record.version(), Math.toIntExact(brought));
    }
}
