package dev.ecrauditor.cli;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and reads the events a person names: files, directories, or {@code -} for standard input. */
final class EventFiles {

    private static final Set<String> BESIDE_AN_EVENT = Set.of("account.json", "before.json", "expected.json");

    private final InputStream standardInput;

    EventFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /** An event and where it came from. */
    record NamedEvent(String name, Json event) {}

    List<NamedEvent> read(List<String> names) {
        List<NamedEvent> events = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                events.add(new NamedEvent("standard input", parse("standard input", text(standardInput))));
            } else {
                files(Path.of(name))
                        .forEach(file ->
                                events.add(new NamedEvent(file.toString(), parse(file.toString(), text(file)))));
            }
        }
        return events;
    }

    private static List<Path> files(Path place) {
        if (!Files.exists(place)) {
            throw new UsageFault(
                    place + ": no such file or directory; name an EventBridge event, as in events/*/*/event.json");
        }
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> below = Files.walk(place)) {
            List<Path> events = below.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !BESIDE_AN_EVENT.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            if (events.isEmpty()) {
                throw new UsageFault(place + ": no events (*.json) in this directory");
            }
            return events;
        } catch (IOException fault) {
            throw new UncheckedIOException("cannot list " + place, fault);
        }
    }

    private static Json parse(String name, String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new UsageFault(name + ": " + malformed.getMessage() + "; an EventBridge event is one JSON object");
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UsageFault(file + ": cannot be read (" + fault.getClass().getSimpleName() + ")");
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException("standard input cannot be read", fault);
        }
    }
}
