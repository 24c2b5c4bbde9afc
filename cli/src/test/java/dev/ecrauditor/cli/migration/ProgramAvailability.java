package dev.ecrauditor.cli.migration;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Evaluates {@link EnabledIfProgramsAvailable}. */
final class ProgramAvailability implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = context
                .getElement()
                .flatMap(element -> Optional.ofNullable(element.getAnnotation(EnabledIfProgramsAvailable.class)))
                .map(EnabledIfProgramsAvailable::value)
                .stream()
                .flatMap(Arrays::stream)
                .filter(program -> !isOnPath(program))
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("every program is on the PATH");
        }
        String line = "SKIPPED " + context.getDisplayName() + ": not on the PATH: " + String.join(", ", missing);
        System.out.println(line);
        return ConditionEvaluationResult.disabled(line);
    }

    private static boolean isOnPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .anyMatch(Files::isExecutable);
    }
}
