package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that is deployed: templates, the files they name, a README and the checksums of all. It appears complete
 * or not at all. Equal assemblies give equal bytes.
 */
final class DeploymentFolder {

    static final String CHECKSUMS = "SHA256SUMS";
    static final String MEMBERS = "members";

    private final CloudAssembly assembly;
    private final String version;

    DeploymentFolder(CloudAssembly assembly, String version) {
        this.assembly = assembly;
        this.version = version;
    }

    /**
     * Refuses a folder that exists.
     *
     * @throws UsageException when there is something under this name
     */
    static void requireNew(Path output) {
        if (Files.exists(output)) {
            throw new UsageException("--output " + output + ": exists already; name a new folder, or remove this one");
        }
    }

    /**
     * Writes the folder.
     *
     * @param work an empty directory on the same file system
     */
    void write(Path output, Path work) {
        try {
            Path folder = Files.createDirectory(work.resolve("folder"));
            for (CloudAssembly.StackTemplate stack : assembly.stacks()) {
                write(folder, stack);
            }
            if (!assembly.members().isEmpty()) {
                Path members = Files.createDirectory(folder.resolve(MEMBERS));
                for (CloudAssembly.StackTemplate stack : assembly.members()) {
                    write(members, stack);
                }
            }
            Files.writeString(folder.resolve("README.md"), DeploymentReadme.of(assembly, version));
            Files.writeString(folder.resolve(CHECKSUMS), checksums(folder));
            requireNew(output);
            Files.move(folder, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + output + ": " + e.getMessage(), e);
        }
    }

    private void write(Path folder, CloudAssembly.StackTemplate stack) throws IOException {
        PortableTemplate portable = PortableTemplate.of(stack, assembly.files());
        Files.writeString(folder.resolve(fileName(stack)), IndentedJson.of(portable.template()));
        for (var file : portable.files().entrySet()) {
            Files.copy(file.getValue(), folder.resolve(file.getKey()));
        }
    }

    static String fileName(CloudAssembly.StackTemplate stack) {
        return stack.name() + ".json";
    }

    /** In the form that {@code sha256sum --check} reads. */
    private static String checksums(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                lines.add(sha256(file) + "  " + name + "\n");
            }
        }
        return String.join("", lines);
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
                bytes.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
