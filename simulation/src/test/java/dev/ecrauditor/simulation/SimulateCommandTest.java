package dev.ecrauditor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.engine.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Totals for people, and the trace of one schedule for whoever investigates it. */
class SimulateCommandTest {

    @Test
    void printsEveryClassOfFaultAndThatNothingBroke() {
        Output run = run("--schedules", "300", "--seed", "7", "--threads", "2");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("300 schedules of seed 7 on 2 threads");
        assertThat(run.out())
                .contains(Arrays.stream(Fault.values())
                        .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(run.out()).containsPattern("schedules in which an invariant broke +0\n");
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        String once = run("--schedules", "100", "--threads", "1").out();
        String again = run("--schedules", "100", "--threads", "2").out();

        assertThat(again.lines().skip(1))
                .containsExactlyElementsOf(once.lines().skip(1).toList());
    }

    @Test
    void theTraceOfASeedIsAlwaysTheSame() {
        Output run = run("--trace", "42");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("no more faults").contains("sweep");
        assertThat(run("--trace", "42").out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--schedules", "--threads"})
    void lessThanOneIsWrongUse(String option) {
        Output run = run(option, "0");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("at least 1");
    }

    private record Output(int status, String out, String err) {}

    private static Output run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Output(status, out.toString(), err.toString());
    }
}
