package dev.ecrauditor.cli;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.cli.EventFiles.NamedEvent;
import dev.ecrauditor.finding.FindingStore;
import dev.ecrauditor.finding.InMemoryFindingStore;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.RuleBook;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Feeds events through the real handlers, against an endpoint or the AWS account of the caller's credentials. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Feeds EventBridge events through the real handlers, against --endpoint-url or the current AWS account.",
            "An event of another account is replayed as if it were of the account of your credentials; with --read-role that role is assumed in the event's own account instead.",
            "With --topic-arn the alerts are also published there, each once: what was told is remembered in a state file."
        })
final class ReplayCommand implements Callable<Integer> {

    /** The names of the remediation modes on the command line. */
    enum Remediation {
        OFF(RemediationMode.OFF),
        DRY_RUN(RemediationMode.DRY_RUN),
        ON(RemediationMode.ON);

        private final RemediationMode mode;

        Remediation(RemediationMode mode) {
            this.mode = mode;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "EVENT",
            description = "event files, directories of them, or - for standard input")
    private List<String> events = List.of();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--topic-arn", paramLabel = "ARN", description = "also publish the alerts to this SNS topic")
    private Optional<String> topicArn = Optional.empty();

    @Option(
            names = "--remediation",
            paramLabel = "MODE",
            description =
                    "off, dry-run or on, in every account, whatever the settings say; on switches scanning on. Default: as the settings say, off without them",
            converter = RemediationConverter.class)
    private Optional<Remediation> remediation = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file, with the modes, exclusions and waivers of remediation")
    private Optional<Path> settings = Optional.empty();

    @Option(names = "--read-role", paramLabel = "NAME", description = "assume this role in the event's account")
    private Optional<String> readRole = Optional.empty();

    @Option(
            names = "--policy-grace",
            paramLabel = "DURATION",
            description = "how long a new repository may be without a policy (default: ${DEFAULT-VALUE})",
            defaultValue = "PT15M")
    private Duration policyGrace = Duration.ofMinutes(15);

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "where to remember what was told; default with --topic-arn: a file per endpoint and topic in the user's state directory, without: nothing is remembered")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--forget", description = "forget what was told, and tell it again")
    private boolean forget;

    @Option(
            names = "--output",
            description = "text or json (one alert per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Option(names = "--verbose", description = "also print the log lines of the functions, to standard error")
    private boolean verbose;

    @Mixin
    private final TrustOptions trust = new TrustOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        List<NamedEvent> named = new EventFiles(System.in).read(events);
        AwsClients clients = TerminalClients.of(homeRegion(named), endpoint);
        Optional<String> own = readRole.isPresent() ? Optional.empty() : Optional.of(clients.ownAccount());
        List<NamedEvent> bound =
                named.stream().map(event -> bind(event, own, err)).toList();

        AlertPrinter printer = new AlertPrinter(spec.commandLine().getOut(), output == Output.JSON, topic());
        InProcessAuditor auditor = new InProcessAuditor(
                new InProcessAuditor.Parts(
                        clients,
                        readRole,
                        accounts(bound),
                        store(err),
                        RuleBook.standard(policyGrace, trust.trust()),
                        settings(),
                        printer,
                        Clock.systemUTC()),
                line -> {
                    if (verbose) {
                        err.println(line);
                    }
                });
        int failed = 0;
        for (NamedEvent event : bound) {
            failed += handle(auditor, event, err) ? 0 : 1;
        }
        err.println(bound.size() + " event" + (bound.size() == 1 ? "" : "s") + ", " + printer.printed() + " alert"
                + (printer.printed() == 1 ? "" : "s") + (failed == 0 ? "" : ", " + failed + " FAILED"));
        return failed == 0 ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private Settings settings() {
        Settings given = settings.map(GivenSettings::read).orElse(Settings.NONE);
        return remediation.map(wanted -> given.with(wanted.mode)).orElse(given);
    }

    private static boolean handle(InProcessAuditor auditor, NamedEvent event, PrintWriter err) {
        try {
            Json answer = auditor.handle(event.event());
            err.println(event.name() + ": " + answer.text("outcome").orElse("")
                    + answer.text("reason").map(reason -> " (" + reason + ")").orElse(""));
            auditor.takeSecondLooks()
                    .forEach(
                            look -> err.println(
                                    "  " + look.repository().name()
                                            + " has no policy yet and is new: a deployed auditor looks again; to judge it now use --policy-grace PT0S"));
            return true;
        } catch (RuntimeException fault) {
            err.println(event.name() + ": FAILED: " + fault.getMessage());
            return false;
        }
    }

    private static NamedEvent bind(NamedEvent event, Optional<String> own, PrintWriter err) {
        if (own.isEmpty()) {
            return event;
        }
        Json moved = Rebinding.move(event.event(), own.get());
        if (!moved.equals(event.event())) {
            err.println(event.name() + ": of account "
                    + event.event().text("account").orElse("?") + ", replayed as of your account " + own.get());
        }
        return new NamedEvent(event.name(), moved);
    }

    private static Set<String> accounts(List<NamedEvent> events) {
        return events.stream()
                .flatMap(event -> event.event().text("account").stream())
                .filter(RepositoryArn::isAccountId)
                .collect(Collectors.toSet());
    }

    private Optional<AlertChannel> topic() {
        return topicArn.map(arn -> {
            String[] fields = arn.split(":", -1);
            if (fields.length != 6
                    || !fields[0].equals("arn")
                    || !fields[2].equals("sns")
                    || !RepositoryArn.isRegion(fields[3])) {
                throw new UsageFault("--topic-arn " + arn
                        + ": not an SNS topic ARN; it looks like arn:aws:sns:us-east-1:111122223333:alerts");
            }
            return new SnsAlertChannel(TerminalClients.of(fields[3], endpoint), arn);
        });
    }

    private FindingStore store(PrintWriter err) {
        Optional<Path> file = state.or(() -> topicArn.map(arn -> ReplayState.file(endpoint, arn)));
        if (file.isEmpty()) {
            return new InMemoryFindingStore();
        }
        if (forget) {
            ReplayState.forget(file.get());
        }
        err.println("what was told is remembered in " + file.get() + " (--forget tells it again)");
        return new FileFindingStore(file.get());
    }

    private static String homeRegion(List<NamedEvent> named) {
        return Stream.concat(
                        named.stream().flatMap(event -> event.event().text("region").stream()), Stream.of("us-east-1"))
                .filter(RepositoryArn::isRegion)
                .findFirst()
                .orElseThrow();
    }
}
