package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.DoctorClients;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Status;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks whether a deployment can work and does work. Read-only. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks before a deployment whether it can work, and after it whether it does: trusted access, the hub's rules, queues, keys, functions and subscribers, and the roles, forwarding rules and trails of every watched account. Read-only.",
            "Run it with credentials of the hub account. Each failure names its cause, the account and Region, and the commands that fix it.",
            "Exit status: 0 everything passed, 1 something failed, 2 wrong use, 3 something could not be read; 1 takes precedence over 3."
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            required = true,
            description = "the settings file of the deployment, such as infra-cdk/auditor.yaml")
    private Path settings = Path.of("");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "the Region of the hub; default: AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--hub-account",
            paramLabel = "ID",
            description = "the account that the hub is, or will be, deployed in; default: that of your credentials")
    private Optional<String> hubAccount = Optional.empty();

    @Option(names = "--before-deployment", description = "check only what needs nothing deployed")
    private boolean beforeDeployment;

    @Option(names = "--hub-only", description = "do not check the watched accounts")
    private boolean hubOnly;

    @Option(
            names = "--role-name",
            paramLabel = "NAME",
            description =
                    "the role to assume in watched accounts, for reading; infra-cdk/templates/doctor-read-role.yaml makes one")
    private Optional<String> roleName = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text (failures first) or json (one result per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        SettingsFile file = read(settings);
        String place = Regions.given(region.stream().toList()).get(0);
        CheckList.Extent extent = extent(file);
        endpoint.ifPresent(TerminalClients::check);
        DoctorClients clients = new DoctorClients(endpoint);
        AccountRegion hub = new AccountRegion(clients.ownAccount(place), place);
        Deployment deployment = new Deployment(file, hub, clients, roleName);
        CheckList checks = CheckList.of(deployment, hubAccount, extent, Clock.systemUTC());
        List<Outcome> outcomes;
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            outcomes = new Doctor(deployment, checks, progress).run();
        }
        DoctorReport report = new DoctorReport(spec.commandLine().getOut());
        if (output == Output.JSON) {
            report.printJson(outcomes);
        } else {
            report.printText(outcomes);
        }
        return status(outcomes);
    }

    private static SettingsFile read(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("--settings " + file
                    + ": no such file; name the settings file of the deployment, such as infra-cdk/auditor.yaml");
        }
        try {
            return SettingsFile.read(file);
        } catch (InvalidSettingsException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private CheckList.Extent extent(SettingsFile file) {
        hubAccount.filter(id -> !RepositoryArn.isAccountId(id)).ifPresent(wrong -> {
            throw new UsageException(
                    "--hub-account " + wrong + ": not an account id; it has twelve digits, as 111122223333");
        });
        roleName.filter(name -> !name.matches("[\\w+=,.@-]{1,64}")).ifPresent(wrong -> {
            throw new UsageException("--role-name: not the name of a role; write it like ecr-auditor-doctor");
        });
        if (beforeDeployment && (hubOnly || roleName.isPresent())) {
            throw new UsageException(
                    "--before-deployment reads no watched account; leave out --hub-only and --role-name");
        }
        if (hubOnly && roleName.isPresent()) {
            throw new UsageException("--hub-only reads no watched account; leave out --role-name");
        }
        if (beforeDeployment) {
            return CheckList.Extent.BEFORE_DEPLOYMENT;
        }
        boolean single = file.settings().watch().isSingleAccount();
        if (!single && !hubOnly && roleName.isEmpty()) {
            throw new UsageException("the settings watch other accounts: give --role-name NAME, a role that you may"
                    + " assume in each of them (docs/operations.md, \"doctor\"), or --hub-only");
        }
        return hubOnly && !single ? CheckList.Extent.HUB : CheckList.Extent.ALL;
    }

    private static int status(List<Outcome> outcomes) {
        if (outcomes.stream().anyMatch(outcome -> outcome.result().status() == Status.FAIL)) {
            return FAILED;
        }
        return outcomes.stream().anyMatch(outcome -> outcome.result().status() == Status.UNKNOWN)
                ? EcrAuditor.COULD_NOT_READ
                : ExitCode.OK;
    }
}
