package dev.ecrauditor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.engine.Fault;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code simulate}: totals for people, the trace of one schedule for whoever looks into it. */
class SimulateCommandTest {

    @Test
    void printsEveryClassOfFaultAndThatNothingBroke() {
        Run run = Run.of("simulate", "--schedules", "300", "--seed", "7", "--threads", "2");

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
        String once = Run.of("simulate", "--schedules", "100", "--threads", "1").out();
        String again =
                Run.of("simulate", "--schedules", "100", "--threads", "2").out();

        assertThat(again.lines().skip(1))
                .containsExactlyElementsOf(once.lines().skip(1).toList());
    }

    @Test
    void theTraceOfASeedIsAlwaysTheSame() {
        Run run = Run.of("simulate", "--trace", "42");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("no more faults").contains("sweep");
        assertThat(Run.of("simulate", "--trace", "42").out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--schedules", "--threads"})
    void lessThanOneIsWrongUse(String option) {
        Run run = Run.of("simulate", option, "0");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("at least 1");
    }
}
