package dev.ecrauditor.cli.check;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.check.CheckNotes.CheckNote;
import dev.ecrauditor.cli.check.revision.BaseFiles;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.iac.declaration.DeploymentPlace;
import dev.ecrauditor.iac.registry.RegistryAnswers;
import dev.ecrauditor.report.ReportRule;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.report.ReportWriter;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "With --base REF it reports what changes from a revision of git to the working tree: what policies newly let outsiders do, each with an example request, and which failures are new, changed, as before or gone. Then only a failure that is new or changed, or access that an outsider gains, ends with 1.",
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
                    "text (a table, worst first), json (every verdict, one per line), csv, sarif or html; with --base text, json or markdown (default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private CheckForm output = CheckForm.TEXT;

    @Option(
            names = "--base",
            paramLabel = "REF",
            description =
                    "a commit, branch or tag of git: report only what changes from there to the working tree, for outsiders and in the verdicts")
    private Optional<String> base = Optional.empty();

    @Option(names = "--all", description = "list every verdict in the table, also PASS and N/A (not applicable)")
    private boolean all;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        output.check(base.isPresent());
        Instant now = Instant.now();
        Optional<Settings> settings = settingsFile.map(SettingsArgument::read);
        RegistryAnswers answers = registryFile.map(RegistryArgument::read).orElse(RegistryAnswers.NONE);
        CheckEvaluation evaluation = new CheckEvaluation(
                options(settings), settings.map(Settings::waivers).orElse(List.of()), answers, now);
        CheckEvaluation.Result result = evaluation.of(CheckedSources.of(paths, place, answers.account()));
        List<CheckNote> notes = new CheckNotes(settings, registryFile.isPresent())
                .of(result.declarations(), result.waiverNotes(), result.declared());
        return base.isPresent()
                ? compare(base.get(), evaluation, result, notes)
                : report(
                        evaluation,
                        new CheckReport(result.rows(), result.declarations().unreadable(), notes));
    }

    private int report(CheckEvaluation evaluation, CheckReport report) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        StringWriter form = new StringWriter();
        ReportRun run = new ReportRun(
                spec.name(),
                EcrAuditor.VERSION,
                RuleCatalog.of(evaluation.options()).metadata().stream()
                        .map(ReportRule::of)
                        .toList(),
                evaluation.now());
        ReportOutput reported = new ReportOutput(output.report(), new PrintWriter(form), err, run);
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

    private int compare(String ref, CheckEvaluation evaluation, CheckEvaluation.Result now, List<CheckNote> notes) {
        try (BaseFiles files = BaseFiles.of(ref, paths, place.variableFiles())) {
            CheckEvaluation.Result before = evaluation.of(CheckedSources.before(
                    files, paths, place, evaluation.answers().account()));
            BaseComparison comparison = BaseComparison.of(
                    before,
                    now,
                    files.gaps(),
                    new PolicyChange.Terms(evaluation.options().trusted(), evaluation.rulesAboutGrants()));
            StringWriter text = new StringWriter();
            new BaseReport(new PrintWriter(text), comparison, notes, ref + " (" + files.commit() + ")").print(output);
            spec.commandLine().getOut().print(DeploymentPlace.readable(text.toString()));
            return comparison.status(failOn);
        }
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
}
