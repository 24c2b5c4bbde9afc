package dev.ecrauditor.handler;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment variables of a function. */
final class Environment {

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The same with other values of some variables; a blank one is missing. */
    Environment with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(others);
        return new Environment(all);
    }

    /** The value; empty when it is missing or blank. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** @throws IllegalStateException when it is missing or blank */
    String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }
}
