package dev.ecrauditor.audit;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.AccountOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The only publisher of alerts. Publishes the outboxes in order and removes exactly what it published. A crash between
 * the two steps publishes an alert again with the same id; nothing else does. More than a few messages at once become
 * one digest.
 */
public final class AlertDrain {

    /** More messages than this at once are published as one digest. */
    static final int MOST_BY_THEMSELVES = 5;

    private static final int DUE_AT_ONCE = 10_000;
    private static final int PASSES = 3;

    private final Parts parts;
    private final Accounts accounts;

    /** A drain that holds no digest back. */
    public AlertDrain(
            FindingStore store, RuleRegistry rules, AlertChannel channel, RemediationQueue remediation, Clock clock) {
        this(new Parts(store, rules, channel, remediation, record -> false, clock));
    }

    /** The ports of the drain, and what it needs to render alerts. */
    public record Parts(
            FindingStore store,
            RuleRegistry rules,
            AlertChannel channel,
            RemediationQueue remediation,
            DigestHold hold,
            Clock clock) {}

    /**
     * What alerts say about an account.
     *
     * @param names its name; after an exception the alert is published without it
     * @param owners who is responsible for it
     */
    public record Accounts(Function<String, Optional<String>> names, Function<String, Optional<AccountOwner>> owners) {

        /** Alerts name an account by its id alone. */
        static final Accounts IDS_ONLY = new Accounts(account -> Optional.empty(), account -> Optional.empty());
    }

    /** A drain whose alerts name accounts by their ids alone. */
    public AlertDrain(Parts parts) {
        this(parts, Accounts.IDS_ONLY);
    }

    public AlertDrain(Parts parts, Accounts accounts) {
        this.parts = parts;
        this.accounts = accounts;
    }

    /**
     * Drains the named subjects, then all others that are due, and what failed up to two times more; the schedule finds
     * what is left then. The named ones do not wait for the index, which lists also what is held for a digest.
     *
     * @return how many messages were published
     * @throws RuntimeException when the index does not answer; the named subjects are drained nevertheless
     */
    public int drain(List<Subject> named, DrainPace pace, EventLog log) {
        OutboxRelay relay = new OutboxRelay(parts, accounts, pace, log);
        Run run = new Run(relay, parts.hold().forOneRun(), pace, log);
        pass(new LinkedHashSet<>(named), run);
        Set<Subject> others = new LinkedHashSet<>();
        Optional<RuntimeException> indexFault =
                Isolated.run(() -> others.addAll(parts.store().due(DUE_AT_ONCE)));
        named.forEach(others::remove);
        pass(others, run);
        Set<Subject> left = relay.takeFailed();
        for (int pass = 2; pass <= PASSES && !left.isEmpty() && !relay.isOutOfTime(); pass++) {
            if (!pace.awaitPass(pass)) {
                break;
            }
            pass(left, run);
            left = relay.takeFailed();
        }
        if (indexFault.isPresent()) {
            throw indexFault.get();
        }
        return relay.published();
    }

    /** What the passes of one run share. */
    private record Run(OutboxRelay relay, DigestHold hold, DrainPace pace, EventLog log) {}

    private void pass(Set<Subject> subjects, Run run) {
        OutboxRelay relay = run.relay();
        List<PendingAlerts> pending = new ArrayList<>();
        List<Instant> dueSince = new ArrayList<>(List.of(parts.clock().instant()));
        int read = 0;
        int unreadable = 0;
        for (Subject subject : subjects) {
            // Reading an alert that is held back takes time as well, and publishes nothing.
            if (read++ > 0 && !run.pace().canReadMore()) {
                break;
            }
            Optional<RuntimeException> fault =
                    Isolated.run(() -> parts.store().load(subject).ifPresent(record -> {
                        PendingAlerts one = pendingAlerts(record, run);
                        if (!one.isEmpty()) {
                            pending.add(one);
                            dueSince.add(one.dueSince());
                        }
                    }));
            if (fault.isPresent()) {
                unreadable++;
                relay.recordFailure(subject, fault.get());
            }
        }
        if (unreadable > 0) {
            // The age of their alerts is unknown, so no other figure includes them.
            run.log()
                    .write(new JsonObject()
                            .put("did", "failed to read records")
                            .put("recordsUnreadable", unreadable)
                            .build());
        }
        if (pending.isEmpty()) {
            return;
        }
        run.log()
                .write(new JsonObject()
                        .put("did", "found due subjects")
                        .put("subjects", pending.size())
                        .put(
                                "outboxAgeSeconds",
                                Duration.between(
                                                Collections.min(dueSince),
                                                parts.clock().instant())
                                        .toSeconds())
                        .build());
        publish(pending, relay);
    }

    /** Many alerts share a digest. Reminders never make an alert wait for one: where they are many, they alone share it. */
    private static void publish(List<PendingAlerts> pending, OutboxRelay relay) {
        List<PendingAlerts> news =
                pending.stream().map(PendingAlerts::withRemindersInDigest).toList();
        boolean onlyDigest = messages(news) > MOST_BY_THEMSELVES;
        List<Digest.Item> together = new ArrayList<>();
        for (PendingAlerts one : messages(pending) > MOST_BY_THEMSELVES ? news : pending) {
            if (onlyDigest || relay.publishSeparately(one)) { // after a failure the rest of the subject waits
                (onlyDigest ? one.all() : one.digest())
                        .forEach(facts -> together.add(new Digest.Item(one.subject(), facts)));
            }
        }
        relay.publishDigest(together);
    }

    private static int messages(List<PendingAlerts> pending) {
        return pending.stream().mapToInt(one -> one.messages().size()).sum();
    }

    /** The record alone decides what is pending; the index only proposes it. */
    private PendingAlerts pendingAlerts(SubjectRecord record, Run run) {
        OutboxRelay relay = run.relay();
        Subject subject = record.subject();
        if (record.outbox().isEmpty() && record.outboxSince().isPresent()) {
            // A removal was interrupted after the last entry. Finish it; otherwise the index proposes the record for
            // ever.
            parts.store().removeSent(subject, Set.of());
        }
        record.outbox().stream()
                .filter(RemediationRequest.class::isInstance)
                .map(RemediationRequest.class::cast)
                .forEach(request -> send(request, relay));
        Set<String> published = relay.removePublished(subject);
        PendingAlerts pending =
                PendingAlerts.in(record, published, parts.clock().instant());
        boolean held = pending.waitsForSweep()
                && !pending.isDigestUrgent()
                && run.hold().holds(record);
        return held ? pending.duringSweep() : pending;
    }

    private void send(RemediationRequest request, OutboxRelay relay) {
        // Alerts never wait for remediation.
        Isolated.run(() -> {
                    parts.remediation().send(request);
                    parts.store().removeSent(request.subject(), Set.of(request.id()));
                })
                .ifPresent(notSent -> relay.recordFailure(request.subject(), notSent));
    }
}
