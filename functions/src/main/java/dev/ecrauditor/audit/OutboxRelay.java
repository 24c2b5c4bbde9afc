package dev.ecrauditor.audit;

import dev.ecrauditor.alert.AccountDetails;
import dev.ecrauditor.alert.Alert;
import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.AlertCounts;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Publishes and removes alerts within one invocation; keeps the ids it has published but could not remove. */
final class OutboxRelay {

    private final FindingStore store;
    private final RuleRegistry rules;
    private final AlertChannel channel;
    private final Clock clock;
    private final AlertDrain.Accounts accounts;
    private final DrainPace pace;
    private final EventLog log;
    private final Map<Subject, Set<String>> publishedNotRemoved = new HashMap<>();
    private final Set<Subject> failed = new LinkedHashSet<>();

    /** Subjects with a failed alert; their other alerts wait behind it. Alerts never wait for remediation. */
    private final Set<Subject> unpublished = new LinkedHashSet<>();

    private int published;
    private boolean outOfTime;

    OutboxRelay(AlertDrain.Parts parts, AlertDrain.Accounts accounts, DrainPace pace, EventLog log) {
        this.accounts = accounts;
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

    /** Returns the subjects that failed since the last call, and forgets them. */
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
                .put("did", "not sent, will be retried")
                .put("subject", subject.toString())
                .put("fault", fault.toString())
                .build());
    }

    /** Removes what was published of this subject and is still in its outbox; it is never published again. */
    Set<String> removePublished(Subject subject) {
        Set<String> ids = publishedNotRemoved.getOrDefault(subject, Set.of());
        if (!ids.isEmpty()) {
            store.removeSent(subject, ids);
            publishedNotRemoved.remove(subject);
        }
        return ids;
    }

    /**
     * Publishes one message after the other. After a failure the rest of the subject waits, in order.
     *
     * @return true when all of it was published
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

    /**
     * Publishes part by part, the worst first; each is removed before the next. Failed subjects keep the rest for
     * later.
     */
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
            JsonObject line = new JsonObject()
                    .put("did", "published digest")
                    .put("digestId", part.id())
                    .put("part", part.part().number())
                    .put("alerts", part.items().size());
            AlertCounts.of(part.items()).forEach(line::put);
            log.write(line.build());
            bySubject.forEach(this::tryRemove);
        }
    }

    /** A publish without confirmation counts as not sent. */
    private boolean tryPublish(AlertMessage message, Set<Subject> subjects) {
        if (outOfTime || !pace.awaitPermit()) {
            outOfTime = true;
            return false;
        }
        Optional<RuntimeException> fault = Isolated.run(() -> channel.publish(message));
        if (fault.isEmpty()) {
            published++;
            return true;
        }
        unpublished.addAll(subjects);
        subjects.forEach(subject -> recordFailure(subject, fault.get()));
        return false;
    }

    private boolean tryRemove(Subject subject, List<AlertFacts> alerts) {
        Set<String> ids =
                alerts.stream().flatMap(facts -> facts.entryIds().stream()).collect(Collectors.toSet());
        Optional<RuntimeException> fault = Isolated.run(() -> store.removeSent(subject, ids));
        if (fault.isEmpty()) {
            return true;
        }
        publishedNotRemoved
                .computeIfAbsent(subject, key -> new LinkedHashSet<>())
                .addAll(ids);
        unpublished.add(subject);
        recordFailure(subject, fault.get());
        return false;
    }

    private AlertMessage rendered(Digest part) {
        return Isolated.call(part::rendered, fault -> {
            logRenderingFailure("digest " + part.id(), fault);
            return part.idsOnly().rendered();
        });
    }

    private AlertMessage rendered(Subject subject, List<AlertFacts> together) {
        Instant now = clock.instant();
        return Isolated.call(
                () -> AlertRenderer.render(
                        Alert.of(subject, together, rules, now).withAccount(details(subject.account()))),
                fault -> {
                    logRenderingFailure(subject.toString(), fault);
                    return Digest.idsOnly(subject, together, now).rendered();
                });
    }

    private AccountDetails details(String account) {
        Optional<String> name = Isolated.call(() -> accounts.names().apply(account), fault -> {
            log.write(new JsonObject()
                    .put("did", "published without the name of the account")
                    .put("account", account)
                    .put("fault", fault.toString())
                    .build());
            return Optional.empty();
        });
        return new AccountDetails(name, accounts.owners().apply(account));
    }

    private void logRenderingFailure(String what, RuntimeException fault) {
        log.write(new JsonObject()
                .put("level", "ERROR")
                .put("did", "published without details: rendering failed")
                .put("subject", what)
                .put("fault", fault.toString())
                .build());
    }

    private void logPublished(Subject subject, List<AlertFacts> together) {
        JsonObject line = new JsonObject()
                .put("did", "published")
                .put("subject", subject.toString())
                .put("alertIds", Json.of(together.stream().map(AlertFacts::id).toList()));
        AlertFacts first = together.get(0);
        first.event()
                .ifPresent(event -> line.put("evaluationDelaySeconds", secondsBetween(event.time(), first.at()))
                        .put("detectionDelaySeconds", secondsBetween(event.time(), clock.instant())));
        AlertCounts.of(together.stream()
                        .map(facts -> new Digest.Item(subject, facts))
                        .toList())
                .forEach(line::put);
        log.write(line.build());
    }

    private static long secondsBetween(Instant call, Instant then) {
        return Duration.between(call, then).toSeconds();
    }
}
