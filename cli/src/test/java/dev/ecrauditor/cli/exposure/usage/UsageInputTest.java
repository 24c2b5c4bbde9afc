package dev.ecrauditor.cli.exposure.usage;

import static dev.ecrauditor.cli.exposure.usage.TrailRecord.ARN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.NAME;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OPEN;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.OWNER;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.pull;
import static dev.ecrauditor.cli.exposure.usage.TrailRecord.setPolicy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of log files, and files that are broken. */
class UsageInputTest {

    private static final List<TrailRecord> RECORDS =
            List.of(setPolicy(OPEN, "10:00:00"), pull("10:30:00"), pull("10:31:00"));

    @TempDir
    private Path folder;

    private static void assertTwoPulls(Path logs) {
        UsageRun run = UsageRun.json(logs);
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.number("usedCalls")).isEqualTo(2);
        assertThat(run.summary().text("windowSource")).contains("LOG");
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static String lookup(TrailRecord record) {
        return JsonWriter.write(new JsonObject()
                .put("EventId", "x")
                .put("EventTime", 1_764_496_800L)
                .put("CloudTrailEvent", record.line())
                .build());
    }

    @Test
    void aLogFileIsReadPlainAndGzipped() throws IOException {
        assertTwoPulls(TrailRecord.write(folder.resolve("one.json"), TrailRecord.file(RECORDS)));
        assertTwoPulls(TrailRecord.writeGzip(folder.resolve("two.json.gz"), TrailRecord.file(RECORDS)));
        assertTwoPulls(TrailRecord.write(folder.resolve("bom.json"), "\uFEFF" + TrailRecord.file(RECORDS)));
    }

    @Test
    void aDirectoryIsReadWithAllBelowItAndWithoutDigestsAndOtherFiles() throws IOException {
        Path day = folder.resolve("AWSLogs/111122223333/CloudTrail/us-east-1/2026/11/30");
        TrailRecord.writeGzip(day.resolve("a.json.gz"), TrailRecord.file(RECORDS.subList(0, 2)));
        TrailRecord.write(day.resolve("deeper/b.json"), TrailRecord.file(RECORDS.subList(2, 3)));
        TrailRecord.writeGzip(
                folder.resolve(
                        "AWSLogs/111122223333/CloudTrail-Digest/us-east-1/1_CloudTrail-Digest_us-east-1.json.gz"),
                "{\"digestStartTime\": \"x\", \"digestS3Object\": \"y\"}");
        TrailRecord.write(folder.resolve("digest.json"), "{\"digestStartTime\": \"x\", \"digestS3Object\": \"y\"}");
        assertTwoPulls(folder);
        TrailRecord.write(folder.resolve("notes.txt"), "notes");
        UsageRun run = UsageRun.json(folder);
        assertThat(run.number("files")).isEqualTo(3);
        assertThat(run.err()).contains("1 other file not read");
        assertThat(run.status()).isZero();
    }

    @Test
    void oneRecordALineIsRead() throws IOException {
        List<String> lines = RECORDS.stream().map(TrailRecord::line).toList();
        assertTwoPulls(TrailRecord.write(folder.resolve("events.jsonl"), lines(lines)));
        assertTwoPulls(TrailRecord.writeGzip(folder.resolve("events.gz"), lines(lines)));
        assertTwoPulls(TrailRecord.write(folder.resolve("list.json"), "[" + String.join(",", lines) + "]"));
    }

    @Test
    void theOutputOfLookupEventsIsRead() throws IOException {
        List<String> events = RECORDS.stream().map(UsageInputTest::lookup).toList();
        assertTwoPulls(TrailRecord.write(
                folder.resolve("lookup.json"),
                "{\"Events\": [" + String.join(",", events) + "], \"NextToken\": \"t\"}"));
        assertTwoPulls(TrailRecord.write(folder.resolve("lookup.jsonl"), lines(events)));
        String texts =
                JsonWriter.write(Json.of(RECORDS.stream().map(TrailRecord::line).toList()));
        assertTwoPulls(TrailRecord.write(folder.resolve("query.json"), texts));
    }

    @Test
    void anArchiveOfEventBridgeIsRead() throws IOException {
        List<String> events = RECORDS.stream()
                .map(record -> "{\"source\": \"aws.ecr\", \"detail\": " + record.line() + "}")
                .toList();
        assertTwoPulls(TrailRecord.write(folder.resolve("archive.jsonl"), lines(events)));
    }

    @Test
    void anExportOfAthenaIsRead() throws IOException {
        List<String> rows = RECORDS.stream()
                .map(record -> JsonWriter.write(lowerCase(record.with(
                                "eventTime",
                                record.json()
                                        .text("eventTime")
                                        .orElseThrow()
                                        .replace("T", " ")
                                        .replace("Z", ".000"))
                        .with(
                                "requestParameters",
                                JsonWriter.write(record.json().at("requestParameters")))
                        .with("responseElements", "")
                        .with("errorCode", "")
                        .json())))
                .toList();
        assertThat(rows.get(0)).contains("\"useridentity\":{\"type\"", "\"requestparameters\":\"{");
        assertTwoPulls(TrailRecord.writeGzip(folder.resolve("20261130_unload.gz"), lines(rows)));
    }

