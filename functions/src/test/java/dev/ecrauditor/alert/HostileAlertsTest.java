package dev.ecrauditor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.MalformedEvent;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.Evaluation;
import dev.ecrauditor.finding.record.EventSummary;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import dev.ecrauditor.rule.evidence.FixKind;
import dev.ecrauditor.settings.RemediationMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever stands in a text field of an event or a policy, an alert says it without doing it. The road is the real one:
 * event and policy as JSON, reader, parser, rules, transition, renderer.
 */
class HostileAlertsTest {

    private static final String SCAN_URL =
            "https://us-east-1.console.aws.amazon.com/ecr/repositories/private/111122223333/payments/api?region=us-east-1";

    static List<String> payloads() {
        return HostilePayloads.all();
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextInAnEventIsRenderedSafely(String payload) throws Exception {
        assertHarmless(render(event(payload, "{}"), policy("AllowAll", "*", "aws:UserAgent", "x")), payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextInAPolicyIsRenderedSafely(String payload) throws Exception {
        assertHarmless(render(event("9a1b", "{}"), policy(payload, payload, "aws:UserAgent", payload)), payload);
        assertHarmless(render(event("9a1b", "{}"), policy(payload, "*", key(payload), payload)), payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void anUnreadablePolicyIsRenderedSafely(String payload) throws Exception {
        assertHarmless(render(event("9a1b", "{}"), policy(payload, "*", "aws:SourceIp", payload)), payload);
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void aPolicyOfHostileTextOnlyIsRenderedSafely(String payload) throws Exception {
        assertHarmless(render(event("9a1b", payload), payload), payload);
    }

    /** From the store anything may come back, and an exception of AWS may say anything. */
    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextInAStoredRecordIsRenderedSafely(String payload) throws Exception {
        EventSummary call =
                new EventSummary(payload, "SetRepositoryPolicy", AlertBuilder.CALLED_AT, AlertBuilder.ALICE);
        AlertMessage message = AlertBuilder.opened()
                .event(call)
                .violation(AlertBuilder.NOT_PUBLIC, Severity.HIGH, "Not done: " + payload, "x" + payload, payload)
                .coverageGap(AlertBuilder.SCANNING, Severity.MEDIUM, payload, "denied action", payload)
                .rendered();
        assertHarmless(message, payload);
        AlertMessage uncertain = AlertBuilder.opened()
                .event(new EventSummary(payload, payload, AlertBuilder.CALLED_AT, AlertBuilder.ALICE))
                .uncertain()
                .publicAccess()
                .rendered();
        assertText(uncertain.email(), "\n");
        assertChat(uncertain.chat());
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void hostileTextInAStoredCommandIsRenderedSafely(String payload) throws Exception {
        Evidence stored = new Evidence("x", Map.of("a", "b"), List.of("# " + payload, "aws " + payload));
        AlertMessage message = AlertBuilder.opened()
                .finding(new FindingKey(AlertBuilder.SCANNING, FindingKey.Kind.VIOLATION), Severity.MEDIUM, stored)
                .rendered();
        assertText(message.email(), "\n");
        assertChat(message.chat());
    }

    private static void assertHarmless(AlertMessage message, String payload) throws MalformedJson {
        assertThat(message.subject()).matches("[ -~]{10,99}");
        assertText(message.email(), "\n");
        assertThat(message.email().lines().filter(line -> line.startsWith("Repository  ")))
                .containsExactly("Repository  " + SCAN_URL);
        assertThat(message.email().lines().filter(line -> line.startsWith("What to do (")))
                .hasSizeLessThanOrEqualTo(FixKind.values().length);
        assertThat(message.email().lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .allMatch(
                        line -> line.matches(
                                "(LOW|MEDIUM|HIGH|CRITICAL): payments/api .*|Account 1.*|Open .*|ecr-.*|Done by .*|The actor is not known; .*|Found .*|What to do \\([a-z, ]+\\)|How to accept it for a time|Repository  .*|Alert id    .*|\\{|\\}|EOF"));
        assertChat(message.chat());
        assertThat(JsonReader.read(message.json())).isInstanceOf(Json.Obj.class);
        assertThat(message.json().chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(MessageSchema.ALERT.faults(message.json()))
                .as("payload %s", payload.length())
                .isEmpty();
    }

    private static void assertText(String text, String ownLineBreak) {
        String outside =
                text.replace(SCAN_URL, "").replace("file://policy.json", "").replace(ownLineBreak, "");
        assertThat(ActiveContentDetector.findInvisible(outside)).isEmpty();
        assertThat(ActiveContentDetector.findActive(outside)).isEmpty();
    }

    private static void assertChat(String chat) throws MalformedJson {
        assertThat(MessageSchema.CUSTOM_NOTIFICATION.faults(chat)).isEmpty();
        assertThat(chat.chars()).allMatch(c -> c >= ' ' && c <= '~');
        Json message = JsonReader.read(chat);
        String description = message.text("content", "description").orElseThrow();
        assertThat(description).endsWith("\n<" + SCAN_URL + "|Open the repository>");
        for (String line : description
                .replace("<" + SCAN_URL + "|Open the repository>", "")
                .lines()
                .toList()) {
            assertText(line, "\n");
            assertThat(line).doesNotContain("<", ">");
            assertThat(line.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
            assertThat(line.replaceAll("`[^`]+`", "")).doesNotContain("`");
        }
        assertText(message.text("content", "title").orElseThrow(), "");
        assertText(message.text("metadata", "summary").orElseThrow(), "");
        message.items("content", "nextSteps")
                .forEach(step -> assertText(step.text().orElseThrow(), ""));
    }

    private static AlertMessage render(RepositoryChange change, String policyText) {
        RepositorySnapshot read = new RepositorySnapshot(
                change.repository(),
                new RepositorySnapshot.Creation(AlertBuilder.CALLED_AT.minus(Duration.ofDays(1))),
                AlertBuilder.EVALUATED_AT,
                new Encryption("KMS", Optional.of("arn:aws:kms:us-east-1:444455556666:key/k"), new Reading.Absent<>()),
                new Reading.Known<>(RepositoryPolicy.of(policyText)),
                new RepositorySnapshot.ScanSettings(
                        true,
                        new Reading.Known<>(new EffectiveScanning(
                                true, "SCAN_ON_PUSH", "BASIC", EffectiveScanning.Decider.REPOSITORY_FLAG))),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
        Subject subject = Subject.of(change.repository());
        Evaluation evaluation = new Evaluation(
                Optional.of(new Evaluation.Result(read, AlertBuilder.RULES.evaluate(read))),
                Optional.of(change),
                AlertBuilder.EVALUATED_AT);
        List<AlertFacts> facts = new Transition(RemediationMode.OFF, "remediation")
                .apply(SubjectRecord.notEvaluated(subject), evaluation, List.of()).record().outbox().stream()
                        .filter(AlertFacts.class::isInstance)
                        .map(AlertFacts.class::cast)
                        .toList();
        if (facts.isEmpty()) {
            // The payload happens to be a policy for nobody: an alert is needed all the same.
            return AlertBuilder.opened()
                    .event(new EventSummary(
                            change.eventId(), "SetRepositoryPolicy", AlertBuilder.CALLED_AT, change.actor()))
                    .publicAccess()
                    .rendered();
        }
        return AlertRenderer.render(Alert.of(subject, facts, AlertBuilder.RULES, AlertBuilder.PUBLISHED_AT));
    }

    private static RepositoryChange event(String payload, String policyText) throws MalformedEvent {
        Json identity = new JsonObject()
                .put("arn", "arn:aws:sts::111122223333:assumed-role/Dev/" + payload)
                .put(
                        "sessionContext",
                        new JsonObject()
                                .put(
                                        "sessionIssuer",
                                        new JsonObject()
                                                .put("userName", payload)
                                                .build())
                                .build())
                .build();
        Json detail = new JsonObject()
                .put("eventVersion", "1.11")
                .put("eventID", payload)
                .put("eventName", "SetRepositoryPolicy")
                .put("eventSource", "ecr.amazonaws.com")
                .put("eventTime", "2026-11-20T10:05:00Z")
                .put("userIdentity", identity)
                .put("userAgent", payload)
                .put("sourceIPAddress", payload)
                .put(
                        "requestParameters",
                        new JsonObject()
                                .put("repositoryName", "payments/api")
                                .put("policyText", policyText)
                                .build())
                .build();
        Json event = new JsonObject()
                .put("source", "aws.ecr")
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("account", "111122223333")
                .put("region", "us-east-1")
                .put("detail", detail)
                .build();
        return (RepositoryChange) new EventReader(WatchedAccounts.of(Set.of("111122223333"))).read(event);
    }

    /** A lone surrogate cannot stand in a member name of strict JSON. */
    private static String key(String payload) {
        boolean whole =
                payload.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return whole && !payload.isEmpty() && payload.length() < 4_000 ? payload : "aws:UserAgent";
    }

    private static String policy(String sid, String principal, String key, String value) {
        Json condition = new JsonObject()
                .put("StringLike", new JsonObject().put(key, value).build())
                .build();
        Json names = Json.of(Stream.of("*", principal).distinct().toList());
        Json statement = new JsonObject()
                .put("Sid", sid)
                .put("Effect", "Allow")
                .put("Principal", new JsonObject().put("AWS", names).build())
                .put("Action", "ecr:BatchGetImage")
                .put("Condition", condition)
                .build();
        return JsonWriter.write(new JsonObject().put("Statement", statement).build());
    }
}
