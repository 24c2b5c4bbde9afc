package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand calls on forty repositories, received in order, or doubled and in any order, in batches. */
class EventOrderTest {

    private static final int CALLS = 1_000;
    private static final int REPOSITORIES = 40;
    private static final Instant BEGIN = Instant.parse("2026-11-20T10:00:00Z");

    /** A call that switched scanning on or off, by one of several people. */
    private record Call(RepositoryArn repository, boolean scanOnPush, Instant time, String role) {

        String event() {
            return CloudTrailEvents.scanningSet(repository, scanOnPush, time, role);
        }
    }

    /** What is known of a finding, without when and by whose event it was seen. */
    private record StoredFinding(boolean open, int number, Severity severity, String evidence) {}

    @Test
    void aThousandEventsDoubledAndInAnyOrderLeadToTheSameRecordsAsInOrder() {
        List<Call> calls = calls(new Random(1));
        AuditedAccount inOrder = new AuditedAccount(calls);
        calls.forEach(call -> inOrder.receive(List.of(call)));
        for (long seed = 1; seed <= 5; seed++) {
            AuditedAccount shuffled = new AuditedAccount(calls);
            int messages = shuffled.receiveDoubledInBatches(calls, new Random(seed));
            assertThat(messages).isEqualTo(2 * CALLS);
            assertThat(shuffled.known()).as("seed %s", seed).isEqualTo(inOrder.known());
            assertThat(shuffled.alertIds()).as("seed %s", seed).isEqualTo(inOrder.alertIds());
            shuffled.assertActorsAreCorrect(calls);
        }
        assertThat(inOrder.known()).hasSizeGreaterThan(10);
    }

    @Test
    void theFinalOpenFindingsAreTheSameForLiveAndLateEvents() {
        List<Call> calls = calls(new Random(2));
        AuditedAccount live = new AuditedAccount(List.of());
        for (Call call : calls) {
            live.apply(call);
            live.receive(List.of(call));
        }
        AuditedAccount afterwards = new AuditedAccount(calls);
        afterwards.receiveDoubledInBatches(calls, new Random(3));
        assertThat(live.open()).isEqualTo(afterwards.open()).isNotEmpty();
        live.assertActorsAreCorrect(calls);
    }

    private static List<Call> calls(Random random) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String name = "repository-" + random.nextInt(REPOSITORIES);
            calls.add(new Call(
                    new RepositoryArn("aws", "us-east-1", "111122223333", name),
                    random.nextBoolean(),
                    BEGIN.plusSeconds(10L * i),
                    "Role" + random.nextInt(3)));
        }
        return calls;
    }

    /** An account in the state after the calls so far, and the auditor that evaluates it. */
    private static final class AuditedAccount {

        private final Map<RepositoryArn, Boolean> scanOnPush = new HashMap<>();
        private final MutableClock clock = new MutableClock(BEGIN.plusSeconds(10L * CALLS));
        private final InMemoryFindingStore store = new InMemoryFindingStore();
        private final AuditHandler handler = new AuditHandler(
                new EventReader(WatchedAccounts.of(Set.of("111122223333"))),
                EventAudits.of(
                        new RepositoryAudit(new RepositoryAudit.Parts(
                                this::read,
                                RuleCatalog.standard(Duration.ofMinutes(15)),
                                new Transition(RemediationMode.OFF, "remediation"),
                                store,
                                record -> {},
                                (reevaluation, delay) -> {},
                                clock)),
                        store,
                        Clock.systemUTC()),
                clock);

        AuditedAccount(List<Call> calls) {
            calls.forEach(call -> scanOnPush.put(call.repository(), call.scanOnPush()));
        }

        void apply(Call call) {
            scanOnPush.put(call.repository(), call.scanOnPush());
            clock.set(call.time().plusSeconds(5));
        }

        void receive(List<Call> calls) {
            Invocation invocation = Invocation.of(
                    handler,
                    CloudTrailEvents.batch(calls.stream().map(Call::event).toList()));
            assertThat(invocation.failedMessages()).isEmpty();
            assertThat(invocation.log()).hasSameSizeAs(calls);
        }

        int receiveDoubledInBatches(List<Call> calls, Random random) {
            List<Call> doubled = new ArrayList<>(calls);
            doubled.addAll(calls);
            Collections.shuffle(doubled, random);
            int from = 0;
            while (from < doubled.size()) {
                int to = Math.min(doubled.size(), from + 1 + random.nextInt(10));
                receive(doubled.subList(from, to));
                from = to;
            }
            return from;
        }

        Map<String, StoredFinding> known() {
            Map<String, StoredFinding> known = new TreeMap<>();
            for (SubjectRecord record : store.records()) {
                record.findings()
                        .forEach((key, state) -> known.put(
                                record.subject() + " " + key,
                                new StoredFinding(
                                        state.open(), state.number(), state.severity(), state.evidenceHash())));
            }
            return known;
        }

        Set<String> open() {
            return store.records().stream()
                    .flatMap(record -> record.findings().entrySet().stream()
                            .filter(finding -> finding.getValue().open())
                            .map(finding -> record.subject() + " " + finding.getKey() + " "
                                    + finding.getValue().evidenceHash()))
                    .collect(Collectors.toSet());
        }

        Set<String> alertIds() {
            // A late event is attributed later; the alerts about the repositories are the same.
            return alerts().stream()
                    .filter(alert -> alert.status() != AlertStatus.ATTRIBUTED)
                    .map(AlertFacts::id)
                    .collect(Collectors.toSet());
        }

        /** Whoever is named has made the last call there was by then, or one that set the same. */
        void assertActorsAreCorrect(List<Call> calls) {
            List<AlertFacts> blaming = alerts().stream()
                    .filter(AlertFacts::actorIsCertain)
                    .filter(alert -> alert.status() != AlertStatus.FLAPPING)
                    .toList();
            assertThat(blaming).isNotEmpty();
            for (AlertFacts alert : blaming) {
                boolean off = alert.status() != AlertStatus.RESOLVED;
                assertThat(calls)
                        .anyMatch(call ->
                                call.time().equals(alert.setBy().orElseThrow().time())
                                        && call.scanOnPush() != off
                                        && alert.setBy()
                                                .orElseThrow()
                                                .actor()
                                                .roleName()
                                                .equals(Optional.of(call.role())));
            }
        }

        private List<AlertFacts> alerts() {
            return store.records().stream()
                    .flatMap(record -> record.outbox().stream())
                    .map(AlertFacts.class::cast)
                    .toList();
        }

        private Reading<RepositorySnapshot> read(RepositoryArn repository) {
            return SampleRepository.good(repository)
                    .scanOnPush(scanOnPush.getOrDefault(repository, true))
                    .readAt(clock.instant())
                    .known();
        }
    }
}
