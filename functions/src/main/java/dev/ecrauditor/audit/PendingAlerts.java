package dev.ecrauditor.audit;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
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
 * What of one subject waits to be told, in the order of its outbox.
 *
 * @param subject whose it is
 * @param messages what is told by itself; what happened to findings in one look with one status, by one call, is told together
 * @param digest what is told in a digest only
 */
record PendingAlerts(Subject subject, List<List<AlertFacts>> messages, List<AlertFacts> digest) {

    /**
     * @param told ids that were told already
     * @param now what may still wait for its actor is left out, but for what stands before something that is due
     */
    static PendingAlerts in(SubjectRecord record, Set<String> told, Instant now) {
        List<List<AlertFacts>> messages = new ArrayList<>();
        List<AlertFacts> digest = new ArrayList<>();
        Set<String> findingsInDigest = new HashSet<>();
        for (AlertFacts facts : alerts(record, told)) {
            // What comes later about a finding never overtakes what the digest has to say of it.
            if (facts.reason().isPresent() || findingsInDigest.contains(facts.findingId())) {
                findingsInDigest.add(facts.findingId());
                digest.add(facts);
            } else {
                add(messages, facts);
            }
        }
        return new PendingAlerts(record.subject(), due(messages, now), digest);
    }

    /** What is to be told; an attribution whose alert is still to be told is told in the alert itself. */
    private static List<AlertFacts> alerts(SubjectRecord record, Set<String> told) {
        Map<String, AlertFacts> untold = new LinkedHashMap<>();
        for (OutboxEntry entry : record.outbox()) {
            if (!(entry instanceof AlertFacts facts) || told.contains(facts.id())) {
                continue;
            }
            String alertId = facts.status() == AlertStatus.ATTRIBUTED
                    ? facts.id().substring(0, facts.id().length() - AlertFacts.ATTRIBUTED.length())
                    : facts.id();
            if (untold.computeIfPresent(alertId, (id, alert) -> alert.attributedBy(facts)) == null) {
                untold.put(facts.id(), facts);
            }
        }
        return List.copyOf(untold.values());
    }

    /** Nothing overtakes what stands before it: what is due brings all of that with it. */
    private static List<List<AlertFacts>> due(List<List<AlertFacts>> messages, Instant now) {
        int due = messages.size();
        while (due > 0 && isHeld(messages.get(due - 1), now)) {
            due--;
        }
        return messages.subList(0, due);
    }

    /** A critical alert with a known actor waits for nothing that is told with it. */
    private static boolean isHeld(List<AlertFacts> message, Instant now) {
        return message.stream().anyMatch(facts -> facts.isHeld(now))
                && message.stream().noneMatch(facts -> facts.severity() == Severity.CRITICAL && facts.actorIsCertain());
    }

    PendingAlerts withoutDigest() {
        return new PendingAlerts(subject, messages, List.of());
    }

    boolean isEmpty() {
        return messages.isEmpty() && digest.isEmpty();
    }

    /** Everything, in the order of the outbox. */
    List<AlertFacts> all() {
        List<AlertFacts> all = new ArrayList<>(digest);
        messages.forEach(all::addAll);
        all.sort(Comparator.comparing(AlertFacts::position));
        return all;
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
