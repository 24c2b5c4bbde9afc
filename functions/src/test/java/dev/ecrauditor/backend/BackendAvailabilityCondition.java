package dev.ecrauditor.backend;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/** Evaluates {@link EnabledIfBackendAvailable} once per class. */
final class BackendAvailabilityCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<EnabledIfBackendAvailable> asked = context.getElement()
                .map((AnnotatedElement element) -> element.getAnnotation(EnabledIfBackendAvailable.class));
        if (asked.isEmpty()) {
            return ConditionEvaluationResult.enabled("decided for the class");
        }
        Optional<String> missing =
                ReflectionSupport.newInstance(asked.get().when()).missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(asked.get().backend() + " can be started");
        }
        String line = "SKIPPED backend " + asked.get().backend() + ": " + missing.get();
        System.out.println(line);
        return ConditionEvaluationResult.disabled(line);
    }
}
