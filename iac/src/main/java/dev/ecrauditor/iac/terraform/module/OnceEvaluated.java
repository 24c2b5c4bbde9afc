package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Values that are evaluated when they are first used, and only once. What depends on itself is reported. */
final class OnceEvaluated<T> {

    /** A value, or why there is none. */
    private sealed interface Outcome<T> {}

    private record Evaluated<T>(T value) implements Outcome<T> {}

    private record Refused<T>(EvaluationException reason) implements Outcome<T> {}

    private final Map<String, Outcome<T>> outcomes = new HashMap<>();
    private final Set<String> begun = new HashSet<>();

    T get(String name, Supplier<T> evaluation) {
        Outcome<T> outcome = outcomes.get(name);
        if (outcome == null) {
            outcome = evaluate(name, evaluation);
            outcomes.put(name, outcome);
        }
        if (outcome instanceof Refused<T> refused) {
            throw refused.reason();
        }
        return ((Evaluated<T>) outcome).value();
    }

    private Outcome<T> evaluate(String name, Supplier<T> evaluation) {
        if (!begun.add(name)) {
            throw new UnevaluatedException(name + " depends on itself");
        }
        try {
            return new Evaluated<>(evaluation.get());
        } catch (EvaluationException e) {
            return new Refused<>(e);
        } finally {
            begun.remove(name);
        }
    }
}
