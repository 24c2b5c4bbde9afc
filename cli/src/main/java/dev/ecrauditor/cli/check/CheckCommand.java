package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.iac.Declarations;
import dev.ecrauditor.iac.check.CheckedSubject;
import dev.ecrauditor.iac.check.DeclarationCheck;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.DeclaredSubject;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.iac.waiver.InlineWaivers;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.rule.AuditRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.Waiver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates what templates declare, by the rules of {@code audit}. Calls nothing. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Evaluates what templates declare about ECR and KMS before they are deployed, by the same rules as audit: templates of CloudFormation (YAML, JSON), SAM and the CDK (cdk.out), and sources and plans (JSON) of Terraform and OpenTofu. Needs no AWS account.",
            "What is not known before the deployment is UNKNOWN, with the reason and never PASS. --account, --region, --parameter, --var-file and --registry make more known.",
            "The text output is a table of what failed or could not be evaluated, worst first, with file and line. The JSON output is one verdict per line: rule, file, line, resource, type, subject (kind, name), verdict, severity, evidence, remediation; then notes and files that could not be read.",
            "Exit status: 0 nothing failed, 1 a rule failed at or above --fail-on, 2 wrong use or a file that could not be read (the others are evaluated), 3 a rule could not be evaluated (UNKNOWN); 2 takes precedence over 1, and 1 over 3."
        })
public final class CheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE|DIRECTORY",
            arity = "1..*",
            description = "templates, sources and plans, and directories in which to look for them")
    private List<Path> paths = new ArrayList<>();

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(
            names = "--registry",
            paramLabel = "FILE",
            description =
                    "what ECR answered about the registry that is deployed to: outputs of aws ecr get-registry-scanning-configuration, get-registry-policy, get-account-setting, describe-pull-through-cache-rules, get-signing-configuration, one after the other. Default: a BASIC registry without rules and policy")
    private Optional<Path> registryFile = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file of the deployment, for rules, trust and waivers")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "exit with 1 if a rule fails at this severity or worse: low, medium, high, critical (default: ${DEFAULT-VALUE})",
            defaultValue = "low")
    private Severity failOn = Severity.LOW;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description =
                    "text (a table, worst first), json (every verdict, one per line), csv, sarif or html (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private ReportForm output = ReportForm.TEXT;

    @Option(names = "--all", description = "list every verdict in the table, also PASS and N/A (not applicable)")
    private boolean all;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (output == ReportForm.ASFF) {
            throw new UsageException("--output asff: it is about resources of an account; write sarif");
        }
        Instant now = Instant.now();
        Optional<Settings> settings = settingsFile.map(SettingsArgument::read);
        RuleOptions options = options(settings);
        RegistryAnswers answers = registryFile.map(RegistryArgument::read).orElse(RegistryAnswers.NONE);
        CheckedSources sources = CheckedSources.of(paths, place, answers.account());
        InlineWaivers inline = new InlineWaivers(ruleIds(options), now);
        sources.addWaivers(inline);
        Declarations declarations = sources.declarations();
        List<CheckedSubject> subjects = new DeclarationCheck(options, answers, now).check(declarations);
        List<Waiver> waivers = settings.map(Settings::waivers).orElse(List.of());
        List<CheckRow> rows = subjects.stream()
                .flatMap(subject -> CheckRow.of(subject, new RowWaivers(waivers, inline, now)).stream())
                .toList();
        List<DeclaredSubject> declared =
                subjects.stream().map(CheckedSubject::declared).toList();
        CheckReport report = new CheckReport(
                rows,
                declarations.unreadable(),
                new CheckNotes(settings, registryFile.isPresent()).of(declarations, inline.notes(declared), declared));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StringWriter form = new StringWriter();
        ReportRun run = new ReportRun(
                spec.name(),
                EcrAuditor.VERSION,
                RuleCatalog.of(options).metadata().stream().map(ReportRule::of).toList(),
                now);
        ReportOutput reported = new ReportOutput(output, new PrintWriter(form), err, run);
        Optional<ReportWriter> writer = reported.writer();
        if (writer.isPresent()) {
            report.print(writer.get(), err);
            out.print(DeploymentPlace.readable(form.toString()));
        } else if (reported.isJson()) {
            report.printJson(out);
        } else {
            report.printText(out, all ? row -> true : CheckRow::isBad);
        }
        return report.status(failOn);
    }

    /** The settings file says who is trusted: options beside it would be a second answer to the same question. */
    private RuleOptions options(Optional<Settings> settings) {
        if (settings.isEmpty()) {
            return RuleSettings.DEFAULT.options(trust.trust());
        }
        if (trust.isGiven()) {
            throw new UsageException(
                    "--trusted-account and --trusted-organization cannot be combined with --settings, which says who is trusted");
        }
        return settings.get()
                .rules()
                .options(new TrustedParties(
                        settings.get().trust().accounts(),
                        settings.get().trust().organizations()));
    }

    private static Set<String> ruleIds(RuleOptions options) {
        return RuleCatalog.every(options).rules().stream()
                .map(AuditRule::metadata)
                .map(rule -> rule.id())
                .collect(Collectors.toUnmodifiableSet());
    }
}
