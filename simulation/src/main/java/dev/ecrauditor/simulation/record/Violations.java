package dev.ecrauditor.simulation.record;

import dev.ecrauditor.simulation.engine.Timeline;
import dev.ecrauditor.simulation.engine.Trace;
import java.util.ArrayList;
import java.util.List;

/** Collects the violations, with their position in the trace. */
public final class Violations {

    private final Timeline timeline;
    private final Trace trace;
    private final List<Violation> found = new ArrayList<>();

    public Violations(Timeline timeline, Trace trace) {
        this.timeline = timeline;
        this.trace = trace;
    }

    public List<Violation> found() {
        return List.copyOf(found);
    }

    public long now() {
        return timeline.now();
    }

    public void add(Invariant invariant, String what) {
        Violation violation = new Violation(invariant, what);
        found.add(violation);
        trace.line("VIOLATION", violation.toString());
    }
}
