package dev.ecrauditor.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every input format gives the same alert as the EventBridge event. */
class ReplayInputTest {

    private static final Path STORY = Path.of("../events/SetRepositoryPolicy/made-public-through-cloudformation");

    @TempDir
    private Path folder;

    private LocalAws aws;
    private Json event = new Json.Null();

    @BeforeEach
    void start() throws Exception {
        aws = LocalAws.start();
        aws.load(STORY.resolve("account.json"));
        event = JsonReader.read(Files.readString(STORY.resolve("event.json")));
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void aLogFileOfCloudTrailIsReplayed() throws IOException {
        assertAlerts(replay(file("log.json", log(record()))));
    }

    @Test
    void aGzipLogFileIsReplayed() throws IOException {
        Path file = folder.resolve("log.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(log(record()).getBytes(StandardCharsets.UTF_8));
        }

        assertAlerts(replay(file));
        assertAlerts(replay(folder));
    }

    @Test
    void theOutputOfLookupEventsIsReplayed() throws IOException {
        Json found = new JsonObject()
                .put("EventName", "SetRepositoryPolicy")
                .put("CloudTrailEvent", JsonWriter.write(record()))
                .build();

        assertAlerts(replay(file("lookup.json", list("Events", found))));
        assertAlerts(replay(file("one.json", JsonWriter.write(found))));
    }

    @Test
    void oneRecordIsReplayed() throws IOException {
        assertAlerts(replay(file("record.json", JsonWriter.write(record()))));
    }

    @Test
    void aTextThatBeginsWithAByteOrderMarkIsReplayed() throws IOException {
        assertAlerts(replay(file("marked.json", "\uFEFF" + JsonWriter.write(event))));
    }

    @Test
    void aBatchIsReplayedAndItsBadMessageCounts() throws IOException {
        Json good = new JsonObject()
                .put("messageId", "m1")
                .put("body", JsonWriter.write(event))
                .build();
        Json bad = new JsonObject().put("messageId", "m2").put("body", "{no").build();

        assertAlerts(replay(file("good.json", list("Records", good))));
        CommandRun mixed = replay(file("mixed.json", list("Records", bad, good)));
        assertThat(mixed.status()).isEqualTo(3);
        assertThat(mixed.out()).contains("[CRITICAL]");
        assertThat(mixed.err()).contains("record 1: FAILED", "2 events, 1 alert, 1 FAILED");
    }

    @Test
    void recordsOfOtherServicesAreCountedByReason() throws IOException {
        List<Json> records = new ArrayList<>(Collections.nCopies(40, other()));
        records.add(20, record());

        CommandRun replay = replay(file("log.json", log(records.toArray(Json[]::new))));

        assertAlerts(replay);
        assertThat(replay.err()).contains("40 of 41 log records: IGNORED (OTHER_SERVICE)", "41 events, 1 alert");
        assertThat(replay.err().lines()).hasSizeLessThan(5);
    }

    @Test
    void aLogWithoutARecordOfEcrFails() throws IOException {
        CommandRun replay = replay(file("log.json", log(other())));

        assertThat(replay.status()).isEqualTo(3);
        assertThat(replay.err()).contains("no record of Amazon ECR");
    }

    @Test
    void aLogLargerThanAnyEventIsReplayed() throws IOException {
        List<Json> records = new ArrayList<>(Collections.nCopies(40_000, other()));
        records.add(record());
        String log = log(records.toArray(Json[]::new));
        assertThat(log.length()).isGreaterThan(JsonReader.MAX_CHARACTERS);

        assertAlerts(replay(file("large.json", log)));
    }

    @Test
    void validEventsAreReplayedBesideInvalidOnes() throws IOException {
        Path wrong = file("wrong.json", "{\"a\": 1}");

        CommandRun replay = replay(wrong, STORY.resolve("event.json"));

        assertThat(replay.status()).isEqualTo(3);
        assertThat(replay.out()).contains("[CRITICAL]");
        assertThat(replay.err()).contains("wrong.json: FAILED: is not an event", "1 FAILED");
    }

    @Test
    void twoReplaysNeverUseOneStateAtOnce() throws IOException {
        Path state = folder.resolve("state.json");
        try (FileFindingStore first = FileFindingStore.open(state, false)) {
            assertThat(first.due(1)).isEmpty();

            CommandRun second = replay(STORY.resolve("event.json"), Path.of("--state"), state);

            assertThat(second.status()).isEqualTo(3);
            assertThat(second.err().strip())
                    .contains("another replay uses this state")
                    .doesNotContain("\n");
            assertThat(second.out()).isEmpty();
        }
        assertAlerts(replay(STORY.resolve("event.json"), Path.of("--state"), state));
    }

    private static void assertAlerts(CommandRun replay) {
        assertThat(replay.status()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("[CRITICAL]", "is open to every AWS account");
        assertThat(replay.err()).contains("1 alert");
    }

    private Json record() {
        return event.at("detail");
    }

    private static Json other() {
        return new JsonObject()
                .put("eventVersion", "1.11")
                .put("eventSource", "s3.amazonaws.com")
                .put("eventName", "GetObject")
                .put("awsRegion", "us-east-1")
                .put("recipientAccountId", "111122223333")
                .put("userAgent", "x".repeat(120))
                .build();
    }

    private static String log(Json... records) {
        return list("Records", records);
    }

    private static String list(String name, Json... items) {
        return JsonWriter.write(
                new JsonObject().put(name, new Json.Arr(List.of(items))).build());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private CommandRun replay(Path... arguments) {
        List<String> line = new ArrayList<>(
                List.of("replay", "--endpoint-url", aws.endpoint().toString()));
        for (Path argument : arguments) {
            line.add(argument.toString());
        }
        return CommandRun.of(line.toArray(String[]::new));
    }
}
