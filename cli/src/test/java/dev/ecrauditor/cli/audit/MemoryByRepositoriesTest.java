package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much memory an audit and a sweep keep for each repository. A sweep keeps nothing beyond its window; an audit keeps
 * names, and the rows of its table, but no description, policy or verdict. A process with a small heap reads a registry
 * of 2,000 repositories and a larger one; what is reachable after garbage collections is compared. With {@code -Decrauditor.memory.repositories=50000} the larger one
 * has as many, and the table is measured too.
 */
@Tag("long")
class MemoryByRepositoriesTest {

    private static final int FEW = 2_000;
    private static final int MANY = Integer.getInteger("ecrauditor.memory.repositories", 8_000);

    /** Of two pages one can be garbage or not, at about 10 MB each. */
    private static final long PAGES_IN_FLIGHT = 14_000_000;

    /** Both sizes, whatever is kept for each of 50,000 repositories. */
    private static final String HEAP = "-Xmx96m";

    @TempDir
    private Path folder;

    /**
     * What was measured.
     *
     * @param evaluated repositories
     * @param bytes reachable at most
     */
    private record Measured(int repositories, int evaluated, long bytes) {

        static Measured of(String line) {
            String[] figures = line.split(" ", 3);
            return new Measured(Integer.parseInt(figures[0]), Integer.parseInt(figures[1]), Long.parseLong(figures[2]));
        }
    }

    /** Measured with 50,000 repositories and names of 35 characters: 180, 357 and 95 bytes, the last for its window. */
    @ParameterizedTest
    @CsvSource({"json, 230", "text, 430", "sweep, 0"})
    void onlyNamesAndRowsOfAnAuditAreKeptForEachRepository(String kind, long bytesOfRepository) throws Exception {
        assumeTrue(MANY > 10_000 || !kind.equals("text"), "the table is measured with more repositories");
        List<Measured> measured = measure(kind);

        assertThat(measured)
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.evaluated()).isEqualTo(run.repositories()));
        long more = measured.get(1).bytes() - measured.get(0).bytes();
        System.out.printf(
                "%s: %,d bytes with %,d repositories, %,d with %,d: %,d for each%n",
                kind, measured.get(0).bytes(), FEW, measured.get(1).bytes(), MANY, more / (MANY - FEW));
        assertThat(more).isLessThanOrEqualTo((MANY - FEW) * bytesOfRepository + PAGES_IN_FLIGHT);
    }

    private List<Measured> measure(String kind) throws IOException, InterruptedException {
        Path faults = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MeasuredMemory.class.getName(),
                        kind,
                        Integer.toString(FEW),
                        Integer.toString(MANY))
                .redirectError(faults.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        List<Measured> measured = new ArrayList<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().map(Measured::of).forEach(measured::add);
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(faults)).isZero();
        return measured;
    }
}
