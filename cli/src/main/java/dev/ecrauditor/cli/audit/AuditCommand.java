package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.EcrRepositoryReader;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates the current state of the repositories of the caller's account. Read-only. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates the current state of the repositories of your account, or of many accounts by an assumed role, by the same rules as the deployed auditor. Read-only.",
            "Exit status: 0 done, 1 a finding at or above --fail-on (UNKNOWN counts), 2 wrong use, 3 something could not be read, so that a rule could not be evaluated (UNKNOWN); 1 takes precedence over 3."
        })
public final class AuditCommand implements Callable<Integer> {

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
            names = "--settings",
            paramLabel = "FILE",
            description =
                    "the settings file of the deployment, for rules, trust and waivers; what a waiver covers is WAIVED, and --fail-on ignores it")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(
            names = "--policy-grace",
            paramLabel = "DURATION",
            description =
                    "how long a new repository may be without a policy. Default: as in the settings, PT15M without settings")
    private Optional<Duration> policyGrace = Optional.empty();

    @Mixin
    private final OrganizationOptions organization = new OrganizationOptions();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> places = Regions.given(regions);
        Optional<OrganizationOptions.Choice> choice = organization.choice();
        if (choice.isPresent() && !names.isEmpty()) {
            throw new UsageException(
                    "--repository names a repository of your own account; leave it out to audit others");
        }
        Optional<Settings> settings = settingsFile.map(SettingsArgument::read);
        RuleRegistry rules = rules(settings, places.get(0));
        AuditReport report = new AuditReport(
                spec.commandLine().getOut(),
                output,
                settings.map(Settings::waivers).orElse(List.of()));
        return choice.isPresent()
                ? auditAccounts(choice.get(), places, rules, report)
                : auditOwnAccount(places, rules, report);
    }

    /** The settings file says who is trusted: options beside it would be a second answer to the same question. */
    private RuleRegistry rules(Optional<Settings> settings, String region) {
        if (settings.isEmpty()) {
            return RuleCatalog.standard(policyGrace.orElse(RuleSettings.DEFAULT.policyGrace()), trust.trust());
        }
        if (trust.isGiven()) {
            throw new UsageException(
                    "--trusted-account and --trusted-organization cannot be combined with --settings, which says who is trusted");
        }
        return DeployedRules.of(
                settings.get().withPolicyGrace(policyGrace), TerminalClients.of(region, endpoint), Clock.systemUTC());
    }

    private int auditAccounts(
            OrganizationOptions.Choice choice, List<String> places, RuleRegistry rules, AuditReport report) {
        String first = places.get(0);
        AwsClients clients = TerminalClients.of(first, endpoint);
        List<MemberAccount> accounts =
                new ChosenAccounts(new OrganizationsReader(clients, Clock.systemUTC())).of(choice);
        AccountAudit audit = new AccountAudit(clients, clients.ownAccount(), organization, rules);
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            new OrganizationAudit(audit, places, progress).run(accounts, report::add);
        }
        report.finish(accounts.size());
        return report.status(failOn, true);
    }

    private int auditOwnAccount(List<String> places, RuleRegistry rules, AuditReport report) {
        RepositorySelection selection =
                new RepositorySelection(names, "audit", spec.commandLine().getErr());
        for (String region : places) {
            report.add(new AccountRows(audit(region, rules, selection), List.of()));
        }
        report.finish(selection.areAllRead());
        return report.status(failOn, selection.areAllRead());
    }

    private List<VerdictRow> audit(String region, RuleRegistry rules, RepositorySelection selection) {
        AwsClients clients = TerminalClients.of(region, endpoint);
        EcrRepositoryReader reader = new EcrRepositoryReader(
                        clients,
                        new AccountCredentials(clients, Optional.empty(), Clock.systemUTC()),
                        Clock.systemUTC())
                .reading(rules::evaluates);
        List<RepositoryArn> repositories = selection.in(region, clients);
        List<VerdictRow> verdicts = new ArrayList<>();
        int done = 0;
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            for (RepositoryArn repository : repositories) {
                progress.at(done++, repositories.size(), region);
                selection
                        .known(repository.toString(), reader.read(repository))
                        .ifPresent(snapshot -> rules.evaluate(snapshot)
                                .forEach((metadata, verdict) -> verdicts.add(
                                        new VerdictRow(repository, snapshot.createdAt(), metadata, verdict))));
            }
        }
        return verdicts;
    }
}
