package dev.ecrauditor.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.simulation.scenario.CoreScenario;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small scenarios survive every single fault and every pair of faults at every call they make. */
class SmallScopeTest {

    @ParameterizedTest
    @EnumSource
    void everyFaultAndEveryPairIsSurvived(CoreScenario scenario) {
        long begun = System.nanoTime();
        SmallScope scope = SmallScope.of(scenario);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.println(scenario + ": " + scope.calls() + " calls, " + scope.singles() + " single faults, "
                + scope.pairs() + " pairs in " + took.toMillis() + " ms");
        assertThat(scope.failures()).isEmpty();
        assertThat(scope.singles()).isGreaterThan(scope.calls());
        assertThat(scope.pairs()).isGreaterThan(scope.singles() * scope.calls());
    }
}
