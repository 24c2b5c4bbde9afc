package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.TrustedParties;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of {@code exposure} for the question whether an access path was used. */
public final class UsageOptions {

    @Option(
            names = "--used",
            paramLabel = "FILE|DIRECTORY",
            description =
                    "answer from these CloudTrail log files which outsiders called what on REPOSITORY while it was open; makes no call to AWS; give REPOSITORY as an ARN, or with --account and --region")
    private Optional<Path> logs = Optional.empty();

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "with --used: the account that owns REPOSITORY")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "with --used: when the repository was opened, such as the openedAt of an alert, 2026-11-30T10:00:00Z; default: as the changes in the log say")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "with --used: when it was closed, such as the time of the RESOLVED alert")
    private Optional<String> to = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** True if the question is about the use. */
    public boolean isGiven() {
        if (logs.isEmpty() && (account.isPresent() || from.isPresent() || to.isPresent())) {
            throw new UsageException(
                    "--account, --from and --to are for --used; name the CloudTrail log files with it");
        }
        return logs.isPresent();
    }

    /**
     * Reads the logs, prints the answer and returns the exit status.
     *
     * @param named the repository as given
     * @param regions the Regions as given
     * @throws UsageException if an option is wrong
     */
    public int answer(Optional<String> named, List<String> regions, TrustedParties trusted, Output output) {
        UsageQuestion question = question(repository(named, regions), trusted);
        PrintWriter out = command.commandLine().getOut();
        UsageReport report = read(question);
        if (output == Output.JSON) {
            UsageJson.lines(report).forEach(line -> out.println(JsonWriter.write(line)));
        } else {
            new UsageText(out).print(report);
        }
        printNotes(report);
        return report.missing().isEmpty() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private UsageReport read(UsageQuestion question) {
        UsageLog log = new UsageLog(question);
        try (Progress progress = new Progress(command.commandLine().getErr())) {
            LogFiles files = LogFiles.read(question.logs(), progress, log::add);
            List<String> missing = Completeness.reasons(question, files, log);
            return new UsageReport(question, UsageAnswer.of(log, question), log, files, missing);
        }
    }

    private void printNotes(UsageReport report) {
        PrintWriter err = command.commandLine().getErr();
        if (report.files().otherFiles() > 0) {
            err.println(Completeness.count(report.files().otherFiles(), "other file")
                    + " not read: the names of log files end with .json, .jsonl, .ndjson or .gz");
        }
        if (!report.question().trusted().organizations().isEmpty()) {
            err.println("CloudTrail does not record the organization of a caller: --trusted-organization has no effect"
                    + " with --used, give --trusted-account");
        }
    }

    private UsageQuestion question(RepositoryArn repository, TrustedParties trusted) {
        Optional<Instant> first = from.map(text -> instant("--from", text));
        Optional<Instant> last = to.map(text -> instant("--to", text));
        if (first.isPresent() && last.filter(first.get()::isAfter).isPresent()) {
            throw new UsageException("--to " + to.orElse("") + " is before --from " + from.orElse(""));
        }
        return new UsageQuestion(repository, logs.orElseThrow(), trusted, first, last);
    }

    private static Instant instant(String option, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new UsageException(option + " " + text + ": not a time; write it like 2026-11-30T10:00:00Z");
        }
    }

    private RepositoryArn repository(Optional<String> named, List<String> regions) {
        String name = named.orElseThrow(
                () -> new UsageException("--used needs REPOSITORY: give its ARN, or its name with --account"));
        Optional<RepositoryArn> arn = RepositoryArn.parse(name);
        if (arn.isPresent()) {
            checkSame(arn.get(), regions);
            return arn.get();
        }
        String owner =
                account.orElseThrow(() -> new UsageException("--used needs the account that owns REPOSITORY: give"
                        + " --account 111122223333, or the ARN of the repository"));
        if (!RepositoryArn.isAccountId(owner)) {
            throw new UsageException("--account " + owner + ": not an account; write it with twelve digits");
        }
        List<String> given = Regions.given(regions).stream().distinct().toList();
        if (given.size() > 1) {
            throw new UsageException("--used is about one repository: give one --region");
        }
        String region = given.get(0);
        return RepositoryArn.of(RepositoryArn.partitionOf(region), region, owner, name)
                .orElseThrow(() -> new UsageException("REPOSITORY " + name
                        + ": neither a repository name like team/service nor the ARN of a repository"));
    }

    private void checkSame(RepositoryArn arn, List<String> regions) {
        boolean isSame = account.filter(id -> !id.equals(arn.account())).isEmpty()
                && regions.stream().allMatch(arn.region()::equals);
        if (!isSame) {
            throw new UsageException("the ARN of the repository names another account or Region than --account or"
                    + " --region; leave them out");
        }
    }
}
