package dev.ecrauditor.cli.demo;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.cli.replay.InProcessAuditor;
import dev.ecrauditor.cli.terminal.Colours;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Settings;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Demonstrates the auditor without an AWS account. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts a simulated AWS endpoint with compliant and noncompliant repositories in two accounts, changes them, passes the events through the real handlers, and prints the alerts as they would arrive by e-mail and chat.",
            "Needs no AWS account; everything runs on this machine."
        })
public final class DemoCommand implements Callable<Integer> {

    private static final String HUB = "999988887777";

    @Option(
            names = "--seed",
            description = "seed of the generated names and accounts (default: ${DEFAULT-VALUE})",
            defaultValue = "1")
    private long seed;

    @Option(names = "--keep", description = "leave the endpoint running afterwards, for the AWS command line")
    private boolean keep;

    @Option(
            names = "--port",
            description = "port on 127.0.0.1 for the endpoint; default: any free port",
            defaultValue = "0")
    private int port;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        DemoNames names = DemoNames.of(seed);
        DemoClock clock = new DemoClock(Clock.systemUTC(), Duration.ofMinutes(30));
        try (LocalAws aws =
                LocalAws.start(LocalAwsOptions.defaults().withPort(port).withClock(clock))) {
            out.println(Colours.strong("ECR Auditor demo") + ", seed " + seed + ": accounts "
                    + names.first().id() + " and " + names.second().id() + " in " + names.region()
                    + ", simulated on this machine.");
            new DemoScenario(new DemoScenario.Parts(
                            names,
                            new DemoState(aws, names),
                            new DemoInbox(aws, out),
                            auditor(aws, names, clock),
                            clock,
                            out))
                    .run();
            out.println();
            if (keep) {
                keep(aws.endpoint(), names);
            } else {
                out.println("To inspect the repositories yourself: ecr-auditor demo --keep");
            }
        }
        return ExitCode.OK;
    }

    private static InProcessAuditor auditor(LocalAws aws, DemoNames names, Clock clock) {
        AwsClients clients = AwsClients.ofEndpoint(aws.endpoint(), names.region(), HUB);
        String topicArn = DemoInbox.topic(aws.endpoint(), HUB, names.region());
        InProcessAuditor.Parts parts = new InProcessAuditor.Parts(
                clients,
                Optional.of("ecr-auditor-read"),
                Set.of(names.first().id(), names.second().id()),
                InProcessAuditor.Memory.forgetful(),
                RuleCatalog.standard(
                        Duration.ofMinutes(15), new TrustedParties(Set.of(), Set.of(names.organization()))),
                Settings.of(RemediationMode.ON),
                new SnsAlertChannel(clients, topicArn),
                clock);
        return new InProcessAuditor(parts, line -> {});
    }

    private void keep(URI endpoint, DemoNames names) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The endpoint listens at " + endpoint + ".");
        out.println(InspectionHint.lines(endpoint, names.first().id(), names.region()));
        out.println(InspectionHint.command(endpoint, names.second().id(), names.region()));
        new CountDownLatch(1).await();
    }
}
