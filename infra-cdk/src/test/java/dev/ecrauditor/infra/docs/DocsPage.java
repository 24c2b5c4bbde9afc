package dev.ecrauditor.infra.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A page of the documentation, as tests compare it with code and templates. */
public record DocsPage(Path path) {

    /** A page of the directory {@code docs}. */
    public static DocsPage of(String name) {
        return new DocsPage(Path.of("..", "docs", name));
    }

    public String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines() {
        return text().lines().toList();
    }

    /** The anchors of the headings, as GitHub makes them. */
    public Set<String> anchors() {
        return lines().stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** The cells of the first table under a heading, without its head. */
    public List<List<String>> table(String heading) {
        List<String> lines = lines();
        if (!lines.contains(heading)) {
            throw new AssertionError(path + " has no heading " + heading);
        }
        return lines.stream()
                .skip(lines.indexOf(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }
}
