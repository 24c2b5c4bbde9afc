package dev.ecrauditor.cli.findings;

import static dev.ecrauditor.cli.findings.StoredFinding.repository;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.CoveringWaiver;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.StoredSchema;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.evidence.Evidence;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The command over a table in DynamoDB Local, with records that the deployed store wrote. */
class FindingsCommandTest {

    private static final String PUBLIC = "ecr-policy-not-public";
    private static final String SCAN = "ecr-scan-on-push";
    private static final String HOSTILE = "=HYPERLINK(\"http://203.0.113.9\")\r\n\u001b[2J,\u202eeve";

    private static final CoveringWaiver WAIVER =
            new CoveringWaiver("alice", "+1 approved, \"see\" the ticket", LocalDate.parse("2099-01-01"), false);

    private final TableOnLoopback table = new TableOnLoopback();

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() {
        table.save(
                StoredFinding.open(repository("111122223333", "us-east-1", "payments/api"), PUBLIC, Severity.CRITICAL));
        table.save(StoredFinding.open(repository("111122223333", "eu-west-1", "web/site"), SCAN, Severity.MEDIUM));
        table.save(
                StoredFinding.flapping(repository("444455556666", "us-east-1", "media/batch"), SCAN, Severity.MEDIUM));
        table.save(StoredFinding.resolved(
                repository("444455556666", "us-east-1", "search/index"), PUBLIC, Severity.HIGH, Cause.FIXED));
        table.save(StoredFinding.gap(repository("123456789012", "us-east-1", "locked/away"), "ecr-policy-present"));
        table.save(StoredFinding.gap(new Subject.Coverage("123456789012", "eu-west-1"), "auditor-coverage"));
        table.put("111122223333#us-east-1", "sweep", Map.of("version", AttributeValue.fromN("3")));
        table.put("organization", "round", Map.of("version", AttributeValue.fromN("7")));
    }

    @Test
    void theTableShowsWhatIsOpenTheWorstFirst() {
        CommandRun run = findings();

        assertThat(run.status()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).startsWith("SEVERITY  STATUS  SINCE").endsWith("WHAT");
        assertThat(lines.get(1))
                .startsWith("CRITICAL")
                .contains("OPEN", "2026-11-20", "111122223333", "us-east-1/payments/api", PUBLIC)
                .endsWith("is open to every AWS account");
        assertThat(run.out())
                .contains(
                        "the auditor cannot read this account and Region", "could not be evaluated", "keeps changing: ")
                .doesNotContain("search/index");
        assertThat(lines.get(lines.size() - 1))
                .isEqualTo("5 findings in 3 accounts: 1 critical, 2 high, 2 medium; 5 open (6 records read)");
        assertThat(run.err()).contains("ecr-auditor audit --region REGION --repository NAME");
    }

    @Test
    void everyLineOfJsonFollowsTheSchema() throws Exception {
        waivePayments();
        CommandRun run = findings("--output", "json", "--status", "open,waived,resolved", "--settings", settings());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(6)
                .allSatisfy(line -> assertThat(errors(line)).as(line).isEmpty());
        Json payments = line(run, "payments/api");
        assertThat(payments.text("rule")).hasValue(PUBLIC);
        assertThat(payments.text("repositoryArn"))
                .hasValue("arn:aws:ecr:us-east-1:111122223333:repository/payments/api");
        assertThat(payments.text("alertId")).hasValue(payments.text("findingId").orElseThrow() + "#2");
        assertThat(payments.text("status")).hasValue("WAIVED");
        assertThat(payments.text("waived", "owner")).hasValue("alice");
        assertThat(payments.text("owner")).hasValue("payments");
        assertThat(payments.members()).doesNotContainKey("evidence");
        Json resolved = line(run, "search/index");
        assertThat(resolved.text("status")).hasValue("RESOLVED");
        assertThat(resolved.text("resolvedBy")).hasValue("FIXED");
        assertThat(resolved.text("owner")).isEmpty();
        assertThat(errors(run.out()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .replace("\"OPEN\"", "\"open\"")
                        .replace("\"WAIVED\"", "\"waived\"")
                        .replace("\"RESOLVED\"", "\"resolved\"")))
                .isNotEmpty();
    }

