package dev.ecrauditor.cli.preview;

import dev.ecrauditor.cli.terminal.InputText;
import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A story as {@code events/README.md} describes it.
 *
 * @param event the event that starts the evaluation
 * @param calledAt the time of the call
 * @param before what AWS answered at the previous audit
 * @param account what AWS answers when the auditor reads
 * @param rulesOn ids of rules that are off by default and that the story switches on
 */
record StoryFolder(Json event, Instant calledAt, Optional<State> before, Optional<State> account, Set<String> rulesOn) {

    private static final Path STORIES = Path.of("events");
    private static final String WANTED =
            "name a folder with an event.json, such as events/SetRepositoryPolicy/made-public-through-cloudformation";

    /** A file with the state of accounts. */
    record State(Path file, Json json) {}

    /**
     * Reads the story in this folder, or in this folder below {@code events}.
     *
     * @throws UsageException if there is none, or a file of it cannot be used
     */
    static StoryFolder read(String name) {
        Path folder = folder(name);
        Path file = folder.resolve("event.json");
        Json event = json(file);
        Set<String> rulesOn = state(folder.resolve("expected.json"))
                .map(expected -> expected.json().items("rulesOn").stream()
                        .flatMap(id -> id.text().stream())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        return new StoryFolder(
                event,
                calledAt(file, event),
                state(folder.resolve("before.json")),
                state(folder.resolve("account.json")),
                rulesOn);
    }

    private static Path folder(String name) {
        try {
            Path given = Path.of(name);
            Path folder = Files.isDirectory(given) ? given : STORIES.resolve(given);
            if (Files.isRegularFile(folder.resolve("event.json"))) {
                return folder;
            }
        } catch (InvalidPathException wrong) {
            throw new UsageException("the story is not a path; " + WANTED);
        }
        throw new UsageException(name + ": no such story; " + WANTED);
    }

    private static Optional<State> state(Path file) {
        return Files.exists(file) ? Optional.of(new State(file, json(file))) : Optional.empty();
    }

    private static Json json(Path file) {
        try {
            Json json = JsonReader.read(InputText.of(file, WANTED));
            if (json instanceof Json.Obj) {
                return json;
            }
            throw new UsageException(file + ": not a JSON object; events/README.md describes the files of a story");
        } catch (MalformedJson malformed) {
            throw new UsageException(file + ": " + malformed.getMessage());
        }
    }

    private static Instant calledAt(Path file, Json event) {
        Optional<String> time = event.text("detail", "eventTime").or(() -> event.text("time"));
        try {
            return Instant.parse(time.orElse(""));
        } catch (DateTimeException wrong) {
            throw new UsageException(
                    file + ": neither detail.eventTime nor time is a time such as 2026-11-20T09:12:00Z");
        }
    }
}
