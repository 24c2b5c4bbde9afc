package dev.ecrauditor.bench;

import dev.ecrauditor.bench.figure.AuditCommand;
import dev.ecrauditor.bench.figure.ColdStart;
import dev.ecrauditor.bench.figure.CommandLine;
import dev.ecrauditor.bench.figure.Deployment;
import dev.ecrauditor.bench.figure.Drain;
import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.figure.JarSize;
import dev.ecrauditor.bench.figure.LoadedClasses;
import dev.ecrauditor.bench.figure.MicroBenchmarks;
import dev.ecrauditor.bench.figure.Restore;
import dev.ecrauditor.bench.figure.Rounds;
import dev.ecrauditor.bench.figure.RulesCommand;
import dev.ecrauditor.bench.figure.SweepRun;
import dev.ecrauditor.bench.figure.Warm;
import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.ContainerCredentials;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.Launcher;
import dev.ecrauditor.bench.lambda.TaskDirectory;
import dev.ecrauditor.bench.report.CostTable;
import dev.ecrauditor.bench.report.DocumentedResults;
import dev.ecrauditor.bench.report.JsonReport;
import dev.ecrauditor.bench.report.Machine;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.report.RunInfo;
import dev.ecrauditor.bench.report.SvgChart;
import dev.ecrauditor.bench.report.TextTable;
import dev.ecrauditor.bench.stub.AwsStub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    private static final List<String> FIGURES =
            List.of("jar", "cold", "classes", "restore", "warm", "drain", "sweep", "audit", "rules", "micro");

    private static final int AT_LEAST = 10;
    private static final Path WORK = Path.of("bench", "target", "work");

    @Option(names = "--java", paramLabel = "HOME", description = "The measured Java; default: the one that runs this")
    private Path java = Path.of(System.getProperty("java.home"));

    @Option(names = "--jar", paramLabel = "FILE", description = "The measured jar; default: the one that was built")
    private Optional<Path> jar = Optional.empty();

    @Option(
            names = "--figures",
            split = ",",
            paramLabel = "NAME",
            description = "jar, cold, classes, restore, warm, drain, sweep, audit, rules, micro; default: all")
    private List<String> figures = FIGURES;

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
            description = "1, default, or both in turn; default ${DEFAULT-VALUE}")
    private String tier = "both";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description =
                    "where performance.json, performance.svg and performance.txt are written; default ${DEFAULT-VALUE}")
    private Path output = Path.of("bench", "target", "results");

    @Option(names = "--docs", description = "also writes table, JSON and chart into docs/performance.md and beside it")
    private boolean docs;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new picocli.CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        try {
            return run();
        } catch (BenchException wrongUse) {
            System.err.println("bench: " + wrongUse.getMessage());
            return 2;
        }
    }

    private int run() throws BenchException, IOException, InterruptedException, GeneralSecurityException {
        JavaHome home = JavaHome.of(java);
        Path measured = jar.isPresent() ? jar.get() : builtJar();
        if (!Files.isReadable(measured)) {
            throw new BenchException("--jar " + measured + ": cannot be read");
        }
        List<String> unknown =
                figures.stream().filter(name -> !FIGURES.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new BenchException(
                    "--figures: no figure is called " + unknown.get(0) + "; known are " + String.join(", ", FIGURES));
        }
        Rounds rounds = rounds();
        Path work = Files.createDirectories(WORK);
        Machine machine = new Machine();
        try (AwsStub stub = new AwsStub(work);
                ContainerCredentials credentials = new ContainerCredentials()) {
            Deployment deployment = Deployment.of(
                    stub,
                    new Launcher(home, work.resolve("output"), credentials),
                    new Deployment.Files(
                            TaskDirectory.ofJar(measured, work.resolve("auditor")),
                            TaskDirectory.ofHello(work.resolve("hello")),
                            settings(work)),
                    stub.javaFlags(home.directory()));
            Map<String, Figure> chosen = new LinkedHashMap<>();
            for (String name : FIGURES) {
                if (figures.contains(name)) {
                    chosen.put(name, figure(name, deployment, rounds, new Paths(measured, home)));
                }
            }
            BenchRun run = new BenchRun(chosen, machine, deployment::requireEveryCallAnswered, System.err);
            Results results = run.measure();
            report(RunInfo.of(Instant.now().truncatedTo(ChronoUnit.SECONDS), home.version(), machine), results);
            return run.status();
        }
    }

    /** What is measured beside the functions of a deployment. */
    private record Paths(Path jar, JavaHome home) {

        CommandLine commandLine() {
            return new CommandLine(Path.of("cli/target/ecr-auditor-0.1.0/ecr-auditor-0.1.0/ecr-auditor"), home, WORK);
        }
    }

    private Figure figure(String name, Deployment deployment, Rounds rounds, Paths paths) {
        return switch (name) {
            case "jar" -> new JarSize(paths.jar());
            case "cold" -> new ColdStart(deployment, rounds);
            case "classes" -> new LoadedClasses(deployment, WORK);
            case "restore" -> new Restore(deployment, rounds);
            case "warm" -> new Warm(deployment, rounds);
            case "drain" -> new Drain(deployment, rounds);
            case "sweep" -> new SweepRun(deployment, swept);
            case "audit" -> new AuditCommand(paths.commandLine(), deployment.stub(), repositories);
            case "micro" -> new MicroBenchmarks(paths.home(), WORK);
            case "rules" -> new RulesCommand(paths.commandLine(), rounds);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Rounds rounds() throws BenchException {
        List<CompilerTier> tiers = new ArrayList<>();
        for (CompilerTier known : CompilerTier.values()) {
            if (tier.equals("both") || tier.equals(known.label())) {
                tiers.add(known);
            }
        }
        if (tiers.isEmpty()) {
            throw new BenchException("--tier " + tier + ": use 1, default or both");
        }
        if (repositories < AT_LEAST || swept < AT_LEAST) {
            throw new BenchException("--repositories and --swept are " + AT_LEAST + " or more");
        }
        if (starts < 1 || longStarts < 1 || events < 1 || warmUp < 0) {
            throw new BenchException("--starts, --long-starts and --events are 1 or more, --warm-up 0 or more");
        }
        return new Rounds(starts, longStarts, tiers, warmUp, events);
    }

    private void report(RunInfo run, Results results) throws IOException {
        StringBuilder tables = new StringBuilder(TextTable.of(run, results));
        CostTable.of(results, "tier1").ifPresent(cost -> tables.append("\n").append(cost));
        String table = tables.toString();
        System.out.print(table);
        Files.createDirectories(output);
        String json = JsonReport.of(run, results) + "\n";
        String chart = SvgChart.of(run, results);
        Files.writeString(output.resolve("performance.txt"), table);
        Files.writeString(output.resolve("performance.json"), json);
        Files.writeString(output.resolve("performance.svg"), chart);
        if (docs) {
            Path page = Path.of("docs", "performance.md");
            Files.writeString(page, DocumentedResults.replace(Files.readString(page), table));
            Files.writeString(Path.of("docs", "performance.json"), json);
            Files.writeString(Path.of("docs", "pictures", "performance.svg"), chart);
        }
    }

    private static Path builtJar() throws BenchException, IOException {
        Path target = Path.of("functions", "target");
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "ecr-auditor-functions-*-lambda.jar")) {
                for (Path found : jars) {
                    return found;
                }
            }
        }
        throw new BenchException(
                "no jar in functions/target: run bench/run in the project's directory, or name one by --jar");
    }

    private static Path settings(Path work) throws IOException {
        Path file = work.resolve("settings.json");
        try (InputStream content = Figure.class.getResourceAsStream("settings.json")) {
            if (content == null) {
                throw new IOException("settings.json is not on the class path");
            }
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }
}
