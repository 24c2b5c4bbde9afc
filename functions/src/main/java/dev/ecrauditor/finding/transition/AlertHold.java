package dev.ecrauditor.finding.transition;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.SubjectRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds an alert without a known actor for a few seconds until the event that names the actor arrives: events of calls
 * made together are delivered seconds apart. An alert with a known actor never waits.
 */
public final class AlertHold {

    /** How long such an alert waits. */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private AlertHold() {}

    /**
     * The new alerts, of which those that may soon be attributed are held.
     *
     * @param findings the states that the alerts report
     */
    static List<AlertFacts> hold(List<AlertFacts> alerts, Map<FindingKey, FindingState> findings, Instant at) {
        return alerts.stream()
                .map(facts -> mayBeAttributed(facts, findings) ? facts.heldUntil(at.plus(LONGEST)) : facts)
                .toList();
    }

    /** True when something in the outbox waits neither for its actor nor for a digest. */
    public static boolean isAnyDue(SubjectRecord record, Instant now) {
        return record.outbox().stream()
                .anyMatch(entry -> !isForDigest(entry) && !(entry instanceof AlertFacts facts && facts.isHeld(now)));
    }

    /** True when the schedule of the drain is soon enough for everything in the outbox. */
    public static boolean isForDigestOnly(SubjectRecord record) {
        return record.outbox().stream().allMatch(AlertHold::isForDigest);
    }

    private static boolean isForDigest(OutboxEntry entry) {
        return entry instanceof AlertFacts facts && facts.reason().isPresent();
    }

    /** When everything that waits for its actor is due; empty where nothing does. */
    public static Optional<Instant> until(SubjectRecord record, Instant now) {
        return record.outbox().stream()
                .filter(entry -> !isForDigest(entry))
                .filter(AlertFacts.class::isInstance)
                .map(AlertFacts.class::cast)
                .filter(facts -> facts.isHeld(now))
                .flatMap(facts -> facts.dueAt().stream())
                .max(Comparator.naturalOrder());
    }

    private static boolean mayBeAttributed(AlertFacts facts, Map<FindingKey, FindingState> findings) {
        boolean isOpen = facts.status() == AlertStatus.OPENED
                || facts.status() == AlertStatus.CHANGED
                || facts.status() == AlertStatus.REOPENED;
        return isOpen
                && facts.reason().isEmpty()
                && !facts.actorIsCertain()
                && Optional.ofNullable(findings.get(facts.finding()))
                        .filter(state -> state.pending().stream()
                                .anyMatch(pending -> facts.id().endsWith("#" + pending.number())))
                        .isPresent();
    }
}
