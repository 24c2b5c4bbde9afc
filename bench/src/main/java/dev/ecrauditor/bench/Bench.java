package dev.ecrauditor.bench;

import dev.ecrauditor.bench.figure.Deployment;
import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.figure.Rounds;
import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.ContainerCredentials;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.Launcher;
import dev.ecrauditor.bench.report.Machine;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.report.RunInfo;
import dev.ecrauditor.bench.stub.AwsStub;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the figures of docs/performance.md. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the deployed functions: processor time of starts and events, calls, memory.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was measured",
            "1:something was not answered, not published or not measured",
            "2:wrong use"
        })
public final class Bench implements Callable<Integer> {

    private static final int FEWEST_REPOSITORIES = 10;

    @Option(names = "--java", paramLabel = "HOME", description = "the measured Java; default: the one that runs this")
    private Path java = Path.of(System.getProperty("java.home"));

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "the measured jar, from the project's directory; default: the one that was built")
    private Optional<Path> jar = Optional.empty();

    @Option(
            names = "--figures",
            split = ",",
            paramLabel = "NAME",
            description = "of ${COMPLETION-CANDIDATES}; default: all")
    private List<FigureName> figures = List.of(FigureName.values());

    @Option(
            names = "--starts",
            paramLabel = "N",
            description = "JVM starts of cold and restore; default ${DEFAULT-VALUE}")
    private int starts = 7;

    @Option(
            names = "--long-starts",
            paramLabel = "N",
            description = "JVM starts of warm and drain; default ${DEFAULT-VALUE}")
    private int longStarts = 3;

    @Option(names = "--warm-up", paramLabel = "N", description = "events before the measured; default ${DEFAULT-VALUE}")
    private int warmUp = 2_000;

    @Option(names = "--events", paramLabel = "N", description = "measured warm events; default ${DEFAULT-VALUE}")
    private int events = 3_000;

    @Option(
            names = "--repositories",
            paramLabel = "N",
            description = "of the registry that audit reads; default ${DEFAULT-VALUE}")
    private int repositories = 2_000;

    @Option(
            names = "--swept",
            paramLabel = "N",
            description = "repositories that sweep reads, at its limited rate; default ${DEFAULT-VALUE}")
    private int swept = 50;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "of the compiler: 1, default, or both in turn; default ${DEFAULT-VALUE}")
    private String tier = "both";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "for performance.txt, performance.json and performance.svg; default ${DEFAULT-VALUE}")
    private Path output = Path.of("bench", "target", "results");

    @Option(names = "--docs", description = "also writes table, JSON and chart into docs/performance.md and beside it")
    private boolean docs;

    private final PrintStream errors;

    private Bench(PrintStream errors) {
        this.errors = errors;
    }

    public static void main(String[] arguments) {
        System.exit(execute(System.err, arguments));
    }

    /**
     * Runs the command.
     *
     * @param errors for progress and for what is wrong
     * @return the exit status
     */
    static int execute(PrintStream errors, String... arguments) {
        return new CommandLine(new Bench(errors))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrongUse, given) -> {
                    errors.println("bench: " + wrongUse.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        try {
            FigureName.Size size = size();
            try (Workspace workspace = new Workspace(jar, JavaHome.of(java))) {
                return run(workspace, size);
            }
        } catch (BenchException wrongUse) {
            errors.println("bench: " + wrongUse.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int run(Workspace workspace, FigureName.Size size)
            throws IOException, InterruptedException, GeneralSecurityException {
        try (AwsStub stub = new AwsStub(workspace.directory());
                ContainerCredentials credentials = new ContainerCredentials()) {
            Launcher launcher =
                    new Launcher(workspace.java(), workspace.directory().resolve("output"), credentials);
            Deployment deployment = Deployment.of(
                    stub,
                    launcher,
                    workspace.files(),
                    stub.javaFlags(workspace.java().directory()));
            Map<String, Figure> chosen = new LinkedHashMap<>();
            for (FigureName name : FigureName.values()) {
                if (figures.contains(name)) {
                    chosen.put(name.toString(), name.of(workspace, deployment, size));
                }
            }
            Machine machine = new Machine();
            BenchRun run = new BenchRun(chosen, machine, deployment::requireEveryCallAnswered, errors);
            Results results = run.measure();
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            ResultFiles files = ResultFiles.of(RunInfo.of(now, workspace.java().version(), machine), results);
            System.out.print(files.table());
            files.writeTo(output);
            if (docs) {
                files.writeToDocs(Path.of("docs"));
            }
            return run.status();
        }
    }

    private FigureName.Size size() throws BenchException {
        List<CompilerTier> tiers = new ArrayList<>();
        for (CompilerTier known : CompilerTier.values()) {
            if (tier.equals("both") || tier.equals(known.label())) {
                tiers.add(known);
            }
        }
        if (tiers.isEmpty()) {
            throw new BenchException("--tier " + tier + ": use 1, default or both");
        }
        if (repositories < FEWEST_REPOSITORIES || swept < FEWEST_REPOSITORIES) {
            throw new BenchException("--repositories and --swept: use " + FEWEST_REPOSITORIES + " or more");
        }
        if (starts < 1 || longStarts < 1 || events < 1 || warmUp < 0) {
            throw new BenchException("--starts, --long-starts and --events: use 1 or more; --warm-up: 0 or more");
        }
        return new FigureName.Size(new Rounds(starts, longStarts, tiers, warmUp, events), repositories, swept);
    }
}
