package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile text in every field of an event, one field after the other, and what of it reaches the log, an alert and a
 * digest.
 */
class HostileLogsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    static List<String> payloads() {
        return HostilePayloads.all();
    }

    @Test
    void thereAreMoreThanFiveHundredPayloads() {
        assertThat(HostilePayloads.all()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextInAnyFieldIsInertInEveryOutput(String payload) throws Exception {
        Json event = JsonReader.read(
                CloudTrailEvents.scanningSet(SampleRepository.ARN, false, NOW.minusSeconds(60), "Developer"));
        List<String> bodies = new ArrayList<>();
        for (Json hostile : inEveryField(event, payload)) {
            bodies.add(JsonWriter.write(hostile));
        }
        assertThat(bodies).hasSizeGreaterThan(20);
        InMemoryFindingStore store = new InMemoryFindingStore();
        Invocation invocation = Invocation.of(handler(store), CloudTrailEvents.batch(bodies));
        assertThat(invocation.lines()).hasSameSizeAs(bodies).allSatisfy(line -> {
            assertThat(line).endsWith("\n");
            assertThat(line.substring(0, line.length() - 1)).matches("[\\x20-\\x7e]*");
        });
        invocation
                .log()
                .forEach(line -> line.members()
                        .forEach((name, value) -> line.text(name).ifPresent(text -> {
                            assertThat(ActiveContentDetector.findInvisible(text))
                                    .as(name)
                                    .isEmpty();
                            assertThat(ActiveContentDetector.findActive(text))
                                    .as(name)
                                    .isEmpty();
                        })));
        for (SubjectRecord record : store.records()) {
            List<Digest.Item> items = new ArrayList<>();
            for (AlertFacts facts :
                    record.outbox().stream().map(AlertFacts.class::cast).toList()) {
                items.add(new Digest.Item(record.subject(), facts));
            }
            assertInert(Digest.parts(items, NOW).get(0).rendered());
        }
        assertThat(store.load(Subject.of(SampleRepository.ARN))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aDigestRendersItsEvidenceSafely(String payload) throws Exception {
        Alert alert = AlertBuilder.opened()
                .violation(AlertBuilder.NOT_PUBLIC, dev.ecrauditor.rule.Severity.HIGH, payload, "fact", payload)
                .built();
        List<Digest.Item> items = alert.findings().stream()
                .map(finding -> new Digest.Item(alert.subject(), finding.facts()))
                .toList();
        assertInert(Digest.parts(items, NOW).get(0).rendered());
    }

    private static void assertInert(AlertMessage message) throws Exception {
        assertThat(message.subject()).matches("[ -~]{10,99}");
        message.email().lines().forEach(HostileLogsTest::assertInert);
        assertThat(message.email().lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .allMatch(line -> line.matches("DIGEST: .*|Digest id .*"));
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
        assertThat(MessageSchema.DIGEST.faults(message.json())).isEmpty();
        Json chat = JsonReader.read(message.chat());
        for (String line :
                chat.text("content", "description").orElseThrow().lines().toList()) {
            assertInert(line);
            assertThat(line).startsWith("• ").doesNotContain("<", ">", "`");
            assertThat(line.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
        }
        assertInert(chat.text("content", "title").orElseThrow());
    }

    private static void assertInert(String line) {
        assertThat(ActiveContentDetector.findInvisible(line)).isEmpty();
        assertThat(ActiveContentDetector.findActive(line)).isEmpty();
    }

    /** The event once for every string in it, with the payload there. */
    private static List<Json> inEveryField(Json value, String payload) {
        List<Json> all = new ArrayList<>();
        if (value instanceof Json.Str) {
            all.add(Json.of(payload));
        } else if (value instanceof Json.Obj object) {
            object.members()
                    .forEach((name, member) -> inEveryField(member, payload).forEach(changed -> {
                        Map<String, Json> members = new LinkedHashMap<>(object.members());
                        members.put(name, changed);
                        all.add(new Json.Obj(members));
                    }));
        }
        return all;
    }

    private static AuditHandler handler(InMemoryFindingStore store) {
        MutableClock clock = new MutableClock(NOW);
        RepositoryAudit audit = new RepositoryAudit(new RepositoryAudit.Parts(
                repository ->
                        SampleRepository.good(repository).scanOnPush(false).known(),
                AlertBuilder.RULES,
                new Transition(RemediationMode.OFF, "remediation"),
                store,
                record -> {},
                (look, delay) -> {},
                clock));
        return new AuditHandler(
                new EventReader(WatchedAccounts.of(Set.of("111122223333"))),
                EventAudits.of(audit, new InMemoryFindingStore(), clock),
                clock);
    }
}
