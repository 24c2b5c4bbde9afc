package dev.ecrauditor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.policy.fuzz.SlowInputs;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.EventAudits;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.MutableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Any bytes as input of the audit function: bare, and as the body of a message in a batch. */
class EventInputFuzz {

    private static final Clock CLOCK = new MutableClock(Instant.parse("2026-11-20T10:06:00Z"));
    private static final RuleRegistry RULES = RuleCatalog.standard(Duration.ofMinutes(15));
    private static final EventReader EVENTS =
            new EventReader(WatchedAccounts.of(Set.of("111122223333", "444455556666")));
    private static final Set<String> OUTCOMES = Set.of("ALERTED", "RECORDED", "IGNORED", "FAILED");

    private final SlowInputs slow = new SlowInputs(Duration.ofMillis(100));

    /** One invocation: the answer, or none where the function failed; and what was logged. */
    private record InvocationResult(Optional<Json> answer, List<Json> lines) {

        int failed() {
            return (int) lines.stream()
                    .filter(line -> line.text("outcome").equals(Optional.of("FAILED")))
                    .count();
        }
    }

    @FuzzTest
    @DictionaryEntries({
        "\"Records\":[{\"messageId\":\"m\",\"body\":\"{}\"}]",
        "\"source\":\"aws.ecr\"",
        "\"source\":\"ecr-auditor\"",
        "\"detail-type\":\"AWS API Call via CloudTrail\"",
        "\"eventSource\":\"ecr.amazonaws.com\"",
        "\"eventVersion\":\"1.11\"",
        "\"eventTime\":\"2026-11-20T10:05:00Z\"",
        "\"eventName\":\"SetRepositoryPolicy\"",
        "\"eventName\":\"CreateRepository\"",
        "\"eventName\":\"DeleteRepository\"",
        "\"errorCode\":\"AccessDenied\"",
        "\"ARN\":\"arn:aws:ecr:us-east-1:111122223333:repository/gone\"",
        "\"repositoryName\":\"bare/app\"",
        "\"registryId\":\"444455556666\"",
        "\"omitted\":true",
        "\"policyText\":\"{\\\"Statement\\\":[]}\"",
        "\\ud800",
        "null",
        "1e9999"
    })
    void everyInputEndsInOneOfFourWays(byte[] input) {
        InvocationResult bare = end(input);
        Optional<Json> read = read(input);
        if (read.isPresent() && read.get().at("Records") instanceof Json.Arr records) {
            assertThat(bare.lines()).hasSameSizeAs(records.items());
            assertThat(bare.answer().orElseThrow().items("batchItemFailures")).hasSize(bare.failed());
        } else {
            assertThat(bare.lines()).hasSize(1);
            assertThat(bare.answer().isEmpty()).isEqualTo(bare.failed() == 1);
            endsAlikeInABatch(input, bare);
        }
    }

    /** Whatever a bare event comes to, the same event in a message comes to as well, and its neighbour is handled. */
    private void endsAlikeInABatch(byte[] input, InvocationResult bare) {
        Json body = new JsonObject()
                .put("messageId", "one")
                .put("body", new String(input, StandardCharsets.UTF_8))
                .build();
        Json neighbour = new JsonObject()
                .put("messageId", "two")
                .put("body", "{\"source\":\"aws.s3\"}")
                .build();
        Json batch = new JsonObject()
                .put("Records", new Json.Arr(List.of(body, neighbour)))
                .build();
        InvocationResult ended = end(JsonWriter.write(batch).getBytes(StandardCharsets.UTF_8));
        assertThat(ended.lines().get(0).text("outcome"))
                .isEqualTo(bare.lines().get(0).text("outcome"));
        assertThat(ended.lines().get(1).text("outcome")).hasValue("IGNORED");
    }

    private InvocationResult end(byte[] input) {
        return slow.measure(input.length, () -> handle(input));
    }

    private static InvocationResult handle(byte[] input) {
        LambdaContext context = new LambdaContext();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Optional<Json> answer = Optional.empty();
        try {
            handler().handleRequest(new ByteArrayInputStream(input), out, context);
            answer = Optional.of(read(out.toByteArray()).orElseThrow(() -> new AssertionError("no JSON: " + out)));
        } catch (IllegalArgumentException | IllegalStateException documented) {
            assertThat(documented).hasMessageMatching("the (input is not JSON|event was not handled): [\\s\\S]*");
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new InvocationResult(
                answer, context.lines().stream().map(EventInputFuzz::line).toList());
    }

    private static Json line(String line) {
        assertThat(line.length()).isLessThan(10_000);
        assertThat(line.substring(0, line.length() - 1).chars().allMatch(c -> c >= ' ' && c <= '~'))
                .isTrue();
        Json json = read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
        assertThat(OUTCOMES).contains(json.text("outcome").orElseThrow());
        return json;
    }

    private static Optional<Json> read(byte[] text) {
        try {
            return Optional.of(JsonReader.read(new String(text, StandardCharsets.UTF_8)));
        } catch (MalformedJson malformed) {
            return Optional.empty();
        }
    }

    private static AuditHandler handler() {
        return new AuditHandler(
                EVENTS,
                EventAudits.of(
                        new RepositoryAudit(new RepositoryAudit.Parts(
                                new FuzzedRepositoryReader(),
                                RULES,
                                new Transition(RemediationMode.ON, "ecr-auditor-remediation"),
                                new InMemoryFindingStore(),
                                record -> {},
                                (reevaluation, delay) -> {},
                                CLOCK)),
                        new InMemoryFindingStore(),
                        Clock.systemUTC()),
                CLOCK);
    }
}
