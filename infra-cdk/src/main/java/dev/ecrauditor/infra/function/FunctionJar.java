package dev.ecrauditor.infra.function;

import dev.ecrauditor.infra.settings.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A shaded jar, as built: the one with every Lambda function, or that of Security Hub CSPM.
 *
 * @param file an existing file
 */
public record FunctionJar(Path file) {

    /** Finds the single jar in the directory that the build copies it to. */
    public static FunctionJar in(Path directory) {
        return only(directory, "functions", "the functions");
    }

    /** The jar of the function that imports into Security Hub CSPM, beside this one. */
    FunctionJar ofSecurityHub() {
        Path directory = file.getParent();
        return only(directory == null ? Path.of("") : directory, "security-hub", "the function for Security Hub CSPM");
    }

    private static FunctionJar only(Path directory, String module, String what) {
        List<Path> jars = jarsIn(directory, module);
        if (jars.isEmpty()) {
            throw new UsageException(
                    "no jar of %s in infra-cdk/%s; run 'mvn -DskipTests package' in the root of the checkout"
                            .formatted(what, directory));
        }
        if (jars.size() > 1) {
            throw new UsageException(
                    "several versions of %s in infra-cdk/%s; run 'mvn -DskipTests clean package' in the root of the checkout"
                            .formatted(what, directory));
        }
        return new FunctionJar(jars.get(0));
    }

    private static List<Path> jarsIn(Path directory, String module) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("ecr-auditor-" + module + "-.*-lambda\\.jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
