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

    private static final String GOOD = JsonWriter.write(Json.of(Event.good().text()));
    private static HostileDoor door;

    @BeforeAll
    static void open() {
        door = new HostileDoor();
    }

    @AfterAll
    static void close() {
        door.close();
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
                "{\"messageId\": \"bad\", \"body\": " + Event.good().text() + "}",
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
        HostileDoor.Invoked invoked =
                door.invoke("{\"Records\": [" + good("a") + ", " + record + ", " + good("b") + "]}");
        assertThat(invoked.ends()).containsExactly("RECORDED", "FAILED", "RECORDED");
        String id = record.contains("\"bad\"") ? "bad" : "";
        assertThat(invoked.failedMessages()).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"x\"", "true", "{}", "{\"0\": {\"body\": \"{}\"}}"})
    void recordsThatAreNoListFailAsAnEventThatIsNone(String records) {
        HostileDoor.Invoked invoked = door.invoke("{\"Records\": " + records + "}");
        assertThat(invoked.ends()).containsExactly("FAILED");
        assertThat(invoked.answer()).isEmpty();
    }

    @Test
    void recordsBesideAnEventAreWhatCounts() {
        HostileDoor.Invoked invoked = door.invoke(
                Event.good().beginning("\"Records\": [" + good("a") + "]").text());
        assertThat(invoked.ends()).containsExactly("RECORDED");
        assertThat(invoked.failedMessages()).isEmpty();
    }

    @Test
    void aBatchWithoutRecordsIsEmpty() {
        HostileDoor.Invoked invoked = door.invoke("{\"Records\": []}");
        assertThat(invoked.ends()).isEmpty();
        assertThat(invoked.failedMessages()).isEmpty();
    }

    @Test
    void twoListsOfRecordsAreRefused() {
        HostileDoor.Invoked invoked =
                door.invoke("{\"Records\": [" + good("a") + "], \"Records\": [" + good("b") + "]}");
        assertThat(invoked.ends()).containsExactly("FAILED");
    }

    @Test
    void aRecordThatNeverEndsFailsTheWholeBatch() {
        assertThat(door.invoke("{\"Records\": [" + good("a") + ", {").ends()).containsExactly("FAILED");
    }

    @Test
    void aRecordWithoutIdIsHandled() {
        HostileDoor.Invoked invoked = door.invoke("{\"Records\": [{\"body\": " + GOOD + "}]}");
        assertThat(invoked.ends()).containsExactly("RECORDED");
    }

    /** Lambda takes an empty id as the failure of all ten, so that nothing is lost. */
    @Test
    void aRecordWithoutIdThatFailsBringsTheBatchBack() {
        HostileDoor.Invoked invoked = door.invoke("{\"Records\": [{\"body\": \"x\"}, " + good("a") + "]}");
        assertThat(invoked.failedMessages()).containsExactly("");
    }

    @Test
    void oneIdTwiceIsNamedForTheOneThatFails() {
        HostileDoor.Invoked invoked =
                door.invoke("{\"Records\": [" + good("a") + ", {\"messageId\": \"a\", \"body\": \"x\"}]}");
        assertThat(invoked.ends()).containsExactly("RECORDED", "FAILED");
        assertThat(invoked.failedMessages()).containsExactly("a");
    }

    @Test
    void anIdOfAnyTextComesBackToTheLetterAndIsLoggedOnOneLine() {
        String id = "\"\\\n\r\u2028\u202e\ud800 {" + "x".repeat(5_000);
        String record = "{\"messageId\": " + JsonWriter.write(Json.of(id)) + ", \"body\": \"x\"}";
        HostileDoor.Invoked invoked = door.invoke("{\"Records\": [" + record + "]}");
        assertThat(invoked.ends()).containsExactly("FAILED");
        assertThat(invoked.failedMessages()).containsExactly(id);
    }

    @Test
    void tenThousandRecordsLeaveTenThousandLines() {
        List<String> bodies = Collections.nCopies(2_500, "{\"source\": \"aws.s3\"}");
        List<String> all = Stream.of(bodies, Collections.nCopies(2_500, "{"), bodies, Collections.nCopies(2_500, "{}"))
                .flatMap(List::stream)
                .toList();
        HostileDoor.Invoked invoked = door.invoke(CloudTrailEvents.batch(all));
        assertThat(invoked.ends()).hasSize(10_000);
        assertThat(invoked.ends()).filteredOn("IGNORED OTHER_SERVICE"::equals).hasSize(5_000);
        assertThat(invoked.failedMessages()).hasSize(5_000).doesNotHaveDuplicates();
    }

    private static String good(String id) {
        return "{\"messageId\": \"" + id + "\", \"body\": " + GOOD + "}";
    }
}
