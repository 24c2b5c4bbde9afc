package dev.ecrauditor.cli.audit;

import dev.ecrauditor.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for an audit of other accounts than the caller's own. */
public final class OrganizationOptions {

    private static final int DEFAULT_RATE = 10;
    private static final String PARENT = "(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})";

    /** Which accounts; exactly one of the three. */
    public static final class Choice {

        @Option(
                names = "--accounts",
                paramLabel = "FILE",
                description = "evaluate the accounts in this file, one id a line")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--organizational-units",
                paramLabel = "ID",
                split = ",",
                description = "evaluate the accounts below these roots or organizational units, separated by commas")
        private List<String> units = List.of();

        @Option(names = "--all-accounts", description = "evaluate every account of your organization")
        private boolean all;

        Optional<Path> file() {
            return file;
        }

        List<String> units() {
            return List.copyOf(units);
        }

        boolean isAll() {
            return all;
        }
    }

    @ArgGroup
    private @Nullable Choice choice;

    @Option(
            names = "--role-name",
            paramLabel = "NAME",
            description = "the role to assume in each of these accounts but your own (default: ${DEFAULT-VALUE})",
            defaultValue = "ecr-auditor-read")
    private String roleName = "ecr-auditor-read";

    @Option(
            names = "--calls-per-second",
            paramLabel = "NUMBER",
            description = "at most so many calls to each of these accounts and Regions (default: ${DEFAULT-VALUE})",
            defaultValue = "" + DEFAULT_RATE)
    private int callsPerSecond = DEFAULT_RATE;

    /**
     * The chosen accounts; empty for an audit of the caller's own account.
     *
     * @throws UsageException if a value is wrong
     */
    public Optional<Choice> choice() {
        if (!roleName.matches("[\\w+=,.@-]{1,64}")) {
            throw new UsageException("--role-name " + roleName + ": not a role name; write it like ecr-auditor-read");
        }
        if (callsPerSecond < 1) {
            throw new UsageException("--calls-per-second " + callsPerSecond + ": at least 1");
        }
        Optional<Choice> chosen = Optional.ofNullable(choice);
        chosen.stream()
                .flatMap(each -> each.units().stream())
                .filter(unit -> !unit.matches(PARENT))
                .findFirst()
                .ifPresent(wrong -> {
                    throw new UsageException("--organizational-units " + wrong
                            + ": not the id of an organizational unit; write it like ou-abcd-11111111");
                });
        return chosen;
    }

    public String roleName() {
        return roleName;
    }

    public int callsPerSecond() {
        return callsPerSecond;
    }
}
