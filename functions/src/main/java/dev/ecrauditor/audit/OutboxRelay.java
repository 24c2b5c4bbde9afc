package dev.ecrauditor.audit;

import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.alert.AlertRenderer;
import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.rule.RuleRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Publishes and removes within one invocation, and remembers what it has published but could not remove. */
final class OutboxRelay {

    private final FindingStore store;
    private final RuleRegistry rules;
    private final AlertChannel channel;
    private final Clock clock;
    private final DrainPace pace;
    private final EventLog log;
    private final Map<Subject, Set<String>> publishedNotRemoved = new HashMap<>();
    private final Set<Subject> failed = new LinkedHashSet<>();

    /** Those of which an alert failed, behind which their others wait; alerts never wait for remediation. */
    private final Set<Subject> unpublished = new LinkedHashSet<>();

    private int published;
    private boolean outOfTime;

    OutboxRelay(AlertDrain.Parts parts, DrainPace pace, EventLog log) {
        this.store = parts.store();
        this.rules = parts.rules();
        this.channel = parts.channel();
        this.clock = parts.clock();
        this.pace = pace;
        this.log = log;
    }

    int published() {
        return published;
    }

    boolean isOutOfTime() {
        return outOfTime;
    }

    /** The subjects of which something could not be done since the last call. */
    Set<Subject> takeFailed() {
        Set<Subject> taken = new LinkedHashSet<>(failed);
        failed.clear();
        unpublished.clear();
        return taken;
    }

    void recordFailure(Subject subject, RuntimeException fault) {
        failed.add(subject);
        log.write(new JsonObject()
                .put("level", "ERROR")
                .put("did", "not sent, will be tried again")
                .put("subject", subject.toString())
                .put("fault", fault.toString())
                .build());
    }

    /** What was published of this subject and is still in its outbox: it is removed, and never said again. */
    Set<String> removePublished(Subject subject) {
        Set<String> told = publishedNotRemoved.getOrDefault(subject, Set.of());
        if (!told.isEmpty()) {
            store.removeSent(subject, told);
            publishedNotRemoved.remove(subject);
        }
        return told;
    }

    /**
     * After a failure the rest of the subject waits, in order.
     *
     * @return true when all of it was told
     */
    boolean publishSeparately(PendingAlerts pending) {
        for (List<AlertFacts> together : pending.messages()) {
            if (!tryPublish(rendered(pending.subject(), together), Set.of(pending.subject()))) {
                return false;
            }
            logPublished(pending.subject(), together);
            if (!tryRemove(pending.subject(), together)) {
                return false;
            }
        }
        return true;
    }

    /** Part by part, the worst first; each is removed before the next is published, and what is left of subjects that failed waits. */
    void publishDigest(List<Digest.Item> items) {
        for (Digest whole : Digest.parts(items, clock.instant())) {
            Digest part = whole.without(unpublished);
            if (part.items().isEmpty()) {
                continue;
            }
            Map<Subject, List<AlertFacts>> bySubject = part.items().stream()
                    .collect(Collectors.groupingBy(
                            Digest.Item::subject,
                            LinkedHashMap::new,
                            Collectors.mapping(Digest.Item::facts, Collectors.toList())));
            if (!tryPublish(rendered(part), bySubject.keySet())) {
                continue;
            }
            log.write(new JsonObject()
                    .put("did", "published digest")
                    .put("digestId", part.id())
                    .put("part", part.number())
                    .put("alerts", part.items().size())
                    .build());
            bySubject.forEach(this::tryRemove);
        }
    }

    /** A publish that may not have been accepted counts as not sent. */
    private boolean tryPublish(AlertMessage message, Set<Subject> subjects) {
        if (outOfTime || !pace.awaitPermit()) {
            outOfTime = true;
            return false;
        }
        try {
            channel.publish(message);
            published++;
            return true;
        } catch (RuntimeException notSent) {
            unpublished.addAll(subjects);
            subjects.forEach(subject -> recordFailure(subject, notSent));
            return false;
        }
    }

    private boolean tryRemove(Subject subject, List<AlertFacts> told) {
        Set<String> ids =
                told.stream().flatMap(facts -> facts.entryIds().stream()).collect(Collectors.toSet());
        try {
            store.removeSent(subject, ids);
            return true;
        } catch (RuntimeException notRemoved) {
            publishedNotRemoved
                    .computeIfAbsent(subject, key -> new LinkedHashSet<>())
                    .addAll(ids);
            unpublished.add(subject);
            recordFailure(subject, notRemoved);
            return false;
        }
    }

    private AlertMessage rendered(Digest part) {
        try {
            return part.rendered();
        } catch (RuntimeException unwritable) {
            logUnwritable("digest " + part.id(), unwritable);
            return part.inShort().rendered();
        }
    }

    private AlertMessage rendered(Subject subject, List<AlertFacts> together) {
        Instant now = clock.instant();
        try {
            return AlertRenderer.render(Alert.of(subject, together, rules, now));
        } catch (RuntimeException unwritable) {
            logUnwritable(subject.toString(), unwritable);
            return Digest.inShort(subject, together, now).rendered();
        }
    }

    private void logUnwritable(String what, RuntimeException unwritable) {
        log.write(new JsonObject()
                .put("level", "ERROR")
                .put("did", "told in short, it could not be put into words")
                .put("subject", what)
                .put("fault", unwritable.toString())
                .build());
    }

    private void logPublished(Subject subject, List<AlertFacts> together) {
        JsonObject line = new JsonObject()
                .put("did", "published")
                .put("subject", subject.toString())
                .put("alertIds", Json.of(together.stream().map(AlertFacts::id).toList()));
        together.get(0)
                .event()
                .map(event -> Duration.between(event.time(), clock.instant()))
                .ifPresent(delay -> line.put("detectionDelaySeconds", delay.toSeconds()));
        log.write(line.build());
    }
}
