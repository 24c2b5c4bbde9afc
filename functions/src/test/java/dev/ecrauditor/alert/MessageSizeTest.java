package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.settings.RemediationMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The largest alert there can be fits one SNS message: all bodies with all escapes, and the attributes. ECR takes
 * policies of up to 10,240 characters.
 */
class MessageSizeTest {

    private static final int SNS_LIMIT = 262_144;
    private static final int POLICY_LIMIT = 10_240;

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"", "\\", "<", "\u0001", "é", "\u202e", "\ud83d\udc33", "@", "\u0800"})
    void aPolicyOfHundredsOfStatementsFits(String filling) {
        assertThat(sizeOf(largest(filling))).isLessThan(SNS_LIMIT);
    }

    /** The size is counted, not written: every character has to count for what {@link JsonWriter} makes of it. */
    @Test
    void everyCharacterCountsForWhatIsWrittenOfIt() {
        int none = new AlertMessage("", "", "", "", Map.of(), Map.of()).bytes();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = String.valueOf((char) c);
            if (!Character.isSurrogate((char) c)) {
                assertThat(new AlertMessage("", text, "", "", Map.of(), Map.of()).bytes() - none)
                        .as("U+%04X", c)
                        .isEqualTo(JsonWriter.write(Json.of(text)).length() - 2);
            }
        }
    }

    @Test
    void whatDoesNotFitIsCutWithAVisibleMark() {
        AlertMessage message = largest("\"");
        assertThat(message.email()).contains("[cut");
        assertThat(message.chat()).contains("[cut");
        assertThat(message.json()).contains("[cut: more than fits an alert]");
    }

    private static AlertMessage largest(String filling) {
        RepositoryArn arn = new RepositoryArn("aws-us-gov", "us-gov-west-1", "111122223333", "a".repeat(256));
        RepositorySnapshot read = new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(AlertBuilder.EVALUATED_AT.minus(Duration.ofDays(1))),
                AlertBuilder.EVALUATED_AT,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Known<>(RepositoryPolicy.of(policy(filling))),
                new RepositorySnapshot.ScanSettings(
                        false,
                        new Reading.Known<>(new EffectiveScanning(
                                false, "MANUAL", "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
        Subject subject = Subject.of(arn);
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(read, AlertBuilder.RULES.evaluate(read))),
                Optional.empty(),
                AlertBuilder.EVALUATED_AT);
        List<AlertFacts> facts = new Transition(RemediationMode.OFF, "remediation")
                .apply(SubjectRecord.notEvaluated(subject), evaluation, List.of()).record().outbox().stream()
                        .map(AlertFacts.class::cast)
                        .toList();
        assertThat(facts).hasSize(4);
        return AlertRenderer.render(Alert.of(subject, facts, AlertBuilder.RULES, AlertBuilder.PUBLISHED_AT));
    }

    /** As many open statements as ECR takes; the Sids are filled up with what needs the most escapes. */
    private static String policy(String filling) {
        String statement = "{\"Sid\":\"%s\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"},";
        String plain = "{\"Statement\":[";
        int statements = filling.isEmpty() ? 140 : 20;
        int room = (POLICY_LIMIT - plain.length() - 2) / statements - statement.length() + 2;
        String sid = filling.isEmpty() ? "" : filling.repeat(Math.max(1, room / filling.length()));
        String escaped = JsonWriter.write(new JsonObject().put("s", sid).build());
        String inner = escaped.substring(escaped.indexOf(':') + 2, escaped.length() - 2);
        StringBuilder text = new StringBuilder(plain);
        for (int i = 0; i < statements; i++) {
            text.append(statement.formatted(inner));
        }
        return text.substring(0, text.length() - 1) + "]}";
    }

    /** As {@code SnsAlertChannel} builds it. */
    private static int sizeOf(AlertMessage message) {
        String bodies = JsonWriter.write(new JsonObject()
                .put("default", message.json())
                .put("email", message.email())
                .put("https", message.chat())
                .build());
        int attributes = message.labels().toString().length()
                + message.lists().toString().length() * 2
                + 200;
        return bodies.getBytes(StandardCharsets.UTF_8).length
                + message.subject().length()
                + attributes;
    }
}
