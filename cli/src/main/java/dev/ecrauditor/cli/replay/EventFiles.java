package dev.ecrauditor.cli.replay;

import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and reads the given events: files, directories, or {@code -} for standard input; plain or gzip. */
final class EventFiles {

    private static final Set<String> BESIDE_AN_EVENT = Set.of("account.json", "before.json", "expected.json");

    private final InputStream standardInput;

    EventFiles(InputStream standardInput) {
        this.standardInput = standardInput;
    }

    /**
     * Reads the given files and directories, in order.
     *
     * @throws UsageException if a file is missing or is not JSON
     */
    List<EventDocument.Entry> read(List<String> names) {
        List<EventDocument.Entry> events = new ArrayList<>();
        for (String name : names) {
            if (name.equals("-")) {
                events.addAll(EventDocument.read("standard input", InputText.of("standard input", standardInput)));
            } else {
                files(Path.of(name)).forEach(file -> events.addAll(read(file)));
            }
        }
        return events;
    }

    private static List<EventDocument.Entry> read(Path file) {
        return EventDocument.read(file.toString(), InputText.of(file, "name " + EventDocument.WANTED));
    }

    private static List<Path> files(Path place) {
        if (!Files.exists(place)) {
            throw new UsageException(place + ": no such file or directory; name " + EventDocument.WANTED);
        }
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> below = Files.walk(place)) {
            List<Path> events = below.filter(EventFiles::isEventFile).sorted().toList();
            if (events.isEmpty()) {
                throw new UsageException(place + ": no events (*.json, *.json.gz) in this directory");
            }
            return events;
        } catch (IOException | java.io.UncheckedIOException fault) {
            throw new UsageException(place + ": cannot be listed; make the directories below readable for you");
        }
    }

    private static boolean isEventFile(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".json") || name.endsWith(".json.gz"))
                && !BESIDE_AN_EVENT.contains(name)
                && Files.isRegularFile(file);
    }
}
