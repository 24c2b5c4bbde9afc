package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.CallPace;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.audit.report.AuditReport;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates the current state of registries, their repositories and the keys that encrypt them. Read-only. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates the current state of your account, or of many accounts by an assumed role, by the same rules as the deployed auditor: in each Region the registry, its repositories and the KMS keys that encrypt them. Read-only.",
            "Makes one call for each repository and some for the registry and each key. A throttled call is repeated for up to a minute.",
            "The text output is a table of what failed or could not be evaluated, worst first, and a line of counts for each rule. The JSON output is one verdict per line: rule, account, subject (kind, region, arn), repositoryArn (null for a registry and a key), verdict, severity, evidence, remediation.",
            "Exit status: 0 done, 1 a finding at or above --fail-on (UNKNOWN counts), 2 wrong use, 3 something could not be read, so that a rule could not be evaluated (UNKNOWN); 1 takes precedence over 3."
        })
public final class AuditCommand implements Callable<Integer> {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "a Region to audit, can be repeated; default: AWS_REGION or AWS_DEFAULT_REGION")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--repository",
            paramLabel = "NAME",
            description =
                    "only this repository, and the state, rotation and policy of its key; not the registry, and not the grants on the key; can be repeated")
    private List<String> names = new ArrayList<>();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description =
                    "text (a table, worst first), json (every verdict, one per line), csv, sarif (2.1.0), asff (AWS Security Finding Format) or html (one page that loads nothing); default: ${DEFAULT-VALUE}",
            defaultValue = "text")
    private ReportForm output = ReportForm.TEXT;

    @Option(names = "--all", description = "list every verdict in the table, also PASS and N/A (not applicable)")
    private boolean all;

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
        List<Waiver> waivers = settings.map(Settings::waivers).orElse(List.of());
        AwsClients clients = TerminalClients.of(places.get(0), endpoint);
        TrustedParties trusted = trusted(settings, clients);
        RuleRegistry rules = rules(settings, trusted);
        AuditReport.Terms terms = new AuditReport.Terms(waivers, trusted);
        if (choice.isPresent()) {
            AuditReport report = AuditReport.ofAccounts(output(rules), rows(), terms);
            return auditAccounts(choice.get(), new Scope(places, rules, clients), report);
        }
        AuditReport report = AuditReport.ofOwnAccount(output(rules), rows(), terms);
        return names.isEmpty()
                ? auditOwnAccount(new Scope(places, rules, clients), report)
                : auditNamed(places, rules, report);
    }

    /** Where what is evaluated, and by whose calls. */
    private record Scope(List<String> regions, RuleRegistry rules, AwsClients clients) {}

    /** The settings file says who is trusted: options beside it would be a second answer to the same question. */
    private TrustedParties trusted(Optional<Settings> settings, AwsClients clients) {
        if (settings.isEmpty()) {
            return trust.trust();
        }
        if (trust.isGiven()) {
            throw new UsageException(
                    "--trusted-account and --trusted-organization cannot be combined with --settings, which says who is trusted");
        }
        return DeployedRules.trusted(settings.get(), clients, Clock.systemUTC());
    }

    private RuleRegistry rules(Optional<Settings> settings, TrustedParties trusted) {
        return settings.map(given -> DeployedRules.of(given.withPolicyGrace(policyGrace), trusted))
                .orElseGet(() -> RuleCatalog.standard(policyGrace.orElse(RuleSettings.DEFAULT.policyGrace()), trusted));
    }

    private ReportOutput output(RuleRegistry rules) {
        return new ReportOutput(
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                new ReportRun(
                        spec.name(),
                        EcrAuditor.VERSION,
                        rules.metadata().stream().map(ReportRule::of).toList(),
                        Instant.now()));
    }

    private int auditAccounts(OrganizationOptions.Choice choice, Scope scope, AuditReport report) {
        List<MemberAccount> accounts =
                new ChosenAccounts(new OrganizationsReader(scope.clients(), Clock.systemUTC())).of(choice);
        AccountAudit audit = audit(scope, SpacedCalls.perSecond(organization.callsPerSecond()));
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            new OrganizationAudit(audit, scope.regions(), progress).run(accounts, account -> report, done -> {});
        }
        report.finish(accounts.size());
        return report.status(failOn, true);
    }

    private int auditOwnAccount(Scope scope, AuditReport report) {
        AccountAudit audit = audit(scope, CallPace.UNLIMITED);
        boolean areAllRead;
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            GapNotes results = new GapNotes(report, progress, spec.commandLine().getErr());
            audit.audit(
                    audit.ownAccount(),
                    scope.regions(),
                    results,
                    (region, done, number) -> progress.at(done, number, region));
            areAllRead = results.areNone();
        }
        report.finish(areAllRead);
        return report.status(failOn, areAllRead);
    }

    private AccountAudit audit(Scope scope, CallPace pace) {
        return new AccountAudit(scope.clients().repeatingLonger(), scope.rules(), organization, pace);
    }

    private int auditNamed(List<String> places, RuleRegistry rules, AuditReport report) {
        RepositorySelection selection =
                new RepositorySelection(names, "audit", spec.commandLine().getErr());
        for (String region : places) {
            AwsClients clients = TerminalClients.of(region, endpoint);
            new NamedRepositories(clients, rules, selection).audit(selection.in(region, clients), report);
        }
        report.finish(selection.areAllRead());
        return report.status(failOn, selection.areAllRead());
    }

    private AuditReport.Rows rows() {
        return all ? AuditReport.Rows.ALL : AuditReport.Rows.BAD;
    }
}