    @Test
    void evidenceIsShownWhileItsAlertIsUnpublished() throws Exception {
        table.save(StoredFinding.unpublished(
                repository("111122223333", "us-east-1", "new/one"),
                PUBLIC,
                new Evidence("Statement \"x\" allows everyone.", Map.of("Sid", "x"))));
        CommandRun run = findings("--output", "json");
        Json line = line(run, "new/one");

        assertThat(line.text("evidence", "summary")).hasValue("Statement \"x\" allows everyone.");
        assertThat(line.text("evidence", "facts", "Sid")).hasValue("x");
        assertThat(run.out().lines())
                .allSatisfy(each -> assertThat(errors(each)).as(each).isEmpty());
        assertThat(findings().out()).contains("Statement \"x\" allows everyone.");
    }

    @Test
    void whatABaselineAcceptsIsNotOpen() throws Exception {
        table.save(StoredFinding.accepted(
                repository("111122223333", "us-east-1", "old/one"), SCAN, LocalDate.parse("2099-01-01")));

        assertThat(names("--status", "accepted")).containsExactly("old/one");
        assertThat(names("--status", "open")).doesNotContain("old/one");
        assertThat(findings().out()).contains("ACCEPTED", "(accepted by a baseline until 2099-01-01)");
        String line = findings("--status", "accepted", "--output", "json").out().strip();
        assertThat(errors(line)).as(line).isEmpty();
        assertThat(read(line).text("acceptedUntil")).hasValue("2099-01-01");
    }

    @Test
    void whatAWaiverCoversIsShownWithItsTerms() throws Exception {
        waivePayments();
        assertThat(findings().out()).contains("WAIVED", "(waived by alice until 2099-01-01)");

        table.save(StoredFinding.waived(
                repository("111122223333", "us-east-1", "old/one"),
                SCAN,
                new CoveringWaiver("alice", "over", LocalDate.parse("2020-01-01"), true)));
        assertThat(names("--status", "waived")).containsExactly("payments/api");
        assertThat(names("--status", "open")).contains("old/one");

        table.save(StoredFinding.coveredInPart(repository("111122223333", "us-east-1", "part/one"), SCAN, WAIVER));
        Json part = line(findings("--output", "json"), "part/one");
        assertThat(part.text("status")).hasValue("OPEN");
        assertThat(part.text("waived", "expires")).hasValue("2099-01-01");
        assertThat(findings().out()).contains("(in part waived by alice until 2099-01-01)");
    }

    @Test
    void everyCauseIsInTheSchema() throws Exception {
        for (Cause cause : Cause.values()) {
            table.save(StoredFinding.resolved(
                    repository(
                            "111122223333", "us-east-1", "done/" + cause.name().toLowerCase(Locale.ROOT)),
                    SCAN,
                    Severity.LOW,
                    cause));
        }
        CommandRun run = findings("--output", "json", "--status", "resolved", "--severity", "low");
        assertThat(run.out().lines())
                .hasSize(Cause.values().length)
                .allSatisfy(line -> assertThat(errors(line)).as(line).isEmpty());
    }

    @Test
    void aCheckOfCoverageSaysWhatIsWrong() throws Exception {
        table.save(StoredFinding.gap(new Subject.Coverage("123456789012", "ap-south-1"), "event-trail"));
        table.save(StoredFinding.gap(new Subject.Coverage("123456789012", "us-west-2"), "auditor-settings"));

        assertThat(findings("--rule", "event-trail").out())
                .contains("the account has no trail that records its changes", "1 finding in 1 account");
        assertThat(findings("--rule", "auditor-settings").out()).contains("the auditor cannot read its settings");
        assertThat(findings("--rule", "event-trail", "--output", "json").out().lines())
                .singleElement()
                .satisfies(line -> assertThat(errors(line)).isEmpty());
    }

