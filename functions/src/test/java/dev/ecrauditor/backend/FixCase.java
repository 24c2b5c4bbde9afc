package dev.ecrauditor.backend;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.rule.evidence.FixKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A state that fails a rule, the kind of its fix, and what a reader of the fix does.
 *
 * @param state a story of {@code events/}, or a file of {@code states/} beside these tests
 * @param rule the id of the rule
 * @param kind the kind its fix has to be marked with
 * @param reader what the reader does
 */
record FixCase(String state, String rule, FixKind kind, Reader reader) {

    private static final Path EVENTS = Path.of("..", "events");
    private static final Path STATES = Path.of("src", "test", "resources", "dev", "ecrauditor", "backend", "states");

    /**
     * What a reader does with a fix.
     *
     * @param edits what is replaced in the printed lines, or written behind one of them, before they run
     * @param notRun why its commands cannot run against local-aws
     */
    record Reader(List<Edit> edits, Optional<String> notRun) {}

    /** One replacement; the text has to be there. */
    record Edit(String printed, String edited) {}

    static FixCase command(String state, String rule) {
        return new FixCase(state, rule, FixKind.COMMAND, new Reader(List.of(), Optional.empty()));
    }

    static FixCase edit(String state, String rule) {
        return new FixCase(state, rule, FixKind.EDIT, new Reader(List.of(), Optional.empty()));
    }

    static FixCase migration(String state, String rule) {
        return new FixCase(state, rule, FixKind.MIGRATION, new Reader(List.of(), Optional.empty()))
                .notRun("MotoMigrationTest and LocalMigrationTest run the script of plan-migration");
    }

    /** Its commands cannot run against local-aws. */
    FixCase notRun(String why) {
        return new FixCase(state, rule, kind, new Reader(reader.edits(), Optional.of(why)));
    }

    /** The reader replaces a placeholder. */
    FixCase replacing(String placeholder, String value) {
        List<Edit> edits = new ArrayList<>(reader.edits());
        edits.add(new Edit(placeholder, value));
        return new FixCase(state, rule, kind, new Reader(edits, reader.notRun()));
    }

    /** Where a printed explanation says so, the reader writes a file. */
    FixCase writing(String file, String explanation, String content) {
        String line = "# " + explanation;
        return replacing(line, "cat > " + file + " <<'END'\n" + content.replace('\'', '"') + "\nEND\n" + line);
    }

    Json account() {
        return json(isStory() ? folder().resolve("account.json") : file());
    }

    Path accountFile() {
        return isStory() ? folder().resolve("account.json") : file();
    }

    /** The event of a story. */
    Optional<Json> event() {
        return isStory() ? Optional.of(json(folder().resolve("event.json"))) : Optional.empty();
    }

    /** The compliant state before, where only a sweep evaluates the rule: what is new to a sweep is a digest. */
    Optional<Path> before() {
        return rule.equals("ecr-encryption-key-grants")
                ? Optional.of(STATES.resolve("grants-as-ecr-created-them.json"))
                : Optional.empty();
    }

    private boolean isStory() {
        return state.contains("/");
    }

    private Path folder() {
        return EVENTS.resolve(state);
    }

    private Path file() {
        return STATES.resolve(state + ".json");
    }

    private static Json json(Path file) {
        try {
            return JsonReader.read(Files.readString(file));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (MalformedJson fault) {
            throw new AssertionError(file.toString(), fault);
        }
    }

    @Override
    public String toString() {
        return rule + ", " + state;
    }
}
