package dev.ecrauditor.simulation.engine;

import java.util.List;
import java.util.function.Supplier;

/**
 * One call to AWS.
 *
 * @param port which
 * @param about what it is about, for the trace
 * @param alertIds the alerts it tells or removes
 * @param effect what it does there, and its answer
 */
public record Call<T>(Port port, Object about, List<String> alertIds, Supplier<T> effect) {

    /** A call that neither tells nor removes alerts. */
    public Call(Port port, Object about, Supplier<T> effect) {
        this(port, about, List.of(), effect);
    }
}
