package dev.ecrauditor.cli.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemediationHistoryCommandTest {

    private static final String STORY = "../events/PutImageScanningConfiguration/switched-off-by-a-person/";
    private static final String ARN = "arn:aws:ecr:us-east-1:111122223333:repository/";
    private static final String ALICE = "arn:aws:sts::111122223333:assumed-role/Developer/alice";

    private static final String SUSPENDED = """
            {"done": 2, "attempts": ["2026-11-20T10:00:00Z", "2026-11-20T11:00:00Z"], "suspended": true,
             "reverts": [{"who": "WHO", "at": "2026-11-20T10:30:00Z", "attempt": 1},
                         {"at": "2026-11-20T11:30:00Z", "attempt": 2}],
             "history": [{"number": 1, "begunAt": "2026-11-20T10:00:00Z", "outcome": "REMEDIATED"},
                         {"number": 2, "begunAt": "2026-11-20T11:00:00Z"}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void theStateOfReplayHasTheHistory() throws Exception {
        String state = folder.resolve("state.json").toString();
        try (LocalAws aws = LocalAws.start()) {
            aws.load(Path.of(STORY + "account.json"));
            CommandRun.of(
                    "replay",
                    STORY + "event.json",
                    "--remediation",
                    "on",
                    "--state",
                    state,
                    "--endpoint-url",
                    aws.endpoint().toString());
        }

        CommandRun text = CommandRun.of("remediation", "history", "--state", state);
        assertThat(text.status()).isZero();
        assertThat(text.out())
                .startsWith(ARN + "payments/api")
                .contains("attempt 1: REMEDIATED", "1 repository: 1 with attempts, 0 suspended");
        Json line = JsonReader.read(CommandRun.of("remediation", "history", "--state", state, "--output", "json")
                .out());
        assertThat(line.members().keySet()).containsExactly("repositoryArn", "suspended", "attempts", "reverts");
        assertThat(line.items("attempts").get(0).text("outcome")).hasValue("REMEDIATED");
        assertThat(CommandRun.of("remediation", "history", "--state", state, "--region", "eu-west-1")
                        .out())
                .startsWith("0 repositories");
    }

    @Test
    void theTableIsReadToItsLastPage() throws Exception {
        try (InMemoryRecordTable table = new InMemoryRecordTable(records())) {
            CommandRun history = history(table);

            assertThat(history.status()).as(history.err()).isZero();
            assertThat(history.out().lines())
                    .containsExactly(
                            ARN + "payments/api",
                            "  2026-11-20 10:00:00 UTC  attempt 1: REMEDIATED",
                            "  2026-11-20 10:30:00 UTC  switched off again by " + ALICE,
                            "  2026-11-20 11:00:00 UTC  attempt 2: no outcome; it is running or was interrupted",
                            "  2026-11-20 11:30:00 UTC  switched off again by an unknown actor",
                            "  SUSPENDED: nothing is written until scanning has been on for 24 hours",
                            "",
                            "3 repositories: 1 with attempts, 1 suspended");
            assertThat(table.queries()).hasSize(3).allSatisfy(query -> {
                assertThat(query.text("ExpressionAttributeValues", ":pk", "S")).hasValue("111122223333#us-east-1");
                assertThat(query.bool("ConsistentRead")).hasValue(true);
            });
        }
    }

    @Test
    void theTableGivesTheSameHistoryAsJson() throws Exception {
        try (InMemoryRecordTable table = new InMemoryRecordTable(records())) {
            Json line = JsonReader.read(history(table, "--output", "json").out());

            assertThat(line.text("repositoryArn")).hasValue(ARN + "payments/api");
            assertThat(line.bool("suspended")).hasValue(true);
            assertThat(line.items("attempts")).hasSize(2);
            assertThat(line.items("attempts").get(0).members().keySet())
                    .containsExactly("number", "begunAt", "outcome");
            assertThat(line.items("attempts").get(1).members().keySet()).containsExactly("number", "begunAt");
            assertThat(line.items("reverts").get(0).text("who")).hasValue(ALICE);
            assertThat(line.items("reverts").get(1).members().keySet()).containsExactly("at", "attempt");
        }
    }

    @Test
    void onlyTheGivenRepositoryIsQueried() throws Exception {
        try (InMemoryRecordTable table = new InMemoryRecordTable(records())) {
            assertThat(history(table, "--repository", "payments/api").out()).startsWith(ARN + "payments/api");
            assertThat(history(table, "--repository", "payments").out()).startsWith("0 repositories");
            assertThat(table.queries()).hasSize(2);
        }
    }

    @Test
    void controlCharactersOfTheTableAreReplaced() throws Exception {
        Map<String, Json> records = records();
        records.put(
                "repository#payments/api", record("payments/api", SUSPENDED.replace("WHO", "\\u001b[2J\\u202eeve")));
        records.put("repository#zz", new Json.Obj(Map.of("schema", Json.of(1), "subject", Json.of("\u001b[2Jzz"))));
        try (InMemoryRecordTable table = new InMemoryRecordTable(records)) {
            CommandRun history = history(table);

            assertThat(history.status()).isEqualTo(3);
            assertThat(history.out()).contains("switched off again by ?[2J?eve");
            assertThat(history.err())
                    .contains("the stored record of ?[2Jzz is damaged")
                    .doesNotContain("\u001b");
            assertThat(history(table, "--output", "json").out()).doesNotContain("\u001b", "\u202e");
        }
    }

    @Test
    void aRecordOfANewerVersionIsReportedAndTheOthersArePrinted() throws Exception {
        Map<String, Json> records = records();
        Map<String, Json> newer = new LinkedHashMap<>(record("media/new", "{}").members());
        newer.put("schema", Json.of(3));
        records.put("repository#media/new", new Json.Obj(newer));
        try (InMemoryRecordTable table = new InMemoryRecordTable(records)) {
            CommandRun history = history(table);

            assertThat(history.status()).isEqualTo(3);
            assertThat(history.err()).contains("schema 3");
            assertThat(history.out()).contains("attempt 1: REMEDIATED");
        }
    }

    @Test
    void aMissingTableGivesExitStatusThree() throws Exception {
        try (InMemoryRecordTable table = new InMemoryRecordTable(Map.of())) {
            CommandRun history = CommandRun.of(
                    "remediation",
                    "history",
                    "--table-name",
                    "other",
                    "--account",
                    "111122223333",
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    table.endpoint());

            assertThat(history.status()).isEqualTo(3);
            assertThat(history.err().strip())
                    .contains("Requested resource not found")
                    .doesNotContain("\n");
        }
    }

    @Test
    void wrongUseGivesOneErrorLine() throws Exception {
        assertOneErrorLine(CommandRun.of("remediation", "history"), "--table-name");
        assertOneErrorLine(CommandRun.of("remediation", "history", "--table-name", "t", "--state", "s"), "either");
        assertOneErrorLine(CommandRun.of("remediation", "history", "--state", "no/such.json"), "no/such.json");
        Path damaged = Files.writeString(folder.resolve("damaged.json"), "{");
        assertOneErrorLine(CommandRun.of("remediation", "history", "--state", damaged.toString()), "damaged.json");
        assertOneErrorLine(
                CommandRun.of("remediation", "history", "--state", damaged.toString(), "--account", "12"),
                "twelve digits");
        assertOneErrorLine(
                CommandRun.of("remediation", "history", "--table-name", "t", "--region", "US"), "not a Region");
    }

    private static void assertOneErrorLine(CommandRun run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    private static CommandRun history(InMemoryRecordTable table, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "remediation",
                "history",
                "--table-name",
                "findings",
                "--account",
                "111122223333",
                "--region",
                "us-east-1",
                "--endpoint-url",
                table.endpoint()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static Map<String, Json> records() throws MalformedJson {
        Map<String, Json> records = new LinkedHashMap<>();
        records.put("coverage", new Json.Obj(Map.of()));
        records.put("repository#media/batch", record("media/batch", "{\"done\": 0}"));
        records.put("repository#payments/api", record("payments/api", SUSPENDED.replace("WHO", ALICE)));
        records.put("repository#search/indexer", record("search/indexer", "{\"done\": 0}"));
        records.put("sweep", new Json.Obj(Map.of()));
        return records;
    }

    private static Json.Obj record(String name, String remediation) throws MalformedJson {
        return (Json.Obj) JsonReader.read("{\"schema\": 1, \"subject\": " + JsonWriter.write(Json.of(ARN + name))
                + ", \"version\": 3, \"remediation\": " + remediation + "}");
    }
}
