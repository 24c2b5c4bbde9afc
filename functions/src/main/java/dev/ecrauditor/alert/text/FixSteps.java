package dev.ecrauditor.alert.text;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fixes of several findings as one list. A command that several of them need stands once, after what each of them says
 * about it.
 */
public final class FixSteps {

    private FixSteps() {}

    /** Lines that begin with {@code #} explain the commands that follow them, or, at the end, those before them. */
    public static List<String> merged(List<List<String>> fixes) {
        Map<String, Step> steps = new LinkedHashMap<>();
        for (List<String> fix : fixes) {
            Set<String> about = new LinkedHashSet<>();
            Optional<Step> latest = Optional.empty();
            for (String line : fix) {
                if (line.startsWith("#")) {
                    about.add(line);
                    continue;
                }
                Step step = steps.computeIfAbsent(line, key -> new Step());
                step.before.addAll(about);
                about.clear();
                latest = Optional.of(step);
            }
            latest.orElseGet(() -> steps.computeIfAbsent("", key -> new Step()))
                    .after
                    .addAll(about);
        }
        Set<String> lines = new LinkedHashSet<>();
        steps.forEach((command, step) -> {
            lines.addAll(step.before);
            lines.add(command);
            lines.addAll(step.after);
        });
        lines.remove("");
        return List.copyOf(lines);
    }

    private static final class Step {
        private final Set<String> before = new LinkedHashSet<>();
        private final Set<String> after = new LinkedHashSet<>();
    }
}
