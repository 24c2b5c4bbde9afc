package dev.ecrauditor.cli.findings;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.finding.export.FindingRow;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Shows the findings that a deployed auditor holds. Read-only. */
@Command(
        name = "findings",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the findings in the table of a deployed auditor, with your own credentials. Read-only; needs dynamodb:Scan on the table, kms:Decrypt on its key and, without --table, cloudformation:DescribeStacks.",
            "The table holds no evidence of published alerts: audit --repository shows it.",
            "Exit status: 0 done, 2 wrong use, 3 the table or a record could not be read."
        })
public final class FindingsCommand implements Callable<Integer> {

    /** More lines about records than this help nobody. */
    private static final int MOST_NAMED = 20;

    @Mixin
    private final FindingTable table = new FindingTable();

    @Mixin
    private final FindingFilter filter = new FindingFilter();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the Region of the deployed auditor; default: AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file, for owners of accounts and the suffix of the deployment")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text (a table, worst first), json (one finding per line) or csv (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private ReportFormat output = ReportFormat.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final FindingCounts counts = new FindingCounts();

    @Override
    public Integer call() {
        table.check();
        FindingSettings settings = FindingSettings.of(settingsFile);
        filter.check(settings);
        String place = Regions.given(region.map(List::of).orElse(List.of())).get(0);
        String name = table.name(settings.suffix(), place, endpoint);
        try (DynamoDbClient client = TerminalClients.of(DynamoDbClient.builder(), place, endpoint);
                Stream<Json> records = new StoredRecords(client, name).read(filter.onlyAccount())) {
            print(records, settings);
        } catch (ResourceNotFoundException absent) {
            // Without the exception as its cause, which would be printed in place of this text.
            throw new IllegalStateException(
                    "there is no table " + Printable.of(name) + " in " + place + " of this account; use the hub account"
                            + " and its Region (--region), and the output FindingTableName of its stack");
        }
        explain(name);
        return counts.notUnderstood() == 0 ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private void print(Stream<Json> records, FindingSettings settings) {
        Instant now = Instant.now();
        FindingReport report = report(settings);
        records.forEach(stored -> {
            counts.record();
            understood(stored).stream()
                    .flatMap(record -> FindingRow.of(record, now).stream())
                    .map(row ->
                            new OwnedFinding(row, settings.owner(row.subject().account())))
                    .filter(filter::matches)
                    .forEach(finding -> {
                        counts.finding(finding.row());
                        report.add(finding);
                    });
        });
        report.finish();
    }

    private FindingReport report(FindingSettings settings) {
        PrintWriter out = spec.commandLine().getOut();
        return switch (output) {
            case TEXT -> new TextReport(out, !settings.owners().isEmpty());
            case JSON -> new JsonReport(out);
            case CSV -> new CsvReport(out);
        };
    }

    /** A record of a newer version is named, and the others are shown. */
    private Optional<SubjectRecord> understood(Json stored) {
        try {
            return Optional.of(SubjectRecordJson.read(stored));
        } catch (IllegalStateException unreadable) {
            counts.unreadable();
            if (counts.notUnderstood() <= MOST_NAMED) {
                note(String.valueOf(unreadable.getMessage()));
            }
            return Optional.empty();
        }
    }

    private void explain(String name) {
        if (counts.notUnderstood() > 0) {
            note("records that are not understood: " + counts.notUnderstood()
                    + "; update this command to the version of the deployed auditor");
        }
        if (counts.isTableEmpty()) {
            note("the table " + name + " holds no record"
                    + filter.onlyAccount().map(id -> " of account " + id).orElse("")
                    + "; the first sweep begins within 15 minutes after the deployment");
        }
        if (output == ReportFormat.TEXT) {
            spec.commandLine().getOut().println(counts.summary());
            if (counts.hasFindings()) {
                note(
                        "what exactly was found: ecr-auditor audit --region REGION --repository NAME, with credentials of the account");
            }
        }
    }

    private void note(String text) {
        spec.commandLine().getErr().println("findings: " + Printable.of(text));
    }
}
