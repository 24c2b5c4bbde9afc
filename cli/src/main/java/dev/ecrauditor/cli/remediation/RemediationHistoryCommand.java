package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.cli.replay.FileFindingStore;
import dev.ecrauditor.cli.terminal.Output;
import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.cli.terminal.Regions;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports what remediation did and who reverted it, from the stored records. Read-only. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Reports the latest remediation attempts, their outcomes, who switched scanning off again, and whether remediation is suspended.",
            "Reads the table of a deployed auditor (--table-name) or the state file of replay (--state). Read-only. Dry runs are not stored.",
            "Exit status: 0 done, 2 wrong use, 3 something could not be read."
        })
final class RemediationHistoryCommand implements Callable<Integer> {

    @Option(names = "--table-name", paramLabel = "NAME", description = "the table of the deployed auditor")
    private Optional<String> table = Optional.empty();

    @Option(names = "--state", paramLabel = "FILE", description = "the state file of replay, instead of a table")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "only this account; default with a table: the account of your credentials")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "only this Region, which is also the Region of the table; default with a table: AWS_REGION or AWS_DEFAULT_REGION")
    private Optional<String> region = Optional.empty();

    @Option(names = "--repository", paramLabel = "NAME", description = "only this repository")
    private Optional<String> repository = Optional.empty();

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "call this endpoint instead of AWS")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text or json (one repository per line; default: ${DEFAULT-VALUE})",
            defaultValue = "text")
    private Output output = Output.TEXT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private int unread;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        check();
        List<History> known = state.isPresent() ? ofFile(state.get()) : ofTable(table.orElseThrow());
        List<History> attempted = known.stream().filter(one -> !one.isEmpty()).toList();
        for (History one : attempted) {
            if (output == Output.JSON) {
                out.println(JsonWriter.write(one.json()));
            } else {
                one.print(out);
            }
        }
        if (output == Output.TEXT) {
            out.println(known.size() + (known.size() == 1 ? " repository: " : " repositories: ")
                    + attempted.size() + " with attempts, "
                    + attempted.stream().filter(one -> one.state().suspended()).count() + " suspended");
        }
        return unread == 0 ? ExitCode.OK : EcrAuditor.COULD_NOT_READ;
    }

    private void check() {
        if (table.isPresent() == state.isPresent()) {
            throw new UsageException(
                    "give either --table-name NAME, of a deployed auditor, or --state FILE, of replay");
        }
        account.filter(id -> !RepositoryArn.isAccountId(id)).ifPresent(wrong -> {
            throw new UsageException(
                    "--account " + wrong + ": not an account id; it has twelve digits, as 111122223333");
        });
        region.ifPresent(given -> Regions.given(List.of(given)));
        state.filter(file -> !Files.isReadable(file)).ifPresent(missing -> {
            throw new UsageException("--state " + missing + ": no such file, or not readable");
        });
    }

    private List<History> ofFile(Path file) {
        return FileFindingStore.records(file).stream()
                .flatMap(record -> History.of(record).stream())
                .filter(this::isAsked)
                .toList();
    }

    private List<History> ofTable(String name) {
        String place = Regions.given(region.map(List::of).orElse(List.of())).get(0);
        String owner =
                account.orElseGet(() -> TerminalClients.of(place, endpoint).ownAccount());
        return new RecordTable(name, place, endpoint)
                .records(owner, place, repository)
                .flatMap(this::read)
                .toList();
    }

    private Stream<History> read(Json stored) {
        try {
            return History.of(SubjectRecordJson.read(stored)).stream();
        } catch (IllegalStateException notUnderstood) {
            unread++;
            spec.commandLine()
                    .getErr()
                    .println("remediation history: " + Printable.of(String.valueOf(notUnderstood.getMessage())));
            return Stream.empty();
        }
    }

    private boolean isAsked(History history) {
        RepositoryArn of = history.repository();
        return account.map(of.account()::equals).orElse(true)
                && region.map(of.region()::equals).orElse(true)
                && repository.map(of.name()::equals).orElse(true);
    }
}
