package dev.ecrauditor.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredCommandTest {

    @TempDir
    Path directory;

    @Test
    void theTimeOfChildrenIsRead() {
        assertThat(MeasuredCommand.processorMillis("7 (sh) S 1 7 7 0 -1 0 0 0 0 0 1 2 31 12 20 0 1 0 99\n"))
                .isEqualTo(430);
    }

    @Test
    void theOutputOfTheCommandIsKept() throws Exception {
        MeasuredCommand run = MeasuredCommand.run(List.of("echo", "two words"), Map.of(), directory);
        assertThat(Files.readString(run.output())).isEqualTo("two words\n");
    }

    @Test
    void aCommandThatFailsIsToldWithItsMessage() {
        assertThatThrownBy(() -> MeasuredCommand.run(
                        List.of("sh", "-c", "echo no such repository >&2; exit 3"), Map.of(), directory))
                .isInstanceOf(BenchException.class)
                .hasMessageEndingWith("exit status 3: no such repository");
    }
}
