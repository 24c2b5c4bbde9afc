package dev.ecrauditor.audit;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs the work for one item of many, so that its fault stops no other item. The caller records the fault. */
public final class Isolated {

    private Isolated() {}

    /**
     * Runs the work and returns its result.
     *
     * @param otherwise the result after a fault
     */
    public static <T> T call(Supplier<T> work, Function<RuntimeException, T> otherwise) {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            // Of any kind: what AWS, the store or a renderer throws concerns this item alone, also a defect of ours.
            return otherwise.apply(fault);
        }
    }

    /** Runs the work and returns its fault; empty when it succeeded. */
    public static Optional<RuntimeException> run(Runnable work) {
        return call(
                () -> {
                    work.run();
                    return Optional.empty();
                },
                Optional::of);
    }
}
