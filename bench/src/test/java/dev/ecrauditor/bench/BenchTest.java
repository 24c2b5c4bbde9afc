package dev.ecrauditor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchTest {

    @Test
    void wrongUseIsToldInOneLineWithStatusTwo() {
        assertWrong("bench: --tier 3: use 1, default or both", "--tier=3");
        assertWrong("bench: --jar nowhere.jar: cannot be read", "--jar=nowhere.jar");
        assertWrong("bench: --java nowhere: no Java is installed there; name its home directory", "--java=nowhere");
        assertWrong("bench: --repositories and --swept: use 10 or more", "--swept=1");
        assertWrong("bench: --starts, --long-starts and --events: use 1 or more; --warm-up: 0 or more", "--starts=0");
        assertWrong("bench: Unknown option: '--fast'", "--fast");
        assertWrong(
                "bench: Invalid value for option '--figures' (NAME): expected one of [JAR, COLD, CLASSES, RESTORE, WARM,"
                        + " DRAIN, SWEEP, AUDIT, RULES, MICRO] (case-insensitive) but was 'colder'",
                "--figures=cold,colder");
    }

    private static void assertWrong(String line, String argument) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = Bench.execute(new PrintStream(errors, true, StandardCharsets.UTF_8), argument);
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo(line + System.lineSeparator());
        assertThat(status).isEqualTo(2);
    }
}
