package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.remediation.ExclusionTag;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/** Undoes remediation of one repository, in an order in which remediation cannot intervene. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = {
            "Switches scanning of a repository off again, as it was before remediation, and verifies the change.",
            "First the repository is tagged " + ExclusionTag.KEY + "=" + ExclusionTag.VALUE
                    + ", so that remediation does not switch it on again. Writes with your own credentials, after it asked for confirmation.",
            "Exit status: 0 done or nothing to undo, 2 wrong use or not confirmed, 3 it could not be read or written."
        })
final class RemediationUndoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "REPOSITORY_ARN", description = "the repository, as the alert names it")
    private String arn = "";

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(names = "--yes", description = "do not ask for confirmation; required without a terminal")
    private boolean yes;

    @Option(
            names = "--keep-remediation",
            description = "do not tag the repository: remediation may switch scanning on again")
    private boolean keepRemediation;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        RepositoryArn repository = repository();
        Confirmation confirmation = new Confirmation(spec.commandLine().getErr());
        if (!yes) {
            confirmation.requireSomebody();
        }
        requireOwn(repository);
        ScanSwitch scanning = new ScanSwitch(repository, endpoint);
        Optional<Boolean> on = scanning.isOn();
        if (on.isEmpty()) {
            return failed("there is no repository " + repository);
        }
        if (!on.get() && keepRemediation) {
            out().println("Nothing to undo: scanOnPush of " + repository + " is off.");
            return ExitCode.OK;
        }
        if (!yes && !confirmation.isGiven("Switch scanning of " + repository + " off?")) {
            throw new UsageException("not confirmed, nothing was changed");
        }
        return undo(repository, scanning, on.get());
    }

    private int undo(RepositoryArn repository, ScanSwitch scanning, boolean on) {
        if (!keepRemediation) {
            try {
                scanning.exclude();
            } catch (SdkException refused) {
                return failed("the repository could not be tagged, and scanning was left on: " + refused.getMessage()
                        + "; --keep-remediation skips the tag");
            }
            out().println("Tagged " + repository + " with " + ExclusionTag.KEY + "=" + ExclusionTag.VALUE
                    + ": remediation excludes it until the tag is removed.");
        }
        if (!on) {
            out().println("Nothing else to undo: scanOnPush of " + repository + " is off.");
            return ExitCode.OK;
        }
        try {
            scanning.switchOff();
            if (scanning.isOn().orElse(true)) {
                return failed("scanOnPush was switched off, but reading it back does not show it off");
            }
        } catch (SdkException refused) {
            return failed("scanOnPush could not be switched off and read back: " + refused.getMessage());
        }
        out().println("Switched scanOnPush of " + repository + " off; read back, it is off.");
        if (keepRemediation) {
            out().println("Remediation may switch it on again: the repository was not tagged.");
        }
        return ExitCode.OK;
    }

    private RepositoryArn repository() {
        return RepositoryArn.parse(arn)
                .filter(parsed -> parsed.partition().equals(RepositoryArn.partitionOf(parsed.region())))
                .orElseThrow(
                        () -> new UsageException(
                                Printable.of(arn)
                                        + ": not the ARN of a repository; write it like arn:aws:ecr:us-east-1:111122223333:repository/team/service"));
    }

    private void requireOwn(RepositoryArn repository) {
        String own = TerminalClients.of(repository.region(), endpoint).ownAccount();
        if (!own.equals(repository.account())) {
            throw new UsageException("the repository belongs to account " + repository.account()
                    + ", your credentials to account " + own);
        }
    }

    private int failed(String what) {
        spec.commandLine().getErr().println("remediation undo: " + Printable.of(what));
        return EcrAuditor.COULD_NOT_READ;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
