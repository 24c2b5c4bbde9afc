package dev.ecrauditor.cli.replay;

import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.cli.replay.EventDocument.Entry;
import dev.ecrauditor.cli.terminal.FaultLine;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.TrustOptions;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Passes events through the real handlers, against an endpoint or the AWS account of the caller's credentials. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Passes events through the real handlers, against --endpoint-url or the current AWS account: EventBridge events, SQS batches of them, CloudTrail log files (plain or gzip), the output of aws cloudtrail lookup-events, or single CloudTrail records.",
            "An event of another account is replayed as an event of your own account. With --read-role, that role is assumed in the event's account instead.",
            "With --topic-arn the alerts are also published to that topic, each once: a state file stores what was published. Only one replay at a time can use it.",
            "Exit status: 0 every event was handled, 2 wrong use or a file that is not JSON, 3 an event failed, there was no event, or the output could not be written."
        })
public final class ReplayCommand implements Callable<Integer> {

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
            description = "event or log files, directories of them, or - for standard input")
    private List<String> events = List.of();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--topic-arn", paramLabel = "ARN", description = "also publish the alerts to this SNS topic")
    private Optional<String> topicArn = Optional.empty();

    @Option(
            names = "--remediation",
            paramLabel = "MODE",
            description =
                    "off, dry-run or on, in every account, instead of the mode in the settings; on switches scanning on. Default: the mode in the settings, off without settings",
            converter = RemediationConverter.class)
    private Optional<Remediation> remediation = Optional.empty();

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "the settings file, with trust, rules, and the modes, exclusions and waivers of remediation")
    private Optional<Path> settings = Optional.empty();

    @Option(names = "--read-role", paramLabel = "NAME", description = "assume this role in the event's account")
    private Optional<String> readRole = Optional.empty();

    @Option(
            names = "--policy-grace",
            paramLabel = "DURATION",
            description =
                    "how long a new repository may be without a policy. Default: as in the settings, PT15M without settings")
    private Optional<Duration> policyGrace = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "the file that stores what was published; default with --topic-arn: a file per endpoint and topic in the user's state directory; without --topic-arn: none")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--forget", description = "discard the stored state and publish the alerts again")
    private boolean forget;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
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
        List<Entry> named = new EventFiles(System.in).read(events);
        endpoint.ifPresent(TerminalClients::check);
        Given given = new Given(settings(), topicArn.map(arn -> TopicArgument.open(arn, endpoint)));
        Optional<Path> file = state.or(() -> topicArn.map(arn -> ReplayState.file(endpoint, arn)));
        if (file.isEmpty()) {
            return replay(named, given, InProcessAuditor.Memory.forgetful());
        }
        try (FileFindingStore store = FileFindingStore.open(file.get(), forget)) {
            int status = replay(named, given, store.memory());
            spec.commandLine()
                    .getErr()
                    .println("published alerts are stored in " + file.get() + " (--forget publishes them again)");
            return status;
        }
    }

    /** The input that is read from files and options before the first event. */
    private record Given(Settings settings, Optional<AlertChannel> topic) {}

    private int replay(List<Entry> named, Given given, InProcessAuditor.Memory memory) {
        PrintWriter err = spec.commandLine().getErr();
        AlertPrinter printer = new AlertPrinter(spec.commandLine().getOut(), output == Output.JSON, given.topic());
        ReplayTally tally = new ReplayTally(err);
        named.forEach(event -> event.problem().ifPresent(problem -> tally.failed(event, problem)));
        List<Entry> sound =
                named.stream().filter(event -> event.problem().isEmpty()).toList();
        if (!sound.isEmpty()) {
            AwsClients clients = TerminalClients.of(ReplayedAccounts.homeRegion(sound), endpoint);
            Optional<String> own = readRole.isPresent() ? Optional.empty() : Optional.of(clients.ownAccount());
            List<Entry> bound = sound.stream()
                    .map(event -> ReplayedAccounts.bind(event, own))
                    .toList();
            InProcessAuditor auditor = auditor(clients, bound, new Start(memory, given.settings()), printer);
            for (int i = 0; i < bound.size(); i++) {
                handle(auditor, sound.get(i), bound.get(i), tally);
                printer.check();
            }
        }
        return tally.sum(printer.printed()) ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    /** The auditor's state before the first event. */
    private record Start(InProcessAuditor.Memory memory, Settings settings) {}

    private InProcessAuditor auditor(AwsClients clients, List<Entry> bound, Start start, AlertPrinter printer) {
        PrintWriter err = spec.commandLine().getErr();
        return new InProcessAuditor(
                new InProcessAuditor.Parts(
                        clients,
                        readRole,
                        ReplayedAccounts.of(bound),
                        start.memory(),
                        rules(start.settings()),
                        start.settings(),
                        printer,
                        Clock.systemUTC()),
                line -> {
                    if (verbose) {
                        err.println(line);
                    }
                });
    }

    private Settings settings() {
        Settings given = settings.map(SettingsArgument::read).orElse(Settings.NONE);
        return remediation.map(wanted -> given.with(wanted.mode)).orElse(given);
    }

    /** The settings file says who is trusted: options beside it would be a second answer to the same question. */
    private RuleRegistry rules(Settings given) {
        if (settings.isPresent() && trust.isGiven()) {
            spec.commandLine()
                    .getErr()
                    .println("the trust options are not used: the settings file says who is trusted");
        }
        TrustedParties trusted = settings.isPresent()
                ? new TrustedParties(given.trust().accounts(), given.trust().organizations())
                : trust.trust();
        return RuleCatalog.of(given.withPolicyGrace(policyGrace).rules().options(trusted));
    }

    private void handle(InProcessAuditor auditor, Entry asWritten, Entry event, ReplayTally tally) {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Json answer = auditor.handle(event.event());
            if (!event.equals(asWritten) && !event.fromLog()) {
                err.println(Printable.of(event.name() + ": from account "
                        + asWritten.event().text("account").orElse("?") + ", replayed as your account "
                        + event.event().text("account").orElse("?")));
            }
            tally.handled(event, answer);
            auditor.takeReevaluations()
                    .forEach(
                            reevaluation -> err.println(
                                    "  " + reevaluation.repository().name()
                                            + " is new and has no policy yet: a deployed auditor evaluates it again later; to evaluate it now use --policy-grace PT0S"));
            auditor.takeSweeps()
                    .forEach(
                            sweep -> err.println(
                                    "  the registry of " + sweep.place().account() + " in "
                                            + sweep.place().region()
                                            + " was changed: a deployed auditor now evaluates all its repositories; ./ecr-auditor audit does so too"));
        } catch (RuntimeException fault) {
            // Of any kind: one event must not stop the replay of the others; the tally and the exit status report it.
            tally.failed(event, FaultLine.of(fault));
        }
    }
}
