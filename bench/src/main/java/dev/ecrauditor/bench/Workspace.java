package dev.ecrauditor.bench;

import dev.ecrauditor.bench.figure.CommandLine;
import dev.ecrauditor.bench.figure.Deployment;
import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.TaskDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The files of one run, in a directory of its own, which is deleted at the end. */
final class Workspace implements AutoCloseable {

    private final Path jar;
    private final JavaHome java;
    private final Path directory;

    /**
     * @param chosen the jar that is measured; the built one where it is empty
     * @throws BenchException in one line when there is no such jar
     */
    Workspace(Optional<Path> chosen, JavaHome java) throws BenchException, IOException {
        this.jar = chosen.isPresent() ? chosen.get() : builtJar();
        if (!Files.isReadable(jar)) {
            throw new BenchException("--jar " + jar + ": cannot be read");
        }
        this.java = java;
        this.directory = Files.createDirectories(Path.of(
                "bench", "target", "work", Long.toString(ProcessHandle.current().pid())));
    }

    Path jar() {
        return jar;
    }

    JavaHome java() {
        return java;
    }

    Path directory() {
        return directory;
    }

    Deployment.Files files() throws IOException {
        return new Deployment.Files(
                TaskDirectory.ofJar(jar, directory.resolve("auditor")),
                TaskDirectory.ofHello(directory.resolve("hello")),
                settings());
    }

    CommandLine commandLine() {
        return new CommandLine(Path.of("cli/target/ecr-auditor-0.1.0/ecr-auditor-0.1.0/ecr-auditor"), java, directory);
    }

    @Override
    public void close() throws IOException {
        TaskDirectory.delete(directory);
    }

    private Path settings() throws IOException {
        Path file = directory.resolve("settings.json");
        try (InputStream content = Figure.class.getResourceAsStream("settings.json")) {
            if (content == null) {
                throw new IOException("settings.json is not on the class path");
            }
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
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
                "no jar in functions/target: run bench/run without --no-build, or name a jar by --jar");
    }
}
