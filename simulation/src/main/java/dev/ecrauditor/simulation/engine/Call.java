package dev.ecrauditor.simulation.engine;

import java.util.List;
import java.util.function.Supplier;

/**
 * One call to AWS.
 *
 * @param port the port
 * @param about its subject, for the trace
 * @param alertIds the alerts that it publishes or removes
 * @param effect its effect in AWS, and its response
 */
public record Call<T>(Port port, Object about, List<String> alertIds, Supplier<T> effect) {

    /** A call that neither publishes nor removes alerts. */
    public Call(Port port, Object about, Supplier<T> effect) {
        this(port, about, List.of(), effect);
    }
}
