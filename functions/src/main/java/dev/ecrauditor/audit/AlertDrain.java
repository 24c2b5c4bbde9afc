package dev.ecrauditor.audit;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.finding.AlertFacts;
import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.OutboxEntry;
import dev.ecrauditor.finding.RemediationRequest;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.rule.RuleBook;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The only publisher: tells what waits in the outboxes, in order, and removes exactly what it told. A crash between the two tells it
 * again with the same alert id; nothing else does.
 */
public final class AlertDrain {

    private static final int DUE_AT_ONCE = 100;

    private final FindingStore store;
    private final RuleBook rules;
    private final AlertChannel channel;
    private final RemediationQueue remediation;
    private final Clock clock;

    public AlertDrain(
            FindingStore store, RuleBook rules, AlertChannel channel, RemediationQueue remediation, Clock clock) {
        this.store = store;
        this.rules = rules;
        this.channel = channel;
        this.remediation = remediation;
        this.clock = clock;
    }

    /**
     * Drains the named subjects and whatever else is due.
     *
     * @return how many messages were published
     */
    public int drain(List<Subject> named, DrainPace pace, EventLog log) {
        Set<Subject> subjects = new LinkedHashSet<>(named);
        subjects.addAll(store.due(DUE_AT_ONCE));
        int published = 0;
        for (Subject subject : subjects) {
            published += drain(subject, pace, log);
        }
        return published;
    }

    private int drain(Subject subject, DrainPace pace, EventLog log) {
        int published = 0;
        try {
            Optional<SubjectRecord> record = store.load(subject);
            List<OutboxEntry> outbox = record.map(SubjectRecord::outbox).orElse(List.of());
            if (outbox.isEmpty() && record.flatMap(SubjectRecord::outboxSince).isPresent()) {
                // A removal was cut off after the last entry; finish it, or the record is proposed for ever.
                store.removeSent(subject, Set.of());
            }
            requests(subject, outbox, log);
            for (List<AlertFacts> together : alerts(outbox)) {
                if (!pace.awaitTurn()) {
                    return published;
                }
                publish(subject, together);
                published++;
                log.write(line(
                        "published",
                        subject,
                        together.stream().map(AlertFacts::id).toList()));
            }
        } catch (RuntimeException notSent) {
            // The rest of this subject waits, in order; the others go on. The schedule comes back for it.
            log.write(failure(subject, notSent));
        }
        return published;
    }

    private void publish(Subject subject, List<AlertFacts> together) {
        Alert alert = Alert.of(subject, together, rules, clock.instant());
        AlertMessage message = AlertRenderer.render(alert);
        channel.publish(message);
        store.removeSent(subject, Set.copyOf(alert.alertIds()));
    }

    private void requests(Subject subject, List<OutboxEntry> outbox, EventLog log) {
        for (OutboxEntry entry : outbox) {
            if (entry instanceof RemediationRequest request) {
                try {
                    remediation.send(request);
                    store.removeSent(subject, Set.of(request.id()));
                } catch (RuntimeException notSent) {
                    // Alerts never wait for remediation.
                    log.write(failure(subject, notSent));
                }
            }
        }
    }

    /** What happened to findings of one subject in one look with one status is told together. */
    private static List<List<AlertFacts>> alerts(List<OutboxEntry> outbox) {
        List<List<AlertFacts>> groups = new ArrayList<>();
        for (OutboxEntry entry : outbox) {
            if (!(entry instanceof AlertFacts facts)) {
                continue;
            }
            List<AlertFacts> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
            if (last.isEmpty() || !belongTogether(last.get(0), facts)) {
                last = new ArrayList<>();
                groups.add(last);
            }
            last.add(facts);
        }
        return groups;
    }

    private static boolean belongTogether(AlertFacts one, AlertFacts other) {
        return one.order().version() == other.order().version() && one.status() == other.status();
    }

    private static Json.Obj line(String what, Subject subject, List<String> alertIds) {
        return new JsonObject()
                .put("did", what)
                .put("repository", subject.toString())
                .put("alertIds", Json.of(alertIds))
                .build();
    }

    private static Json.Obj failure(Subject subject, RuntimeException fault) {
        return new JsonObject()
                .put("level", "ERROR")
                .put("did", "not sent, will be tried again")
                .put("repository", subject.toString())
                .put("fault", fault.toString())
                .build();
    }
}
