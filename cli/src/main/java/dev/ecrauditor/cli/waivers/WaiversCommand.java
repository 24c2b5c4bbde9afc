package dev.ecrauditor.cli.waivers;

import dev.ecrauditor.aws.s3.S3Object;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.findings.StoredRecords;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.settings.HubOptions;
import dev.ecrauditor.cli.settings.HubStore;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.Waiver;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Lists waivers and their ends. */
@Command(
        name = "waivers",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the waivers of a settings file, or those that were published beside the deployed settings: what each covers, who is responsible, and how many days are left. Read-only.",
            "--published needs cloudformation:DescribeStacks, s3:GetObject, s3:ListBucket, and kms:Decrypt on the key of the stack; --count needs cloudformation:DescribeStacks, dynamodb:Scan, and kms:Decrypt.",
            "Exit status: 0 done, 1 a waiver as --fail-on says, 2 wrong use, 3 AWS or a record could not be read."
        })
public final class WaiversCommand implements Callable<Integer> {

    /** A waiver as {@code --fail-on} says. */
    private static final int FOUND = 1;

    private static final int WEEK = 7;

    /** Which waivers end the command with status 1. */
    enum FailOn {
        EXPIRED,
        EXPIRING
    }

    @Option(names = "--settings", paramLabel = "FILE", description = "list the waivers of this settings file")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(
            names = "--published",
            description = "list the waivers that were published beside the deployed settings: settings publish")
    private boolean published;

    @Option(
            names = "--expiring",
            paramLabel = "DAYS",
            description = "only waivers that end within so many days, and those that have ended")
    private Optional<Integer> expiring = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "STATUS",
            description =
                    "exit with 1 if a waiver is expired, or expiring (within the days of --expiring, 7 without it) or expired")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(names = "--count", description = "also count the findings of the deployed auditor that each waiver covers")
    private boolean count;

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text (a table) or json (one waiver per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        if (settingsFile.isPresent() == published) {
            throw new UsageException("give one of --settings FILE and --published");
        }
        expiring.filter(days -> days < 0).ifPresent(days -> {
            throw new UsageException("--expiring " + days + ": not a number of days; write it like 30");
        });
        Optional<SettingsFile> file = settingsFile.map(SettingsArgument::file);
        Optional<HubStore> store =
                published || count ? Optional.of(HubStore.of(hub, List.of(), file, endpoint)) : Optional.empty();
        List<Waiver> waivers = file.map(given -> SettingsJson.read(given.json()).waivers())
                .orElseGet(() -> ofObject(store.orElseThrow()));
        Optional<WaivedFindings> findings = store.filter(deployed -> count).map(deployed -> counted(waivers, deployed));
        List<WaiverRow> rows = rows(waivers, findings);
        print(rows.stream().filter(this::isShown).toList(), rows);
        return status(rows, findings.map(WaivedFindings::notUnderstood).orElse(0));
    }

    private static List<Waiver> ofObject(HubStore store) {
        S3Object object = store.published()
                .orElseThrow(() -> new UsageException("there is no object " + store.url(store.key())
                        + ": the waivers are those of the deployed settings file; give it with --settings"));
        return SettingsJson.publishedWaivers(object.text());
    }

    private WaivedFindings counted(List<Waiver> waivers, HubStore store) {
        String table = store.findingTable()
                .orElseThrow(() -> new IllegalStateException("the stack has no output FindingTableName"));
        WaivedFindings findings = new WaivedFindings(waivers, clock.instant());
        try (DynamoDbClient client = TerminalClients.of(DynamoDbClient.builder(), store.region(), endpoint)) {
            findings.count(new StoredRecords(client, table));
        }
        return findings;
    }

    private List<WaiverRow> rows(List<Waiver> waivers, Optional<WaivedFindings> findings) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return waivers.stream()
                .sorted(Comparator.comparing(Waiver::expires))
                .map(waiver ->
                        WaiverRow.of(waiver, today, expiring.orElse(WEEK), findings.map(counts -> counts.of(waiver))))
                .toList();
    }

    private boolean isShown(WaiverRow row) {
        return expiring.isEmpty() || row.status() != WaiverStatus.ACTIVE;
    }

    private void print(List<WaiverRow> shown, List<WaiverRow> all) {
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            shown.forEach(row -> out.println(JsonWriter.write(row.json())));
            return;
        }
        WaiverTable.print(out, shown, count);
        out.println(all.size() + (all.size() == 1 ? " waiver: " : " waivers: ") + number(all, WaiverStatus.ACTIVE)
                + " active, " + number(all, WaiverStatus.EXPIRING) + " expiring within " + expiring.orElse(WEEK)
                + " days, " + number(all, WaiverStatus.EXPIRED) + " expired");
    }

    private int status(List<WaiverRow> rows, int notUnderstood) {
        boolean isFound = failOn.filter(which -> number(rows, WaiverStatus.EXPIRED) > 0
                        || (which == FailOn.EXPIRING && number(rows, WaiverStatus.EXPIRING) > 0))
                .isPresent();
        if (isFound) {
            return FOUND;
        }
        if (notUnderstood > 0) {
            spec.commandLine()
                    .getErr()
                    .println("waivers: records that are not understood, and not counted: " + notUnderstood);
        }
        return notUnderstood == 0 ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private static long number(List<WaiverRow> rows, WaiverStatus status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }
}
