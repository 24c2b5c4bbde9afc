package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.EcrRepositoryReader;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates the current state of the repositories of the caller's account. Read-only. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates the current state of the repositories of your account, by the same rules as the deployed auditor. Read-only.",
            "Exit status: 0 done, 1 a finding at or above --fail-on (UNKNOWN counts), 2 wrong use, 3 something could not be read, so that a rule could not be evaluated (UNKNOWN); 1 takes precedence over 3."
        })
public final class AuditCommand implements Callable<Integer> {

    /** A finding is at or above {@code --fail-on}. */
    private static final int FINDINGS = 1;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "a Region to audit, can be repeated; default: AWS_REGION or AWS_DEFAULT_REGION")
    private List<String> regions = new ArrayList<>();

    @Option(names = "--repository", paramLabel = "NAME", description = "only this repository, can be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            description = "text (a table, worst first) or json (one verdict per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "exit with 1 at this severity or worse: low, medium, high, critical")
    private Optional<Severity> failOn = Optional.empty();

    @Option(
            names = "--policy-grace",
            paramLabel = "DURATION",
            description = "how long a new repository may be without a policy (default: ${DEFAULT-VALUE})",
            defaultValue = "PT15M")
    private Duration policyGrace = Duration.ofMinutes(15);

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> places = Regions.given(regions);
        RepositorySelection selection =
                new RepositorySelection(names, "audit", spec.commandLine().getErr());
        List<VerdictRow> verdicts = new ArrayList<>();
        for (String region : places) {
            audit(region, selection).forEach(result -> {
                verdicts.add(result);
                if (output == Output.JSON) {
                    out.println(JsonWriter.write(result.json()));
                }
            });
        }
        // An empty table would suggest a result where nothing could be read.
        if (output == Output.TEXT && (!verdicts.isEmpty() || selection.areAllRead())) {
            VerdictTable.print(out, verdicts);
        }
        return status(verdicts, selection);
    }

    private List<VerdictRow> audit(String region, RepositorySelection selection) {
        AwsClients clients = TerminalClients.of(region, endpoint);
        EcrRepositoryReader reader = new EcrRepositoryReader(
                clients, new AccountCredentials(clients, Optional.empty(), Clock.systemUTC()), Clock.systemUTC());
        RuleRegistry rules = RuleRegistry.standard(policyGrace, trust.trust());
        List<RepositoryArn> repositories = selection.in(region, clients);
        List<VerdictRow> verdicts = new ArrayList<>();
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            for (RepositoryArn repository : repositories) {
                progress.at(verdicts.size() / Math.max(1, rules.rules().size()), repositories.size(), region);
                selection
                        .known(repository.toString(), reader.read(repository))
                        .ifPresent(snapshot -> rules.evaluate(snapshot)
                                .forEach((metadata, verdict) ->
                                        verdicts.add(new VerdictRow(repository, metadata, verdict))));
            }
        }
        return verdicts;
    }

    private int status(List<VerdictRow> verdicts, RepositorySelection selection) {
        boolean fails = failOn.isPresent()
                && verdicts.stream()
                        .anyMatch(result -> result.isBad() && result.severity().compareTo(failOn.get()) >= 0);
        if (fails) {
            return FINDINGS;
        }
        boolean areAllEvaluated = verdicts.stream().noneMatch(VerdictRow::isUnknown);
        return selection.areAllRead() && areAllEvaluated ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }
}