    @Test
    void filtersCombine() throws Exception {
        assertThat(names("--severity", "medium,critical"))
                .containsExactlyInAnyOrder("payments/api", "web/site", "media/batch");
        assertThat(names("--account", "444455556666", "--status", "resolved")).containsExactly("search/index");
        assertThat(names("--account", "111122223333,444455556666", "--rule", SCAN))
                .containsExactlyInAnyOrder("web/site", "media/batch");
        assertThat(names("--rule", "auditor-coverage")).containsExactly("");
        waivePayments();
        assertThat(names("--status", "open")).doesNotContain("payments/api");
        assertThat(names("--status", "waived")).containsExactly("payments/api");
        assertThat(names("--settings", settings(), "--owner", "payments"))
                .containsExactlyInAnyOrder("payments/api", "web/site");
        assertThat(names("--settings", settings(), "--owner", "none", "--severity", "medium"))
                .containsExactly("media/batch");
        CommandRun none = findings("--account", "111122223333", "--severity", "low");
        assertThat(none.out().strip()).isEqualTo("No finding matches (2 records read)");
        assertThat(none.status()).isZero();
    }

    @Test
    void csvIsReadBackExactlyAndNoCellIsAFormula() {
        waivePayments();
        table.save(StoredFinding.unpublished(
                repository("111122223333", "us-east-1", "new/one"), PUBLIC, Evidence.of(HOSTILE)));
        CommandRun run = findings("--output", "csv", "--settings", settings());

        List<List<String>> rows = CsvReader.read(run.out());
        assertThat(rows).hasSize(7).allSatisfy(row -> assertThat(row).hasSize(22));
        assertThat(rows.get(0)).startsWith("findingId", "alertId", "rule").endsWith("evidence", "evidenceHash");
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("'" + HOSTILE));
        assertThat(rows).anySatisfy(row -> assertThat(row).contains("'+1 approved, \"see\" the ticket", "alice"));
        assertThat(rows)
                .allSatisfy(row -> assertThat(row)
                        .allSatisfy(cell -> assertThat(cell)
                                .doesNotStartWith("=")
                                .doesNotStartWith("+")
                                .doesNotStartWith("-")
                                .doesNotStartWith("@")
                                .doesNotStartWith("\t")));
    }

    @Test
    void hostileTextDoesNotReachATerminal() {
        table.save(StoredFinding.unpublished(
                repository("111122223333", "us-east-1", "new/one"), PUBLIC, Evidence.of(HOSTILE)));

        assertThat(findings().out()).contains("?[2J,?eve").doesNotContain("\u001b", "\u202e", "\r");
        assertThat(findings("--output", "json").out()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aRecordOfANewerVersionIsNamedAndTheOthersAreShown() {
        Map<String, AttributeValue> newer = Map.of(
                "schema", AttributeValue.fromN(Long.toString(StoredSchema.CURRENT + 1)),
                "subject", AttributeValue.fromS("arn:aws:ecr:us-east-1:111122223333:repository/from/tomorrow"));
        table.put("111122223333#us-east-1", "repository#from/tomorrow", newer);
        CommandRun run = findings();

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "repository/from/tomorrow has schema " + (StoredSchema.CURRENT + 1)
                                + ", this version understands 1 to " + StoredSchema.CURRENT,
                        "update this command");
        assertThat(run.out()).contains("payments/api", "5 findings");
    }

    @Test
    void anEmptyTableIsNamed() {
        CommandRun run = run(new TableOnLoopback(), "--output", "json");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("holds no record", "the first sweep begins within 15 minutes");
    }

    @Test
    void aWrongTableOrRegionGivesOneLineWithTheWayOut() {
        for (String[] wrong : List.of(
                new String[] {"--table", "other", "--region", "us-east-1"},
                new String[] {"--table", table.name(), "--region", "eu-west-1"})) {
            List<String> line = new ArrayList<>(List.of("findings", "--endpoint-url", table.endpoint()));
            line.addAll(List.of(wrong));
            CommandRun run = CommandRun.of(line.toArray(String[]::new));

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.err().strip())
                    .startsWith("findings: there is no table ")
                    .contains("--region", "FindingTableName")
                    .doesNotContain("\n");
        }
    }

    @Test
    void theStackOfTheDeploymentNamesTheTable() throws Exception {
        String outputs = StackOnLoopback.output("AlertTopicArn", "arn:aws:sns:us-east-1:111122223333:alerts")
                + StackOnLoopback.output("FindingTableName", table.name());
        try (StackOnLoopback stack = new StackOnLoopback("EcrAuditor-two", outputs, URI.create(table.endpoint()))) {
            for (String[] naming :
                    List.of(new String[] {"--suffix", "two"}, new String[] {"--stack", "EcrAuditor-two"}, new String[] {
                        "--settings", suffixed()
                    })) {
                CommandRun run = ofStack(stack, naming);
                assertThat(run.status()).as(run.err()).isZero();
                assertThat(run.out()).contains("payments/api");
            }
            CommandRun absent = ofStack(stack);
            assertThat(absent.status()).isEqualTo(3);
            assertThat(absent.err().strip())
                    .startsWith("findings: there is no stack EcrAuditor in us-east-1 of this account; use the hub")
                    .contains("--region", "--stack", "--table")
                    .doesNotContain("\n");
        }
        try (StackOnLoopback other = new StackOnLoopback("EcrAuditor", "", URI.create(table.endpoint()))) {
            CommandRun run = ofStack(other);
            assertThat(run.status()).isEqualTo(3);
            assertThat(run.err().strip())
                    .contains("has no output FindingTableName")
                    .doesNotContain("\n");
        }
    }

    private static CommandRun ofStack(StackOnLoopback stack, String... naming) {
        List<String> line = new ArrayList<>(
                List.of("findings", "--region", TableOnLoopback.REGION, "--endpoint-url", stack.endpoint()));
        line.addAll(List.of(naming));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private String suffixed() throws IOException {
        return Files.writeString(folder.resolve("suffixed.yaml"), "deployment: {suffix: two}\n")
                .toString();
    }

    @Test
    void wrongUseGivesOneErrorLine() {
        assertOneErrorLine(findings("--account", "12"), "twelve digits");
        assertOneErrorLine(findings("--rule", "scan"), SCAN);
        assertOneErrorLine(findings("--status", "closed"), "OPEN, WAIVED, ACCEPTED, RESOLVED");
        assertOneErrorLine(findings("--severity", "worst"), "CRITICAL");
        assertOneErrorLine(findings("--output", "xml"), "CSV");
        assertOneErrorLine(findings("--owner", "payments"), "--settings");
        assertOneErrorLine(findings("--owner", "nobody", "--settings", settings()), "payments, none");
        assertOneErrorLine(findings("--stack", "EcrAuditor"), "exclude each other");
        assertOneErrorLine(findings("--region", "US"), "--region");
        assertOneErrorLine(findings("--settings", folder.resolve("no.yaml").toString()), "no.yaml");
    }

    private static void assertOneErrorLine(CommandRun run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    private List<String> names(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--output", "json"));
        CommandRun run = findings(line.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run.out()
                .lines()
                .map(text -> read(text).text("repository").orElse(""))
                .toList();
    }

    private static Json line(CommandRun run, String repository) {
        return run.out()
                .lines()
                .map(FindingsCommandTest::read)
                .filter(line -> line.text("repository").orElse("").equals(repository))
                .findFirst()
                .orElseThrow();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }

    private static List<?> errors(String line) {
        try {
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("..", "docs", "findings.schema.json")));
            return schema.validate(
                    line,
                    InputFormat.JSON,
                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private String settings() {
        try {
            return Files.writeString(folder.resolve("auditor.yaml"), """
                            owners:
                              - {accounts: ["1111*"], name: payments, email: payments@example.org}
                            """).toString();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private void waivePayments() {
        table.save(
                StoredFinding.waived(repository("111122223333", "us-east-1", "payments/api"), PUBLIC, WAIVER)
                        .toBuilder()
                        .version(2)
                        .build());
    }

    private CommandRun findings(String... arguments) {
        return run(table, arguments);
    }

    private static CommandRun run(TableOnLoopback of, String... arguments) {
        List<String> line = new ArrayList<>(List.of("findings", "--table", of.name(), "--endpoint-url", of.endpoint()));
        if (!List.of(arguments).contains("--region")) {
            line.addAll(List.of("--region", TableOnLoopback.REGION));
        }
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }
}
