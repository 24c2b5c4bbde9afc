package dev.ecrauditor.simulation.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Faults at chosen calls, counted from the first call of a schedule; all other calls succeed and take their usual time.
 */
public final class ScriptedFaults implements Faults {

    private static final long LATENCY = Timeline.SECOND / 50;

    private final Map<Integer, Fault> script;
    private final List<Port> calls = new ArrayList<>();
    private boolean on = true;

    /**
     * @param script the faults by the number of the call they strike, from 0
     */
    public ScriptedFaults(Map<Integer, Fault> script) {
        this.script = Map.copyOf(script);
    }

    /** Stops all faults and the counting of calls. */
    public void off() {
        on = false;
    }

    /** The calls made so far, in order. */
    public List<Port> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Optional<Fault> inject(Port port) {
        if (!on) {
            return Optional.empty();
        }
        calls.add(port);
        return Optional.ofNullable(script.get(calls.size() - 1))
                .filter(fault -> port.faults().contains(fault));
    }

    @Override
    public long latency(Port port) {
        return LATENCY;
    }

    @Override
    public long upTo(long most) {
        return most / 2;
    }

    @Override
    public boolean happens(Fault fault) {
        return false;
    }

    @Override
    public void count(Fault fault) {
        // The script has the faults.
    }
}
