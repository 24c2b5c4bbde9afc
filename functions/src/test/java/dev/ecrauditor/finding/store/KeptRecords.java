package dev.ecrauditor.finding.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The stored forms that a version of the auditor wrote, and what its reader needs; a directory of
 * {@code src/test/resources/.../records}, whose README says how it is made.
 */
public record KeptRecords(Path directory) {

    private static final Path ALL =
            Path.of("src", "test", "resources", "dev", "ecrauditor", "finding", "store", "records");
    private static final String NEXT = "next";
    private static final String READER = "reader.txt";
    private static final String NOT_READABLE = "not-readable.txt";
    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(SerializationFeature.INDENT_OUTPUT, true)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    /** Every version, also the next one. */
    public static List<KeptRecords> all() {
        try (Stream<Path> directories = Files.list(ALL)) {
            return directories
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(KeptRecords::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version that is being written. */
    public static KeptRecords next() {
        return new KeptRecords(ALL.resolve(NEXT));
    }

    public String version() {
        return directory.getFileName().toString();
    }

    /** The stored forms, by the names of their files; the first word of a name is the kind. */
    public Map<String, Json> samples() {
        Map<String, Json> samples = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                samples.put(
                        file.getFileName().toString().replace(".json", ""), JsonReader.read(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedJson e) {
            throw new IllegalStateException("a kept record of " + version() + " is not JSON", e);
        }
        return samples;
    }

    /** What its reader needs; empty for versions before the rule that a version before must read them. */
    Optional<ReaderNeeds> reader() {
        return lines(READER).map(ReaderNeeds::parse);
    }

    /** What its reader is known to refuse of later versions. */
    List<String> notReadable() {
        return lines(NOT_READABLE).orElse(List.of());
    }

    private Optional<List<String>> lines(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes both anew. */
    void write(Map<String, Json> samples, ReaderNeeds reader) {
        try {
            Files.createDirectories(directory);
            for (String old : samples().keySet()) {
                Files.delete(directory.resolve(old + ".json"));
            }
            for (Map.Entry<String, Json> sample : samples.entrySet()) {
                Object tree = JSON.readValue(JsonWriter.write(sample.getValue()), Object.class);
                Files.writeString(directory.resolve(sample.getKey() + ".json"), JSON.writeValueAsString(tree) + "\n");
            }
            Files.writeString(directory.resolve(READER), String.join("\n", reader.lines()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
