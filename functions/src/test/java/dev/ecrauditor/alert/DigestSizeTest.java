package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import java.util.ArrayList;
import java.util.List;
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

    private static Digest.Item item(int i, String filling) {
        String name = "%03d-".formatted(i) + "www.".repeat(63);
        Subject subject = Subject.of(new RepositoryArn("aws", "us-east-1", "111122223333", name.substring(0, 255)));
        AlertFacts facts = AlertBuilder.opened()
                .violation(AlertBuilder.NOT_PUBLIC, Severity.CRITICAL, filling.repeat(4_000))
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
