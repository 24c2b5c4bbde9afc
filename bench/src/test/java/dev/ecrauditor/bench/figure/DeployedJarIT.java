package dev.ecrauditor.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.ContainerCredentials;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.Launcher;
import dev.ecrauditor.bench.lambda.TaskDirectory;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.stub.AwsStub;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The deployed jar against the stub: an event, its alert and a sweep. Every call is answered, every metric has a value. */
@EnabledOnOs(OS.LINUX)
class DeployedJarIT {

    @TempDir
    Path directory;

    @Test
    void anEventIsEvaluatedItsAlertPublishedAndARegistrySwept() throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        try (AwsStub stub = new AwsStub(directory);
                ContainerCredentials credentials = new ContainerCredentials();
                InputStream settings = Figure.class.getResourceAsStream("settings.json")) {
            Files.copy(settings, directory.resolve("settings.json"));
            Deployment deployment = Deployment.of(
                    stub,
                    new Launcher(JavaHome.of(java), directory.resolve("output"), credentials),
                    new Deployment.Files(
                            TaskDirectory.ofJar(jar(), directory.resolve("auditor")),
                            TaskDirectory.ofHello(directory.resolve("hello")),
                            directory.resolve("settings.json")),
                    stub.javaFlags(java));
            Rounds once = new Rounds(1, 1, List.of(CompilerTier.ONE), 0, 1);
            List<Figure> figures =
                    List.of(new ColdStart(deployment, once), new Drain(deployment, once), new SweepRun(deployment, 10));
            List<Metric> metrics = figures.stream()
                    .flatMap(figure -> figure.metrics().stream())
                    .toList();
            Results results = new Results(metrics);
            for (Figure figure : figures) {
                figure.measure(results);
            }
            deployment.requireEveryCallAnswered();
            assertThat(results.missing()).isEmpty();
            assertThat(Stream.of("cold.hello.tier1", "cold.audit.tier1", "drain.cold.tier1")
                            .map(id -> results.median(id).orElseThrow()))
                    .allMatch(millis -> millis > 10);
        }
    }

    private static Path jar() throws Exception {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of("..", "functions", "target"), "ecr-auditor-functions-*-lambda.jar")) {
            return jars.iterator().next();
        }
    }
}
