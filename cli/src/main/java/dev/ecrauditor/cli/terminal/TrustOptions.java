package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options for trusted external principals, of every command that evaluates policies. */
public final class TrustOptions {

    @Option(
            names = "--trusted-account",
            paramLabel = "ACCOUNT",
            description = "an external account that is meant to have access, can be repeated; default: none")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description =
                    "an organization that is meant to have access, can be repeated; default: none, not even your own")
    private List<String> organizations = new ArrayList<>();

    public boolean isGiven() {
        return !accounts.isEmpty() || !organizations.isEmpty();
    }

    public TrustedParties trust() {
        try {
            return new TrustedParties(Set.copyOf(accounts), Set.copyOf(organizations));
        } catch (IllegalArgumentException wrong) {
            throw new UsageFault(
                    wrong.getMessage() + "; write --trusted-account 111122223333 and --organization o-a1b2c3d4e5");
        }
    }
}
