package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.FunctionSetup;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How many classes are loaded until the first answer. A start of its own: writing the list takes processor time. */
public final class LoadedClasses implements Figure {

    private static final String SHARED = "source: shared objects file";

    private final Deployment deployment;
    private final Path directory;

    public LoadedClasses(Deployment deployment, Path directory) {
        this.deployment = deployment;
        this.directory = directory;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.of("classes.cold", "classes loaded by the first answer, cold", "classes"),
                Metric.of("classes.cold-unshared", "of which not in the shared archive of the JDK", "classes"),
                Metric.of("classes.cold-generated", "of which generated (lambdas and the like)", "classes"),
                Metric.of("classes.restore", "classes loaded by the first event after a restore", "classes"));
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        List<String> cold = cold();
        results.add("classes.cold", cold.size());
        results.add("classes.cold-unshared", (double)
                cold.stream().filter(line -> !line.contains(SHARED)).count());
        results.add("classes.cold-generated", (double)
                cold.stream().filter(LoadedClasses::isGenerated).count());
        results.add("classes.restore", restored());
    }

    private static boolean isGenerated(String line) {
        return line.contains("$$Lambda") || line.contains("LambdaForm") || line.contains("/0x");
    }

    private List<String> cold() throws BenchException, IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes-", ".log");
        deployment.reset();
        PolicyEvents events = new PolicyEvents(deployment);
        try (FunctionProcess function = deployment.launcher().start(logging(log), CompilerTier.ONE)) {
            function.awaitInitialized();
            events.requireStoredAlert(function.invoke(events.next()));
            return loaded(log);
        }
    }

    private int restored() throws BenchException, IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes-", ".log");
        deployment.reset();
        PolicyEvents events = new PolicyEvents(deployment);
        try (FunctionProcess function = deployment.launcher().startWithSnapStart(logging(log), CompilerTier.ONE)) {
            function.awaitInitialized();
            int before = loaded(log).size();
            deployment.stub().closeConnections();
            function.restore();
            events.requireStoredAlert(function.invoke(events.next()));
            return loaded(log).size() - before;
        }
    }

    private FunctionSetup logging(Path log) {
        return deployment.audit().withFlag("-Xlog:class+load=info:file=" + log.toAbsolutePath() + ":none:filecount=0");
    }

    private static List<String> loaded(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(" source: "))
                .toList();
    }
}
