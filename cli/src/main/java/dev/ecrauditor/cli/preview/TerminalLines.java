package dev.ecrauditor.cli.preview;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Breaks text into lines as a mail program at a terminal does: at spaces, or where the line ends if it has none. */
final class TerminalLines {

    /** The width of the terminal. */
    static final int COLUMNS = 80;

    private TerminalLines() {}

    static String of(String text) {
        return text.lines().flatMap(line -> wrapped(line).stream()).collect(Collectors.joining("\n"));
    }

    private static List<String> wrapped(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.codePointCount(0, rest.length()) > COLUMNS) {
            int limit = rest.offsetByCodePoints(0, COLUMNS);
            int space = rest.lastIndexOf(' ', limit);
            boolean breaksAtSpace = space > 0 && !rest.substring(0, space).isBlank();
            int end = breaksAtSpace ? space : limit;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(breaksAtSpace ? end + 1 : end);
        }
        lines.add(rest);
        return lines;
    }
}
