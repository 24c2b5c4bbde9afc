package dev.ecrauditor.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTimeTest {

    @TempDir
    Path proc;

    @Test
    void theThreadsAreMoreExactThanTheProcess() throws Exception {
        process(10, 5);
        thread("1", 100_000_000);
        thread("2", 45_600_000);
        assertThat(ProcessorTime.of(proc).millisSince(ProcessorTime.NONE)).isCloseTo(145.6, within(1e-9));
    }

    @Test
    void threadsThatHaveEndedAreCounted() throws Exception {
        process(10, 5);
        thread("1", 100_000_000);
        thread("2", 45_600_000);
        ProcessorTime before = ProcessorTime.of(proc);
        Files.delete(proc.resolve("task/2/schedstat"));
        process(20, 6);
        thread("1", 160_000_000);
        assertThat(ProcessorTime.of(proc).millisSince(before)).isEqualTo(110);
    }

    private void process(int userTicks, int systemTicks) throws IOException {
        Files.writeString(
                proc.resolve("stat"),
                "4711 (java (x) y) S 1 1 1 0 -1 4194304 1 0 0 0 " + userTicks + " " + systemTicks + " 0 0 20 0 2 0\n");
    }

    private void thread(String id, long nanos) throws IOException {
        Files.createDirectories(proc.resolve("task").resolve(id));
        Files.writeString(proc.resolve("task").resolve(id).resolve("schedstat"), nanos + " 17 3\n");
    }
}
