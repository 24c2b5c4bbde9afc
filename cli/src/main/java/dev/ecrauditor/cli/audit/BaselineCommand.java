package dev.ecrauditor.cli.audit;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.settings.HubOptions;
import dev.ecrauditor.cli.settings.HubStore;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Accepts the findings that are open now, until a date. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = {
            "Accepts what fails now until a date: evaluates your account, or many accounts by an assumed role, and writes for each account and Region what the deployed auditor then does not report. Whatever differs from it is reported.",
            "Accepts findings of repositories only, not those of registries and keys.",
            "A rule that could not be evaluated is not accepted, and an account and Region that could not be read completely is not written.",
            "Needs the permissions of: ecr-auditor audit, and for the bucket cloudformation:DescribeStacks, s3:PutObject, and kms:GenerateDataKey on the key of the stack.",
            "Exit status: 0 written, 2 wrong use, 3 something could not be read or written."
        })
public final class BaselineCommand implements Callable<Integer> {

    private static final int MOST_DAYS = 366;
    private static final int OWNER_CHARACTERS = 100;
    private static final int REASON_CHARACTERS = 500;

    @Option(
            names = "--expires",
            paramLabel = "DATE",
            required = true,
            description =
                    "the last day on which the findings are accepted, in UTC, like 2027-01-31; at most a year away")
    private String expires = "";

    @Option(
            names = "--owner",
            paramLabel = "TEXT",
            required = true,
            description = "the person or team that accepts them")
    private String owner = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "why they are accepted")
    private String reason = "";

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description =
                    "the settings file of the deployment, for rules, trust and the suffix of the stack (default: its defaults)")
    private Optional<Path> settingsFile = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "a Region to read, can be repeated; default: AWS_REGION or AWS_DEFAULT_REGION")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "write files here instead of into the bucket, for: aws s3 cp --recursive")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Mixin
    private final OrganizationOptions organization = new OrganizationOptions();

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        BaselineWriter.Approval approval = new BaselineWriter.Approval(
                text("--owner", owner, OWNER_CHARACTERS),
                text("--reason", reason, REASON_CHARACTERS),
                lastDay(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)),
                clock.instant());
        List<String> places = Regions.given(regions);
        Optional<OrganizationOptions.Choice> choice = organization.choice();
        Optional<SettingsFile> file = settingsFile.map(SettingsArgument::file);
        Settings settings =
                SettingsJson.read(file.orElseGet(SettingsFile::defaults).json());
        // The bucket first, so that nothing is read for nothing.
        BaselineWriter writer = new BaselineWriter(approval, sink(places, file), spec.commandLine());
        AwsClients clients = TerminalClients.of(places.get(0), endpoint);
        AccountAudit audit = new AccountAudit(
                clients.repeatingLonger(),
                ofRepositories(DeployedRules.of(settings, DeployedRules.trusted(settings, clients, clock))),
                organization,
                SpacedCalls.perSecond(organization.callsPerSecond()));
        List<MemberAccount> accounts = choice.map(
                        chosen -> new ChosenAccounts(new OrganizationsReader(clients, clock)).of(chosen))
                .orElseGet(() -> List.of(audit.ownAccount()));
        try (Progress progress = new Progress(spec.commandLine().getErr())) {
            new OrganizationAudit(audit, places, progress)
                    .run(accounts, account -> new AccountBaseline(account.id()), done -> writer.write(done, places));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(writer.summary());
        return writer.isComplete() ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private BaselineWriter.Sink sink(List<String> places, Optional<SettingsFile> settings) {
        if (directory.isPresent()) {
            return BaselineWriter.into(directory.get());
        }
        HubStore store = HubStore.of(hub, places, settings, endpoint);
        return (key, json) -> {
            var unused = store.write(key, json);
            return store.url(key);
        };
    }

    /** A baseline accepts findings of repositories only. */
    private static RuleRegistry ofRepositories(RuleRegistry rules) {
        return rules.without(rules.rules().stream()
                .filter(rule -> !(rule instanceof RepositoryRule))
                .map(rule -> rule.metadata().id())
                .collect(Collectors.toUnmodifiableSet()));
    }

    private LocalDate lastDay(LocalDate today) {
        LocalDate day;
        try {
            day = LocalDate.parse(expires);
        } catch (DateTimeParseException wrong) {
            throw new UsageException("--expires " + expires + ": not a day of the calendar; write it like 2027-01-31");
        }
        if (!day.isAfter(today) || day.isAfter(today.plusDays(MOST_DAYS))) {
            throw new UsageException(
                    "--expires " + expires + ": not between tomorrow and " + today.plusDays(MOST_DAYS) + " (in UTC)");
        }
        return day;
    }

    private static String text(String option, String text, int most) {
        boolean isOneLine =
                !text.isBlank() && text.length() <= most && text.codePoints().noneMatch(Character::isISOControl);
        if (!isOneLine) {
            throw new UsageException(option + ": not one line of at most " + most + " characters");
        }
        return text;
    }
}
