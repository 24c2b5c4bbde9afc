package dev.ecrauditor.settings.yaml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A syntax error of the YAML library, with a fix for the most common mistakes.
 *
 * @param line counted from 1
 */
record NotYaml(int line, String what) {

    private static final int LONGEST = 200;

    static NotYaml of(YamlEngineException e) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return new NotYaml(1, "is not YAML: %s; write it like docs/settings.md".formatted(oneLine(e.getMessage())));
        }
        return new NotYaml(
                line(marked.getProblemMark().or(marked::getContextMark)),
                "is not YAML: %s; %s".formatted(said(marked), fix(marked)));
    }

    /** The line of a location in the file; the library counts from 0. */
    static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static String said(MarkedYamlEngineException e) {
        return oneLine(e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem());
    }

    private static String fix(MarkedYamlEngineException e) {
        if (String.valueOf(e.getContext()).contains("alias")) {
            return "write a glob that begins with * in quotes, like '*'";
        }
        if (String.valueOf(e.getProblem()).contains("TAB")) {
            return "indent with spaces";
        }
        return "check the indentation, colons and quotes there";
    }

    private static String oneLine(@Nullable String message) {
        return Printable.text(String.valueOf(message).lines().findFirst().orElse(""), LONGEST);
    }
}
