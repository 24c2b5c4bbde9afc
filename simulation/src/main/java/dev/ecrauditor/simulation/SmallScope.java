package dev.ecrauditor.simulation;

import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.simulation.design.ProductionDesign;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Port;
import dev.ecrauditor.simulation.engine.ScriptedFaults;
import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import dev.ecrauditor.simulation.hub.Setup;
import dev.ecrauditor.simulation.record.Violation;
import dev.ecrauditor.simulation.scenario.CoreScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Every single fault and every pair of faults at every call of a small scenario, without exception. */
public final class SmallScope {

    private static final int MANY = 1_000;

    private final CoreScenario scenario;
    private final int calls;
    private final List<FaultPairs> tried;

    /** Faults by the number of the call they strike, and the violations. */
    public record Failure(Map<Integer, Fault> faults, List<Violation> violations) {}

    private record Outcome(List<Port> calls, List<Violation> violations) {}

    /** A first fault with every second one. */
    private record FaultPairs(int pairs, List<Failure> failures) {}

    private record First(int call, Fault fault) {}

    private SmallScope(CoreScenario scenario) {
        this.scenario = scenario;
        Outcome undisturbed = run(Map.of());
        calls = undisturbed.calls().size();
        List<First> firsts = new ArrayList<>();
        eachFault(undisturbed.calls(), 0, (call, fault) -> firsts.add(new First(call, fault)));
        List<FaultPairs> all =
                new ArrayList<>(firsts.parallelStream().map(this::after).toList());
        all.add(new FaultPairs(0, failures(Map.of(), undisturbed)));
        tried = List.copyOf(all);
    }

    /** Runs them all. */
    public static SmallScope of(CoreScenario scenario) {
        return new SmallScope(scenario);
    }

    public List<Failure> failures() {
        return tried.stream().flatMap(first -> first.failures().stream()).toList();
    }

    /** How many calls the scenario makes without a fault. */
    public int calls() {
        return calls;
    }

    /** How many single faults were tried. */
    public int singles() {
        return tried.size() - 1;
    }

    /** How many pairs of faults were tried; the second strikes a call that follows from the first. */
    public int pairs() {
        return tried.stream().mapToInt(FaultPairs::pairs).sum();
    }

    private FaultPairs after(First first) {
        Map<Integer, Fault> one = Map.of(first.call(), first.fault());
        Outcome once = run(one);
        List<Failure> failures = new ArrayList<>(failures(one, once));
        int[] pairs = {0};
        eachFault(once.calls(), first.call() + 1, (call, fault) -> {
            Map<Integer, Fault> two = Map.of(first.call(), first.fault(), call, fault);
            failures.addAll(failures(two, run(two)));
            pairs[0]++;
        });
        return new FaultPairs(pairs[0], failures);
    }

    private static List<Failure> failures(Map<Integer, Fault> faults, Outcome outcome) {
        return outcome.violations().isEmpty() ? List.of() : List.of(new Failure(faults, outcome.violations()));
    }

    private static void eachFault(List<Port> calls, int from, BiConsumer<Integer, Fault> strike) {
        for (int call = from; call < calls.size(); call++) {
            for (Fault fault : calls.get(call).faults()) {
                strike.accept(call, fault);
            }
        }
    }

    private Outcome run(Map<Integer, Fault> script) {
        Timeline timeline = new Timeline();
        ScriptedFaults faults = new ScriptedFaults(script);
        // After a fault an alert may wait for the schedule, so there is always one.
        Run run = new Run(
                timeline,
                new Trace(timeline, false),
                faults,
                new ProductionDesign(),
                new Setup(Settings.of(scenario.mode()), false, MANY),
                script.isEmpty() ? () -> Long.MIN_VALUE : timeline::now);
        run.run(scenario, faults::off, false);
        return new Outcome(faults.calls(), run.violations().found());
    }
}
