package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The audit function with real clients before the simulated endpoint, where payments/api is open to everyone and known
 * to be. After every invocation it checks what must hold for any input.
 */
final class HostileInputRunner implements AutoCloseable {

    private static final Set<String> OUTCOMES = Set.of("ALERTED", "RECORDED", "IGNORED", "FAILED");
    private static final int LONGEST_LINE = 10_000;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:06:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final Auditor auditor = new Auditor(aws, new InMemoryFindingStore(), clock, RemediationMode.OFF);

    /** The result of one invocation: the function's answer, or none where it failed, and the outcome of each line. */
    record InvocationResult(Optional<Json> answer, List<String> outcomes) {

        List<String> failedMessages() {
            return answer.orElseThrow().items("batchItemFailures").stream()
                    .map(failure -> failure.text("itemIdentifier").orElseThrow())
                    .toList();
        }
    }

    HostileInputRunner() {
        new LocalAccounts(aws).repository(SampleRepository.ARN, "\"policyText\": " + HostileEvent.POLICY);
        assertThat(invoke(HostileEvent.good().text()).outcomes()).containsExactly("ALERTED");
    }

    InvocationResult invoke(String input) {
        return invoke(input.getBytes(StandardCharsets.UTF_8));
    }

    InvocationResult invoke(byte[] input) {
        LambdaContext context = new LambdaContext();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Optional<Json> answer = Optional.empty();
        try {
            auditor.function().handleRequest(new ByteArrayInputStream(input), out, context);
            answer = Optional.of(json(out.toString(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException | IllegalStateException documented) {
            assertKeepsSecrets(stackTrace(documented));
            assertThat(documented.getMessage()).hasSizeLessThan(LONGEST_LINE);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return new InvocationResult(
                answer, context.lines().stream().map(HostileInputRunner::end).toList());
    }

    /** The accounts whose keys or roles were used since the last time it was asked. */
    List<LoggedRequest> requests() {
        return aws.requests();
    }

    @Override
    public void close() {
        aws.close();
    }

    /** The outcome in a log line. */
    private static String end(String line) {
        assertThat(line).hasSizeLessThan(LONGEST_LINE).endsWith("\n");
        assertThat(line.substring(0, line.length() - 1).chars())
                .as("one line of printable ASCII: %s", line)
                .allMatch(c -> c >= ' ' && c <= '~');
        assertKeepsSecrets(line);
        Json json = json(line);
        String outcome = json.text("outcome").orElseThrow();
        assertThat(OUTCOMES).contains(outcome);
        assertThat(json.text("reason").isPresent()).isEqualTo(outcome.equals("IGNORED") || outcome.equals("FAILED"));
        return outcome.equals("IGNORED") ? outcome + " " + json.text("reason").orElseThrow() : outcome;
    }

    private static void assertKeepsSecrets(String text) {
        assertThat(text).doesNotContain(HostileEvent.SECRETS);
    }

    private static String stackTrace(Exception fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError("not JSON: " + text, malformed);
        }
    }
}
