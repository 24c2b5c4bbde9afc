package dev.ecrauditor.exposure.path;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The proof of an access path: what happens, step by step.
 *
 * @param steps one request, or a copy and then a request
 */
public record Example(List<Step> steps) {

    public Example {
        steps = List.copyOf(steps);
    }

    /** One request. */
    public static Example of(Step step) {
        return new Example(List.of(step));
    }

    /**
     * One request, or what ECR does by itself.
     *
     * @param caller the identity's ARN, the service's name, or the registry
     * @param action the action
     * @param resource the ARN of the repository
     * @param context condition keys with their values, or the settings that ECR follows
     */
    public record Step(String caller, String action, String resource, Map<String, List<String>> context) {

        public Step {
            context = new TreeMap<>(context);
        }
    }
}
