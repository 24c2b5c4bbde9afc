package dev.ecrauditor.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jar that the stack uploads, and the directory that Lambda makes of it: its content unpacked, read by a class
 * loader of its own.
 */
final class DeployedJar {

    /** One for each JVM that runs tests. */
    static final Path WORKPLACE = Path.of("target", "runtime-test-" + System.getProperty("ecrauditor.fork", "1"));

    private static final class Unpacked {
        static final Path ROOT = unpack();
    }

    private DeployedJar() {}

    /** The jar of the last {@code mvn package}. */
    static Path file() throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(Path.of("target"), "ecr-auditor-functions-*-lambda.jar")) {
            found.forEach(jars::add);
        }
        if (jars.size() != 1) {
            throw new IllegalStateException("expected one lambda jar in target, run `mvn package`: " + jars);
        }
        return jars.get(0);
    }

    /** What is {@code /var/task} in AWS. */
    static Path unpacked() {
        return Unpacked.ROOT;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> old = Files.walk(tree)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Path unpack() {
        try (ZipFile jar = new ZipFile(file().toFile())) {
            Path root = WORKPLACE.resolve("task").toAbsolutePath();
            delete(root);
            for (ZipEntry entry :
                    jar.stream().filter(item -> !item.isDirectory()).toList()) {
                Path target = root.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
            return root;
        } catch (IOException fault) {
            throw new UncheckedIOException("could not unpack the lambda jar", fault);
        }
    }
}
