package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.audit.RepositorySelection;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.remediation.RemediationContext;
import dev.ecrauditor.remediation.RemediationPreconditions;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports what remediation would do now. Read-only. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Reports for each repository of your account what remediation would do now under a settings file, and why. Read-only.",
            "Checks the same preconditions as the remediation function before it writes, with your permissions instead of its own. Earlier attempts are not considered; see: ecr-auditor remediation history",
            "Exit status: 0 done, 2 wrong use, 3 something could not be read."
        })
final class RemediationPlanCommand implements Callable<Integer> {

    @Option(names = "--settings", paramLabel = "FILE", required = true, description = "the settings file")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path settingsFile;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "a Region to read, can be repeated; default: AWS_REGION or AWS_DEFAULT_REGION")
    private List<String> regions = new ArrayList<>();

    @Option(names = "--repository", paramLabel = "NAME", description = "only this repository, can be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--all", description = "also show the repositories that need no remediation")
    private boolean all;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text (a table) or json (one repository per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Settings settings = SettingsArgument.read(settingsFile);
        RepositorySelection selection = new RepositorySelection(
                names, "remediation plan", spec.commandLine().getErr());
        List<PlannedRemediation> plan = new ArrayList<>();
        for (String region : Regions.given(regions)) {
            List<PlannedRemediation> ofRegion = plan(region, settings, selection);
            plan.addAll(ofRegion);
            if (output == Output.JSON) {
                ofRegion.stream().filter(this::isShown).forEach(one -> out.println(JsonWriter.write(one.json())));
            }
        }
        if (output == Output.TEXT) {
            PlanTable.print(out, plan.stream().filter(this::isShown).toList(), plan);
        }
        return selection.areAllRead() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private boolean isShown(PlannedRemediation planned) {
        return all || planned.action() != PlannedRemediation.Action.NOT_NEEDED;
    }

    private List<PlannedRemediation> plan(String region, Settings settings, RepositorySelection selection) {
        AwsClients clients = TerminalClients.of(region, endpoint);
        Clock clock = Clock.systemUTC();
        AccountCredentials own = new AccountCredentials(clients, Optional.empty(), clock);
        EcrRepositoryReader reader = new EcrRepositoryReader(clients, own, clock);
        ExclusionTag tag = new EcrExclusionTag(clients, own);
        List<RepositoryArn> repositories = selection.in(region, clients);
        List<PlannedRemediation> plan = new ArrayList<>();
        int done = 0;
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            for (RepositoryArn repository : repositories) {
                progress.at(done++, repositories.size(), region);
                Reading<RepositorySnapshot> reading = reader.read(repository);
                selection.known(repository.toString(), reading);
                if (!(reading instanceof Reading.Absent<RepositorySnapshot>)) {
                    plan.add(planned(repository, reading, settings, tag));
                }
            }
        }
        return plan;
    }

    /** Remediation only runs for repositories that are not scanned, so exclusions are checked only for these. */
    private static PlannedRemediation planned(
            RepositoryArn repository, Reading<RepositorySnapshot> reading, Settings settings, ExclusionTag tag) {
        Optional<Boolean> prior = reading instanceof Reading.Known<RepositorySnapshot> known
                ? Optional.of(known.value().scanOnPush())
                : Optional.empty();
        RemediationPreconditions unrestricted = RemediationPreconditions.check(
                context(repository, reading, Settings.of(RemediationMode.ON), new Reading.Known<>(false)));
        if (unrestricted instanceof RemediationPreconditions.NotNeeded) {
            return PlannedRemediation.of(repository, unrestricted, prior);
        }
        return PlannedRemediation.of(
                repository,
                RemediationPreconditions.check(context(repository, reading, settings, tag.excludes(repository))),
                prior);
    }

    private static RemediationContext context(
            RepositoryArn repository,
            Reading<RepositorySnapshot> reading,
            Settings settings,
            Reading<Boolean> excluded) {
        Instant incarnation = reading instanceof Reading.Known<RepositorySnapshot> known
                ? known.value().createdAt()
                : Instant.EPOCH;
        return new RemediationContext(
                new RemediationContext.Target(repository, rule(), incarnation),
                reading,
                new Reading.Known<>(settings),
                excluded,
                Instant.now());
    }

    /** The only rule that remediation can fix. */
    private static String rule() {
        return RuleCatalog.every(RuleOptions.of(Duration.ZERO)).rules().stream()
                .map(AuditRule::metadata)
                .filter(metadata -> metadata.setting() == Setting.SCANNING)
                .map(RuleMetadata::id)
                .findFirst()
                .orElseThrow();
    }
}
