package dev.ecrauditor.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The image of the command line: built and started where {@code docker info} answers. */
class ContainerImageIT {

    private static final Path CHECKOUT = Path.of("..");
    private static final String IMAGE = "ecr-auditor-test";

    @Test
    void theImageCopiesAFileOfThisBuild() throws IOException {
        assertThat(Files.readAllLines(CHECKOUT.resolve("Containerfile")))
                .filteredOn(line -> line.startsWith("ADD "))
                .singleElement()
                .satisfies(line ->
                        assertThat(CHECKOUT.resolve(line.split(" ", -1)[1])).isRegularFile());
    }

    @Test
    void theImageStartsTheCommandLine() throws Exception {
        assumeTrue(docker("info") == 0, "skipped: no Docker engine runs here");
        assertThat(docker("build", "--file", "Containerfile", "--tag", IMAGE, "."))
                .isZero();
        assertThat(docker("run", "--rm", "--read-only", IMAGE, "rules")).isZero();
    }

    private static int docker(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(CHECKOUT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (IOException notInstalled) {
            return -1;
        }
    }
}
