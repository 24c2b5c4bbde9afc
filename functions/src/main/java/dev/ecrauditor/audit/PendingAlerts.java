package dev.ecrauditor.audit;

import dev.ecrauditor.finding.quiet.QuietAlerts;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.OutboxEntry;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.rule.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alerts of one subject that wait to be published, in the order of its outbox.
 *
 * @param subject the subject of the alerts
 * @param messages alerts that are published alone where they are few; alerts of one evaluation with one status and one event share a message
 * @param digest alerts that are published in a digest only
 */
record PendingAlerts(Subject subject, List<List<AlertFacts>> messages, List<AlertFacts> digest) {

    /**
     * @param published ids that were published already
     * @param now alerts still held for their actor are left out, except those that precede a due alert
     */
    static PendingAlerts in(SubjectRecord record, Set<String> published, Instant now) {
        List<List<AlertFacts>> messages = new ArrayList<>();
        List<AlertFacts> digest = new ArrayList<>();
        Set<String> findingsInDigest = new HashSet<>();
        for (AlertFacts facts : QuietAlerts.due(alerts(record, published), now)) {
            // A later alert about a finding never overtakes the one in the digest.
            if (facts.isForDigestOnly() || findingsInDigest.contains(facts.findingId())) {
                findingsInDigest.add(facts.findingId());
                digest.add(facts);
            } else {
                add(messages, facts);
            }
        }
        return new PendingAlerts(record.subject(), due(messages, now), digest);
    }

    /** The alerts to publish; an attribution whose alert is still unpublished is merged into that alert. */
    private static List<AlertFacts> alerts(SubjectRecord record, Set<String> published) {
        Map<String, AlertFacts> unpublished = new LinkedHashMap<>();
        for (OutboxEntry entry : record.outbox()) {
            if (!(entry instanceof AlertFacts facts) || published.contains(facts.id())) {
                continue;
            }
            String alertId = facts.status() == AlertStatus.ATTRIBUTED
                    ? facts.id().substring(0, facts.id().length() - AlertFacts.ATTRIBUTED.length())
                    : facts.id();
            if (unpublished.computeIfPresent(alertId, (id, alert) -> alert.attributedBy(facts)) == null) {
                unpublished.put(facts.id(), facts);
            }
        }
        return List.copyOf(unpublished.values());
    }

    /** No alert overtakes an earlier one: a due alert is published with everything before it. */
    private static List<List<AlertFacts>> due(List<List<AlertFacts>> messages, Instant now) {
        int due = messages.size();
        while (due > 0 && isHeld(messages.get(due - 1), now)) {
            due--;
        }
        return messages.subList(0, due);
    }

    /** A message with a critical alert whose actor is known is never held. */
    private static boolean isHeld(List<AlertFacts> message, Instant now) {
        return message.stream().anyMatch(facts -> facts.isHeld(now))
                && message.stream().noneMatch(facts -> facts.severity() == Severity.CRITICAL && facts.actorIsCertain());
    }

    /** True where a critical alert follows one in the digest, which it may not overtake and for which it may not wait. */
    boolean isDigestUrgent() {
        return digest.stream()
                .anyMatch(facts -> facts.reason().isEmpty()
                        && facts.severity() == Severity.CRITICAL
                        && facts.status() != AlertStatus.RESOLVED);
    }

    /** Whether a part of it waits for the end of a sweep. */
    boolean waitsForSweep() {
        return !digest.isEmpty() || withoutReminders().size() < messages.size();
    }

    /** What is published while a sweep is running. */
    PendingAlerts duringSweep() {
        return new PendingAlerts(subject, withoutReminders(), List.of());
    }

    /** With the reminders that nothing follows in the digest. */
    PendingAlerts withRemindersInDigest() {
        List<List<AlertFacts>> first = withoutReminders();
        List<AlertFacts> rest = new ArrayList<>(digest);
        messages.subList(first.size(), messages.size()).forEach(rest::addAll);
        rest.sort(Comparator.comparing(AlertFacts::position));
        return new PendingAlerts(subject, first, rest);
    }

    /** Without the reminders that nothing follows: a later alert is published with everything before it. */
    private List<List<AlertFacts>> withoutReminders() {
        int left = messages.size();
        while (left > 0 && messages.get(left - 1).stream().allMatch(AlertFacts::isOfOpenFinding)) {
            left--;
        }
        return messages.subList(0, left);
    }

    boolean isEmpty() {
        return messages.isEmpty() && digest.isEmpty();
    }

    /** All alerts, in the order of the outbox. */
    List<AlertFacts> all() {
        List<AlertFacts> all = new ArrayList<>(digest);
        messages.forEach(all::addAll);
        all.sort(Comparator.comparing(AlertFacts::position));
        return all;
    }

    /** Since when the oldest of them is due; what may wait for a digest is due when it has waited. */
    Instant dueSince() {
        return all().stream()
                .map(facts -> facts.dueAt()
                        .orElseGet(() -> facts.reason().isPresent()
                                ? facts.at().plus(EvaluationReason.LONGEST_WAIT)
                                : facts.at()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void add(List<List<AlertFacts>> messages, AlertFacts facts) {
        List<AlertFacts> last = messages.isEmpty() ? List.of() : messages.get(messages.size() - 1);
        if (last.isEmpty() || !belongTogether(last.get(0), facts)) {
            last = new ArrayList<>();
            messages.add(last);
        }
        last.add(facts);
    }

    private static boolean belongTogether(AlertFacts one, AlertFacts other) {
        return one.position().version() == other.position().version()
                && one.status() == other.status()
                && one.event().equals(other.event());
    }
}
