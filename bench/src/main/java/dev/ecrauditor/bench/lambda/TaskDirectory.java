package dev.ecrauditor.bench.lambda;

import dev.ecrauditor.bench.hello.HelloHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What is {@code /var/task} in AWS: the unpacked jar of a function. */
public final class TaskDirectory {

    private TaskDirectory() {}

    /** The deployed jar, unpacked. */
    public static Path ofJar(Path jar, Path directory) throws IOException {
        delete(directory);
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry :
                    zip.stream().filter(item -> !item.isDirectory()).toList()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(jar + ": an entry leaves the directory: " + entry.getName());
                }
                Files.createDirectories(target.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, target);
                }
            }
        }
        return directory.toAbsolutePath();
    }

    /** The function that does nothing. */
    public static Path ofHello(Path directory) throws IOException {
        String name = HelloHandler.class.getName().replace('.', '/') + ".class";
        Path target = directory.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream content = HelloHandler.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new IOException("not on the class path: " + name);
            }
            Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return directory.toAbsolutePath();
    }

    /** Deletes a directory with everything in it, if it exists. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> old = Files.walk(tree)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