    private static Json lowerCase(Json json) {
        if (json instanceof Json.Obj object) {
            JsonObject lower = new JsonObject();
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                lower.put(member.getKey().toLowerCase(Locale.ROOT), lowerCase(member.getValue()));
            }
            return lower.build();
        }
        return json instanceof Json.Arr array
                ? new Json.Arr(
                        array.items().stream().map(UsageInputTest::lowerCase).toList())
                : json;
    }

    @Test
    void aBrokenFileIsNamedWithThePlaceAndTheOthersAreRead() throws IOException {
        TrailRecord.write(folder.resolve("a/good.json"), TrailRecord.file(RECORDS));
        String whole = TrailRecord.file(List.of(pull("10:40:00"), pull("10:41:00")));
        TrailRecord.write(folder.resolve("b/cut.json"), whole.substring(0, whole.length() - 20));
        TrailRecord.write(folder.resolve("c/line.jsonl"), pull("10:42:00").line() + "\n{\"a\" 1}\n");
        Path gzip = TrailRecord.writeGzip(folder.resolve("d/cut.json.gz"), whole);
        Files.write(gzip, Arrays.copyOf(Files.readAllBytes(gzip), 120));
        Files.write(folder.resolve("e.json"), new byte[] {'"', (byte) 0xe9, '"'});
        TrailRecord.write(
                folder.resolve("f.jsonl"),
                "{\"no\": \"record\"}\n" + pull("10:43:00").line());
        TrailRecord.write(folder.resolve("g.json"), "");
        TrailRecord.write(folder.resolve("h.json"), "[".repeat(100_000));
        TrailRecord.write(folder.resolve("i.json"), "{\"Records\": [{\"a\": 1, \"a\": 2}]}");

        UsageRun run = UsageRun.json(folder);

        assertThat(run.ofType("unreadable"))
                .extracting(line -> folder.relativize(Path.of(line.text("file").orElseThrow())) + ": "
                        + line.text("reason").orElseThrow())
                .containsExactlyInAnyOrder(
                        "b/cut.json: not valid JSON at line 1, column " + (whole.length() - 19),
                        "c/line.jsonl: not valid JSON at line 2, column 6",
                        "d/cut.json.gz: a damaged gzip file; download it again",
                        "e.json: not UTF-8 text",
                        "f.jsonl: record 1 is not a CloudTrail record",
                        "g.json: empty",
                        "h.json: not valid JSON",
                        "i.json: not valid JSON at line 1, column 28");
        assertThat(run.number("usedCalls")).isEqualTo(5);
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.missing()).contains("8 files could not be read completely");
        CommandRun text = UsageRun.text(folder);
        assertThat(text.out())
                .contains("Not read completely", "The answer is not complete: 8 files could not be read completely.")
                .contains("c/line.jsonl: not valid JSON at line 2, column 6");
    }

    @Test
    void aFileNameIsPrintedHarmlessly() throws IOException {
        TrailRecord.write(folder.resolve("a\u001b[2J.json"), "no");
        assertThat(UsageRun.text(folder).out()).contains("a?[2J.json").doesNotContain("\u001b");
    }

    @Test
    void aRecordLongerThanAnyIsNotHeldInMemory() throws IOException {
        String half = "\"" + "x".repeat(3 * 1024 * 1024) + "\"";
        String members = List.of("a", "b", "c", "d").stream()
                .map(name -> "\"" + name + "\": " + half)
                .collect(Collectors.joining(","));
        TrailRecord.write(folder.resolve("long.json"), "{\"Records\": [{" + members + "}]}");
        UsageRun run = UsageRun.json(folder);
        assertThat(run.ofType("unreadable")).hasSize(1);
        assertThat(run.status()).isEqualTo(3);
    }

    @Test
    void wrongUseIsAnsweredInOneLine() throws IOException {
        Path log = TrailRecord.write(folder.resolve("log.json"), TrailRecord.file(RECORDS));
        Path none = Files.createDirectory(folder.resolve("none"));
        String used = log.toString();
        wrong(
                "no such file or directory",
                ARN,
                "--used",
                folder.resolve("missing").toString());
        wrong("no log files", ARN, "--used", none.toString());
        wrong("--used needs REPOSITORY", "--used", used);
        wrong("--account 111122223333", NAME, "--used", used, "--region", "us-east-1");
        wrong("twelve digits", NAME, "--used", used, "--account", "1", "--region", "us-east-1");
        wrong("not a Region", NAME, "--used", used, "--account", OWNER, "--region", "mars");
        wrong(
                "one --region",
                NAME,
                "--used",
                used,
                "--account",
                OWNER,
                "--region",
                "us-east-1",
                "--region",
                "eu-west-1");
        wrong("team/service", "Not A Name", "--used", used, "--account", OWNER, "--region", "us-east-1");
        wrong("leave them out", ARN, "--used", used, "--region", "eu-west-1");
        wrong("leave them out", ARN, "--used", used, "--account", "444455556666");
        wrong("2026-11-30T10:00:00Z", ARN, "--used", used, "--from", "yesterday");
        wrong("before --from", ARN, "--used", used, "--from", "2026-11-30T10:00:00Z", "--to", "2026-11-30T09:00:00Z");
        wrong("--used reads log files only", ARN, "--used", used, "--fail-on", "high");
        wrong("--used reads log files only", ARN, "--used", used, "--all-accounts");
        wrong("are for --used", NAME, "--from", "2026-11-30T10:00:00Z");
    }

    private static void wrong(String says, String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "exposure";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        CommandRun run = CommandRun.of(line);
        assertThat(run.err().strip()).contains(says).doesNotContain("\n");
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aStreamIsPassedOnRecordByRecord() throws IOException {
        Path pipe = TrailRecord.write(folder.resolve("x.json"), TrailRecord.file(RECORDS) + "{cut");
        int[] read = new int[1];
        try {
            LogReader.read(Files.newBufferedReader(pipe, StandardCharsets.UTF_8), record -> read[0]++);
        } catch (BrokenLogException atTheEnd) {
            assertThat(read[0]).isEqualTo(3);
            return;
        }
        throw new AssertionError("the rest is no JSON");
    }
}
