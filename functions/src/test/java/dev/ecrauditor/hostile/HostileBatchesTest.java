package dev.ecrauditor.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.testing.CloudTrailEvents;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that SQS would not make. */
class HostileBatchesTest {

    private static final String GOOD =
            JsonWriter.write(Json.of(HostileEvent.good().text()));
    private static HostileInputRunner runner;

    @BeforeAll
    static void open() {
        runner = new HostileInputRunner();
    }

    @AfterAll
    static void close() {
        runner.close();
    }

    /** Records that hold no event. */
    static Stream<String> recordsWithoutEvent() {
        return Stream.of(
                "null",
                "7",
                "\"text\"",
                "true",
                "[]",
                "{}",
                "{\"messageId\": \"bad\"}",
                "{\"messageId\": \"bad\", \"body\": null}",
                "{\"messageId\": \"bad\", \"body\": 7}",
                "{\"messageId\": \"bad\", \"body\": []}",
                "{\"messageId\": \"bad\", \"body\": " + HostileEvent.good().text() + "}",
                "{\"messageId\": \"bad\", \"body\": \"\"}",
                "{\"messageId\": \"bad\", \"body\": \"{\"}",
                "{\"messageId\": \"bad\", \"Body\": " + GOOD + "}",
                "{\"messageId\": \"bad\", \"body\": \"{\\\"Records\\\": []}\"}",
                "{\"messageId\": \"bad\", \"body\": \"{\\\"Records\\\": [{\\\"body\\\": \\\"{}\\\"}]}\"}",
                "{\"messageId\": \"bad\", \"body\": \"[" + "[".repeat(100_000) + "\"}");
    }

    @ParameterizedTest
    @MethodSource("recordsWithoutEvent")
    void aRecordWithoutEventFailsAndItsNeighboursAreHandled(String record) {
        HostileInputRunner.InvocationResult invoked =
                runner.invoke("{\"Records\": [" + good("a") + ", " + record + ", " + good("b") + "]}");
        assertThat(invoked.outcomes()).containsExactly("RECORDED", "FAILED", "RECORDED");
        String id = record.contains("\"bad\"") ? "bad" : "";
        assertThat(invoked.failedMessages()).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "true", "{}", "{\"0\": {\"body\": \"{}\"}}"})
    void recordsThatAreNoListFailAsAnEventThatIsNone(String records) {
        HostileInputRunner.InvocationResult invoked = runner.invoke("{\"Records\": " + records + "}");
        assertThat(invoked.outcomes()).containsExactly("FAILED");
        assertThat(invoked.answer()).isEmpty();
    }

    @Test
    void recordsBesideAnEventAreWhatCounts() {
        HostileInputRunner.InvocationResult invoked = runner.invoke(HostileEvent.good()
                .beginning("\"Records\": [" + good("a") + "]")
                .text());
        assertThat(invoked.outcomes()).containsExactly("RECORDED");
        assertThat(invoked.failedMessages()).isEmpty();
    }

    @Test
    void aBatchWithoutRecordsIsEmpty() {
        HostileInputRunner.InvocationResult invoked = runner.invoke("{\"Records\": []}");
        assertThat(invoked.outcomes()).isEmpty();
        assertThat(invoked.failedMessages()).isEmpty();
    }

    @Test
    void twoListsOfRecordsAreRefused() {
        HostileInputRunner.InvocationResult invoked =
                runner.invoke("{\"Records\": [" + good("a") + "], \"Records\": [" + good("b") + "]}");
        assertThat(invoked.outcomes()).containsExactly("FAILED");
    }

    @Test
    void aRecordThatNeverEndsFailsTheWholeBatch() {
        assertThat(runner.invoke("{\"Records\": [" + good("a") + ", {").outcomes())
                .containsExactly("FAILED");
    }

    @Test
    void aRecordWithoutIdIsHandled() {
        HostileInputRunner.InvocationResult invoked = runner.invoke("{\"Records\": [{\"body\": " + GOOD + "}]}");
        assertThat(invoked.outcomes()).containsExactly("RECORDED");
    }

    /** Lambda takes an empty id as the failure of all ten, so that nothing is lost. */
    @Test
    void aRecordWithoutIdThatFailsBringsTheBatchBack() {
        HostileInputRunner.InvocationResult invoked =
                runner.invoke("{\"Records\": [{\"body\": \"x\"}, " + good("a") + "]}");
        assertThat(invoked.failedMessages()).containsExactly("");
    }

    @Test
    void oneIdTwiceIsNamedForTheOneThatFails() {
        HostileInputRunner.InvocationResult invoked =
                runner.invoke("{\"Records\": [" + good("a") + ", {\"messageId\": \"a\", \"body\": \"x\"}]}");
        assertThat(invoked.outcomes()).containsExactly("RECORDED", "FAILED");
        assertThat(invoked.failedMessages()).containsExactly("a");
    }

    @Test
    void anIdOfAnyTextComesBackToTheLetterAndIsLoggedOnOneLine() {
        String id = "\"\\\n\r\u2028\u202e\ud800 {" + "x".repeat(5_000);
        String record = "{\"messageId\": " + JsonWriter.write(Json.of(id)) + ", \"body\": \"x\"}";
        HostileInputRunner.InvocationResult invoked = runner.invoke("{\"Records\": [" + record + "]}");
        assertThat(invoked.outcomes()).containsExactly("FAILED");
        assertThat(invoked.failedMessages()).containsExactly(id);
    }

    @Test
    void tenThousandRecordsLeaveTenThousandLines() {
        List<String> bodies = Collections.nCopies(2_500, "{\"source\": \"aws.s3\"}");
        List<String> all = Stream.of(bodies, Collections.nCopies(2_500, "{"), bodies, Collections.nCopies(2_500, "{}"))
                .flatMap(List::stream)
                .toList();
        HostileInputRunner.InvocationResult invoked = runner.invoke(CloudTrailEvents.batch(all));
        assertThat(invoked.outcomes()).hasSize(10_000);
        assertThat(invoked.outcomes())
                .filteredOn("IGNORED OTHER_SERVICE"::equals)
                .hasSize(5_000);
        assertThat(invoked.failedMessages()).hasSize(5_000).doesNotHaveDuplicates();
    }

    private static String good(String id) {
        return "{\"messageId\": \"" + id + "\", \"body\": " + GOOD + "}";
    }
}
