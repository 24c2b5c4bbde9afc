package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for trusted external principals, of every command that evaluates policies. */
public final class TrustOptions {

    @Option(
            names = "--trusted-account",
            paramLabel = "ACCOUNT",
            description = "an external account that is meant to have access, can be repeated; default: none")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--trusted-organization",
            paramLabel = "ID",
            description =
                    "an organization that is meant to have access, can be repeated; default: none, not even your own")
    private List<String> organizations = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** The old name of the option, which now could be taken for the organization to audit. */
    @Option(names = "--organization", arity = "0..1", hidden = true)
    @SuppressWarnings("DoNotCallSuggester") // picocli calls it
    void rejectOldName(String id) {
        throw new ParameterException(
                command.commandLine(), "--organization is now called --trusted-organization; write that");
    }

    public boolean isGiven() {
        return !accounts.isEmpty() || !organizations.isEmpty();
    }

    public TrustedParties trust() {
        try {
            return new TrustedParties(Set.copyOf(accounts), Set.copyOf(organizations));
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong.getMessage()
                    + "; write --trusted-account 111122223333 and --trusted-organization o-a1b2c3d4e5");
        }
    }
}
