package dev.ecrauditor.audit;

import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.OutboxEntry;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of one subject waits to be told, in the order of its outbox.
 *
 * @param subject whose it is
 * @param messages what is told by itself; what happened to findings in one look with one status, by one call, is told together
 * @param digest what is told in a digest only
 */
record Waiting(Subject subject, List<List<AlertFacts>> messages, List<AlertFacts> digest) {

    /**
     * @param told ids that were told already
     */
    static Waiting in(SubjectRecord record, Set<String> told) {
        List<List<AlertFacts>> messages = new ArrayList<>();
        List<AlertFacts> digest = new ArrayList<>();
        Set<String> findingsInDigest = new HashSet<>();
        for (OutboxEntry entry : record.outbox()) {
            if (!(entry instanceof AlertFacts facts) || told.contains(facts.id())) {
                continue;
            }
            // What comes later about a finding never overtakes what the digest has to say of it.
            if (facts.occasion().isPresent() || findingsInDigest.contains(facts.findingId())) {
                findingsInDigest.add(facts.findingId());
                digest.add(facts);
            } else {
                add(messages, facts);
            }
        }
        return new Waiting(record.subject(), messages, digest);
    }

    Waiting withoutDigest() {
        return new Waiting(subject, messages, List.of());
    }

    boolean isEmpty() {
        return messages.isEmpty() && digest.isEmpty();
    }

    /** Everything, in the order of the outbox. */
    List<AlertFacts> all() {
        List<AlertFacts> all = new ArrayList<>(digest);
        messages.forEach(all::addAll);
        all.sort(Comparator.comparing(AlertFacts::order));
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
        return one.order().version() == other.order().version()
                && one.status() == other.status()
                && one.event().equals(other.event());
    }
}
