package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest fits the topic whatever the names and proofs of its alerts. */
class DigestSizeTest {

    /** Source: Publish, Amazon SNS API Reference: a message has at most 262,144 bytes. */
    private static final int LIMIT = 262_144;

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"", "\\", "\u2603", "@", "<", "www."})
    void everyPartFitsAndHoldsItsAlertsByTheirIds(String filling) {
        List<Digest.Item> items = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            items.add(item(i, filling));
        }
        List<Digest> parts = Digest.parts(items, AlertBuilder.PUBLISHED_AT);
        assertThat(parts).hasSize(3);
        List<String> ids = new ArrayList<>();
        for (Digest part : parts) {
            AlertMessage message = part.rendered();
            assertThat(message.bytes()).isLessThan(LIMIT);
            assertThat(MessageSchema.DIGEST.faults(message.json())).isEmpty();
            assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
            assertThat(message.subject()).hasSizeLessThanOrEqualTo(99);
            ids.addAll(message.lists().get("alertIds"));
        }
        assertThat(ids).hasSize(600).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_700, 3_000})
    void theTotalsOfManyAccountsLeaveRoomForTheAlerts(int accounts) {
        List<Digest.Item> items = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            items.add(item(account(i), i, "\u2603"));
            items.add(item(account(i), accounts + i, "\u2603", Severity.HIGH));
        }
        List<String> ids = new ArrayList<>();
        for (Digest part : Digest.parts(items, AlertBuilder.PUBLISHED_AT)) {
            AlertMessage message = part.rendered();
            assertThat(message.bytes()).isLessThan(LIMIT);
            assertThat(MessageSchema.DIGEST.faults(message.json())).isEmpty();
            assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(message.chat())).isEmpty();
            ids.addAll(message.lists().get("alertIds"));
        }
        assertThat(ids).hasSize(2 * accounts).doesNotHaveDuplicates();
    }

    @Test
    void accountsThatDoNotFitAreCountedInTextAndJson() throws Exception {
        List<Digest.Item> items = new ArrayList<>();
        for (int i = 0; i < 1_700; i++) {
            items.add(item(account(i), i, "x"));
        }
        List<Digest> parts = Digest.parts(items, AlertBuilder.PUBLISHED_AT);
        AlertMessage first = parts.get(0).rendered();
        Json json = JsonReader.read(first.json());
        int listed = json.items("accounts").size();
        assertThat(listed).isBetween(1, 1_000);
        assertThat(json.whole("accountsOmitted")).hasValue(1_700L - listed);
        assertThat(first.email()).contains("And 1500 more accounts.");
        assertThat(first.chat()).contains("and 1690 more accounts");
        Json second = JsonReader.read(parts.get(1).rendered().json());
        assertThat(second.whole("accountsOmitted")).hasValue(0L);
    }

    /** More alerts than {@link Digest#parts} puts in one part. */
    @Test
    void alertsThatDoNotFitEvenWithoutSummariesAndAccountsBecomeMoreParts() {
        List<Digest.Item> items = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            items.add(item(account(i), i, "x"));
        }
        int whole =
                Digest.parts(items, AlertBuilder.PUBLISHED_AT).get(0).rendered().bytes();
        List<Digest> smaller = Digest.parts(items, AlertBuilder.PUBLISHED_AT, whole / 4);
        assertThat(smaller).hasSizeGreaterThan(3);
        List<String> ids = new ArrayList<>();
        for (Digest part : smaller) {
            assertThat(part.part().of()).isEqualTo(smaller.size());
            ids.addAll(part.rendered().lists().get("alertIds"));
        }
        assertThat(ids).hasSize(250).doesNotHaveDuplicates();
    }

    private static String account(int i) {
        return "%012d".formatted(100_000_000_000L + i);
    }

    private static Digest.Item item(int i, String filling) {
        return item("111122223333", i, filling);
    }

    private static Digest.Item item(String account, int i, String filling) {
        return item(account, i, filling, Severity.CRITICAL);
    }

    private static Digest.Item item(String account, int i, String filling, Severity severity) {
        String name = "%04d-".formatted(i) + "www.".repeat(63);
        Subject subject = Subject.of(new RepositoryArn("aws", "ap-southeast-1", account, name.substring(0, 256)));
        AlertFacts facts = AlertBuilder.opened()
                .violation(AlertBuilder.NOT_PUBLIC, severity, filling.repeat(4_000))
                .built()
                .findings()
                .get(0)
                .facts();
        String id = "%032x".formatted(i) + "#1";
        return new Digest.Item(
                subject,
                AlertFacts.of(id, facts.finding(), facts.status())
                        .position(facts.position())
                        .cause(facts.cause())
                        .severity(facts.severity())
                        .evidence(facts.evidence())
                        .openedAt(facts.openedAt())
                        .at(facts.at())
                        .event(facts.event())
                        .setBy(facts.event().filter(named -> facts.actorIsCertain()))
                        .reason(facts.reason())
                        .build());
    }
}
