package dev.ecrauditor.simulation;

import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.engine.ScriptedFaults;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import dev.ecrauditor.simulation.invariant.Violation;
import dev.ecrauditor.simulation.scenario.CoreScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every single fault and every pair of faults at every call of a small scenario, none left out. */
public final class SmallScope {

    private final CoreScenario scenario;
    private final List<Failure> failures = new ArrayList<>();
    private int calls;
    private int singles;
    private int pairs;

    /** Faults by the number of the call they strike, and what broke. */
    public record Failure(Map<Integer, Fault> faults, List<Violation> violations) {}

    private record Outcome(List<Port> calls, List<Violation> violations) {}

    private SmallScope(CoreScenario scenario) {
        this.scenario = scenario;
    }

    /** Tries them all. */
    public static SmallScope of(CoreScenario scenario) {
        SmallScope scope = new SmallScope(scenario);
        scope.exhaust();
        return scope;
    }

    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    /** How many calls the scenario makes without a fault. */
    public int calls() {
        return calls;
    }

    /** How many single faults were tried. */
    public int singles() {
        return singles;
    }

    /** How many pairs of faults were tried; the second strikes a call that the first one has led to. */
    public int pairs() {
        return pairs;
    }

    private void exhaust() {
        Outcome undisturbed = play(Map.of());
        calls = undisturbed.calls().size();
        eachFault(undisturbed.calls(), 0, (call, fault) -> {
            singles++;
            Outcome once = play(Map.of(call, fault));
            eachFault(once.calls(), call + 1, (later, second) -> {
                pairs++;
                play(Map.of(call, fault, later, second));
            });
        });
    }

    private static void eachFault(List<Port> calls, int from, BiConsumer<Integer, Fault> strike) {
        for (int call = from; call < calls.size(); call++) {
            for (Fault fault : calls.get(call).faults()) {
                strike.accept(call, fault);
            }
        }
    }

    private Outcome play(Map<Integer, Fault> script) {
        Timeline timeline = new Timeline();
        ScriptedFaults faults = new ScriptedFaults(script);
        // An alert may wait for the schedule whenever there is a fault, so that there is always one.
        Run run = new Run(
                timeline,
                new Trace(timeline, false),
                faults,
                new ProductionDesign(),
                scenario.mode(),
                script.isEmpty() ? () -> Long.MIN_VALUE : timeline::now);
        run.play(scenario, faults::off, false);
        List<Violation> violations = run.violations().found();
        if (!violations.isEmpty()) {
            failures.add(new Failure(script, violations));
        }
        return new Outcome(faults.calls(), violations);
    }
}
