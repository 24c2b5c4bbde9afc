package dev.ecrauditor.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The zip that users install, started by {@code sh} as they start it. */
class DistributionIT {

    private static final String VERSION = "0.1.0";

    @TempDir
    private Path folder;

    private Path home;
    private Path launcher;

    @BeforeEach
    void unpack() throws IOException {
        unzip(Path.of("target", "ecr-auditor-" + VERSION + ".zip"), folder);
        home = folder.resolve("ecr-auditor-" + VERSION);
        launcher = executable(home.resolve("ecr-auditor"));
        executable(home.resolve("start/prepare"));
    }

    /** The Java that runs the build, and a newer one that is installed beside it: it keeps classes in another way. */
    static Stream<Path> javas() throws IOException {
        Path running = Path.of(System.getProperty("java.home"));
        try (Stream<Path> siblings = Files.list(running.getParent())) {
            List<Path> newer = siblings.filter(DistributionIT::isJava25)
                    .filter(java -> !java.equals(running))
                    .limit(1)
                    .toList();
            return Stream.concat(Stream.of(running), newer.stream());
        }
    }

    private static boolean isJava25(Path java) {
        try {
            return Files.isExecutable(java.resolve("bin/java"))
                    && Files.readString(java.resolve("release")).contains("JAVA_VERSION=\"25");
        } catch (IOException noJava) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void theFirstStartKeepsItsClassesAndTheNextStartsUseThem(Path java) throws Exception {
        Run first = run(Map.of("JAVA_HOME", java.toString()), launcher, "--version");
        assertThat(first.out()).isEqualTo("ecr-auditor " + VERSION + "\n");
        assertThat(first.status()).isZero();
        assertThat(archives()).hasSize(1);

        Run next = run(
                Map.of(
                        "JAVA_HOME",
                        java.toString(),
                        "JAVA_TOOL_OPTIONS",
                        "-Xlog:class+load:file=" + folder.resolve("loaded")),
                launcher,
                "rules");
        assertThat(next.status()).isZero();
        assertThat(next.out()).contains("ecr-policy-not-public");
        assertThat(Files.readAllLines(folder.resolve("loaded")))
                .filteredOn(line ->
                        line.contains(" dev.ecrauditor.cli.RulesCommand ") || line.contains(" picocli.CommandLine "))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("shared objects file"));
    }

    @Test
    void aFolderThatCannotBeWrittenKeepsNothing() throws Exception {
        Files.delete(home.resolve("start/prepare"));
        Files.delete(home.resolve("start"));
        Run run = run(Map.of(), launcher, "--version");
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aDamagedArchiveIsNotUsed() throws Exception {
        run(Map.of(), launcher, "--version");
        Files.writeString(archives().get(0), "damaged");
        Run run = run(Map.of(), launcher, "--version");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("ecr-auditor " + VERSION + "\n");
    }

    @Test
    void aLinkOnThePathLeadsToTheFolder() throws Exception {
        Files.createDirectory(folder.resolve("bin"));
        Path link = Files.createSymbolicLink(
                folder.resolve("bin/ecr-auditor"), Path.of("../ecr-auditor-" + VERSION + "/ecr-auditor"));
        assertThat(run(Map.of(), link, "--version").status()).isZero();
    }

    @Test
    void aJavaThatIsTooOldIsNamed() throws Exception {
        Path old = folder.resolve("old");
        Files.createDirectories(old.resolve("bin"));
        executable(Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 9\n"));
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"Example\"\nJAVA_VERSION=\"11.0.22\"\n");
        Run run = run(Map.of("JAVA_HOME", old.toString()), launcher, "--version");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("ecr-auditor: Java 11.0.22 is too old; install Java 17 or later\n");
    }

    @Test
    void aSampleEventIsShownFromTheFolder() throws Exception {
        Run run = run(
                Map.of(),
                launcher,
                "preview",
                home.resolve("events/SetRepositoryPolicy/made-public-through-cloudformation")
                        .toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("ecr-policy-not-public");
        assertThat(run.status()).isZero();
    }

    @Test
    void theShellCompletesTheCommands() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"),
                run(Map.of(), launcher, "generate-completion").out());
        Run run = run(
                Map.of(),
                Path.of("bash"),
                "-c",
                "source " + script + "; COMP_WORDS=(ecr-auditor ru); COMP_CWORD=1; COMP_LINE='ecr-auditor ru';"
                        + " _complete_ecr-auditor; echo \"${COMPREPLY[@]}\"");
        assertThat(run.out()).isEqualTo("rules\n");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("start"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("java-"))
                    .toList();
        }
    }

    private record Run(int status, String out, String err) {}

    private Run run(Map<String, String> environment, Path command, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(command.toString()), Stream.of(arguments))
                        .toList())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String told = Files.readString(err)
                .lines()
                .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
        return new Run(process.exitValue(), Files.readString(out), told);
    }

    private static Path executable(Path file) {
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static void unzip(Path zip, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream content = new ZipInputStream(file, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                Path to = target.resolve(entry.getName()).normalize();
                if (!to.startsWith(target)) {
                    throw new UncheckedIOException(new IOException("outside of the zip: " + entry.getName()));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(to);
                } else {
                    Files.createDirectories(to.getParent());
                    Files.copy(content, to);
                }
            }
        }
    }
}
