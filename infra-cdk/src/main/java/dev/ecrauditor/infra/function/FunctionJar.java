package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.settings.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shaded jar with every Lambda function, as built.
 *
 * @param file an existing file
 */
public record FunctionJar(Path file) {

    /** Finds the single jar in the directory that the build copies it to. */
    public static FunctionJar in(Path directory) {
        List<Path> jars = jarsIn(directory);
        if (jars.isEmpty()) {
            throw new UsageException(
                    "no jar of the functions in infra-cdk/%s; run 'mvn -DskipTests package' in the root of the checkout"
                            .formatted(directory));
        }
        if (jars.size() > 1) {
            throw new UsageException(
                    "several versions of the functions in infra-cdk/%s; run 'mvn -DskipTests clean package' in the root of the checkout"
                            .formatted(directory));
        }
        return new FunctionJar(jars.get(0));
    }

    private static List<Path> jarsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("ecr-auditor-functions-.*-lambda\\.jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
