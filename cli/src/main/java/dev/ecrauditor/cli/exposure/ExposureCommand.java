package dev.ecrauditor.cli.exposure;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.audit.AccountsInParallel;
import dev.ecrauditor.cli.audit.ChosenAccounts;
import dev.ecrauditor.cli.audit.OrganizationOptions;
import dev.ecrauditor.cli.exposure.RegistryReads.Wish;
import dev.ecrauditor.cli.exposure.usage.UsageOptions;
import dev.ecrauditor.cli.exposure.words.ExposureRules;
import dev.ecrauditor.cli.report.ReportForm;
import dev.ecrauditor.cli.report.ReportOutput;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.RepositoryNames;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.report.ReportRun;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.net.URI;
import java.time.Clock;
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

/** Answers who outside an account can obtain or alter its images, by any access path. Read-only. */
@Command(
        name = "exposure",
        mixinStandardHelpOptions = true,
        description = {
            "Answers who outside the account can obtain or alter its images, by any access path: repository policies, the registry policy, replication, creation templates and pull through caches. Each path has an example request. Read-only.",
            "With --used it answers from CloudTrail log files which outsiders called what on REPOSITORY between the opening and the closing of an access path, without a call to AWS.",
            "Exit status: 0 done, 1 an access path at or above --fail-on, 2 wrong use, 3 something could not be read, so that a path is not proven closed, or the answer of --used is not complete; 1 takes precedence over 3."
        })
public final class ExposureCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "REPOSITORY",
            description = "only this repository; default: all of the registry; with --used its name or its ARN")
    private Optional<String> repository = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "a Region to evaluate, can be repeated; copies between these Regions are evaluated together; default: AWS_REGION or AWS_DEFAULT_REGION")
    private List<String> regions = new ArrayList<>();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description =
                    "text, json (one path per line), csv, sarif (2.1.0), asff (AWS Security Finding Format) or html (one page that loads nothing); with --used text or json; default: ${DEFAULT-VALUE}",
            defaultValue = "text")
    private ReportForm output = ReportForm.TEXT;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "exit with 1 at this severity or worse: low, medium, high, critical")
    private Optional<Severity> failOn = Optional.empty();

    @Mixin
    private final OrganizationOptions organization = new OrganizationOptions();

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Mixin
    private final UsageOptions usage = new UsageOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (usage.isGiven()) {
            checkAlone();
            return usage.answer(repository, regions, trust.trust(), plain());
        }
        List<String> places = Regions.given(regions).stream().distinct().toList();
        Optional<OrganizationOptions.Choice> choice = organization.choice();
        checkRepository(choice.isPresent());
        TrustedParties trusted = trust.trust();
        AwsClients clients = TerminalClients.of(places.get(0), endpoint);
        String own = clients.ownAccount();
        Wish wish = new Wish(repository, trusted, organization.roleName(), own);
        ExposureReport report = new ExposureReport(output());
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            if (choice.isPresent()) {
                List<MemberAccount> accounts =
                        new ChosenAccounts(new OrganizationsReader(clients, Clock.systemUTC())).of(choice.get());
                AccountsInParallel.run(
                        accounts, progress, account -> read(account, clients, wish, places), report::add);
            } else {
                AccountCredentials credentials = new AccountCredentials(clients, Optional.empty(), Clock.systemUTC());
                RegistryReads reads = new RegistryReads(own, clients, credentials, wish);
                report.add(reads.in(places, (done, all) -> progress.at(done, all, "repositories")));
            }
        }
        report.finish();
        return report.status(failOn);
    }

    private ReportOutput output() {
        return new ReportOutput(
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                new ReportRun(spec.name(), EcrAuditor.VERSION, ExposureRules.every(), Instant.now()));
    }

    private Output plain() {
        return switch (output) {
            case TEXT -> Output.TEXT;
            case JSON -> Output.JSON;
            case CSV, SARIF, ASFF, HTML -> throw new UsageException("--used prints text or json");
        };
    }

    private AccountExposures read(MemberAccount account, AwsClients clients, Wish wish, List<String> places) {
        if (!account.isActive()) {
            return new AccountExposures(
                    List.of(),
                    List.of(new ReadGap(
                            ReadGap.Kind.NOT_WATCHED,
                            account.id(),
                            Optional.empty(),
                            "not read: the account is " + account.state(),
                            Optional.empty(),
                            List.of())));
        }
        Optional<String> role =
                account.id().equals(wish.ownAccount()) ? Optional.empty() : Optional.of(organization.roleName());
        return new RegistryReads(account.id(), clients, credentials(clients, role), wish).in(places, (done, all) -> {});
    }

    private AccountCredentials credentials(AwsClients clients, Optional<String> role) {
        return new AccountCredentials(
                clients, role, Clock.systemUTC(), SpacedCalls.perSecond(organization.callsPerSecond()));
    }

    private void checkAlone() {
        if (failOn.isPresent() || endpoint.isPresent() || organization.choice().isPresent()) {
            throw new UsageException(
                    "--used reads log files only; leave out --fail-on, --endpoint-url and the options for"
                            + " other accounts");
        }
    }

    private void checkRepository(boolean isOfOthers) {
        if (repository.isEmpty()) {
            return;
        }
        if (isOfOthers) {
            throw new UsageException("REPOSITORY is one of your own account; leave it out to evaluate other accounts");
        }
        RepositoryNames.require("REPOSITORY", repository.get());
    }
}
