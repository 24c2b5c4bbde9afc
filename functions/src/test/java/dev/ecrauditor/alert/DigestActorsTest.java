package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.text.EmailLines;
import dev.ecrauditor.event.Actor;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A digest names the known actors, and no others. */
class DigestActorsTest {

    private static AlertMessage digest(AlertBuilder alerts) {
        List<Digest.Item> items = alerts.publicAccess().built().findings().stream()
                .map(finding -> new Digest.Item(Subject.of(alerts.repository()), finding.facts()))
                .toList();
        return Digest.parts(items, AlertBuilder.PUBLISHED_AT).get(0).rendered();
    }

    private static Json first(AlertMessage message) throws MalformedJson {
        return JsonReader.read(message.json()).items("alerts").get(0);
    }

    @Test
    void theActorIsInTheTextAndInTheJson() throws MalformedJson {
        AlertMessage message = digest(AlertBuilder.opened());
        assertThat(Unwrapped.of(message.email()))
                .contains("Set by arn:aws:sts::111122223333:assumed-role/Developer/alice, CloudTrail event 9a1b-77\n");
        assertThat(first(message).text("eventId")).hasValue("9a1b-77");
        assertThat(first(message).text("principalArn"))
                .hasValue(AlertBuilder.ALICE.arn().orElseThrow());
        assertThat(MessageSchema.DIGEST.faults(message.json())).isEmpty();
    }

    @Test
    void aSentenceOfADigestFitsEightyColumns() {
        assertThat(digest(AlertBuilder.opened().named("a-long-name-of-a-repository/".repeat(4) + "x"))
                        .email()
                        .lines()
                        .filter(line -> line.strip().contains(" ")))
                .isNotEmpty()
                .allMatch(line -> line.length() <= EmailLines.COLUMNS);
    }

    @Test
    void theCallerOfTheTriggeringEventIsNotNamedAsActor() throws MalformedJson {
        AlertMessage message = digest(AlertBuilder.opened().uncertain());
        assertThat(message.email()).doesNotContain("Set by", "alice");
        assertThat(first(message).text("principalArn")).isEmpty();
        assertThat(first(message).text("eventId")).isEmpty();
    }

    @Test
    void aHostileActorNameStaysOnItsLine() {
        Actor hostile = new Actor(
                Optional.of("arn:aws:iam::111122223333:user/x\nURGENT: https://evil.example/"),
                Optional.empty(),
                Optional.empty(),
                Actor.Tool.CONSOLE);
        assertThat(digest(AlertBuilder.opened().by(hostile)).email().lines())
                .noneMatch(line -> line.startsWith("URGENT"))
                .noneMatch(line -> line.contains("https://evil.example"));
    }
}
