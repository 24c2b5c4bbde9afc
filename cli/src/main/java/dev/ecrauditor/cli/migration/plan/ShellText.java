package dev.ecrauditor.cli.migration.plan;

import dev.ecrauditor.cli.terminal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Text in a shell script. Values from AWS are hostile: they occur only between single quotes, in here-documents with a
 * quoted delimiter, and in comments of one line.
 */
final class ShellText {

    private static final String DIRECTORY = "/dev/ecrauditor/cli/migration/script/";

    private ShellText() {}

    /** A word that the shell takes literally. Line breaks and other control characters are replaced. */
    static String quoted(String value) {
        return "'" + Printable.of(value).replace("'", "'\\''") + "'";
    }

    /** A line that the shell ignores. */
    static String comment(String text) {
        return "# " + Printable.of(text);
    }

    /** The lines that write a file below the directory of the migration, as a shell function. */
    static List<String> function(String name, String file, String content) {
        List<String> lines = new ArrayList<>();
        lines.add(name + "() {");
        lines.addAll(hereDocument("cat >\"$work/" + file + "\"", content));
        lines.add("}");
        lines.add("");
        return lines;
    }

    /** A command that reads the text, with a delimiter that is no line of it. */
    static List<String> hereDocument(String command, String content) {
        List<String> text = content.lines().toList();
        String delimiter = "END";
        for (int number = 1; text.contains(delimiter); number++) {
            delimiter = "END_" + number;
        }
        List<String> lines = new ArrayList<>();
        lines.add("    " + command + " <<'" + delimiter + "'");
        lines.addAll(text);
        lines.add(delimiter);
        return lines;
    }

    /**
     * JSON without characters that a terminal does not show or that end a line unseen: outside of strings JSON has no
     * such character but white space, and in strings an escape means the same.
     */
    static String json(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .mapToObj(character -> character == '\n' || character == '\t'
                        ? Character.toString(character)
                        : visible(Character.toString(character)))
                .collect(Collectors.joining());
    }

    private static String visible(String character) {
        return Printable.of(character).equals(character)
                ? character
                : character
                        .chars()
                        .mapToObj(unit -> String.format("\\u%04x", unit))
                        .collect(Collectors.joining());
    }

    /** The lines of a script file of this program, which holds no value from AWS. */
    static List<String> file(String name) {
        try (InputStream in = Objects.requireNonNull(ShellText.class.getResourceAsStream(DIRECTORY + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException("the program's file " + name + " cannot be read", damaged);
        }
    }
}
