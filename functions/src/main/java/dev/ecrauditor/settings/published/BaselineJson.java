package dev.ecrauditor.settings.published;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** The stored form of a baseline. One that is not fully understood is rejected as a whole. */
public final class BaselineJson {

    private static final long SCHEMA = 1;

    private BaselineJson() {}

    /** The key of the object that holds the baseline of an account in a Region. */
    public static String key(String account, String region) {
        return "baseline/" + account + "/" + region + ".json";
    }

    public static String write(Baseline baseline) {
        JsonObject repositories = new JsonObject();
        new TreeMap<>(baseline.repositories()).forEach((name, repository) -> {
            JsonObject evidence = new JsonObject();
            new TreeMap<>(repository.evidence()).forEach(evidence::put);
            repositories.put(
                    name,
                    new JsonObject()
                            .put("createdAt", repository.createdAt().toString())
                            .put("evidence", evidence.build())
                            .build());
        });
        return JsonWriter.write(new JsonObject()
                .put("schema", SCHEMA)
                .put("owner", baseline.owner())
                .put("reason", baseline.reason())
                .put("expires", baseline.expires().toString())
                .put("createdAt", baseline.createdAt().toString())
                .put("repositories", repositories.build())
                .build());
    }

    /**
     * Reads a baseline.
     *
     * @throws IllegalArgumentException when it is not understood
     */
    public static Baseline read(String text) {
        try {
            Json stored = JsonReader.read(text);
            if (stored.whole("schema").orElse(0L) != SCHEMA) {
                throw new IllegalArgumentException("it does not have schema " + SCHEMA);
            }
            Map<String, Baseline.Repository> repositories = new HashMap<>();
            stored.members("repositories")
                    .forEach((name, repository) -> repositories.put(name, repository(repository)));
            return new Baseline(
                    required(stored, "owner"),
                    required(stored, "reason"),
                    LocalDate.parse(required(stored, "expires")),
                    Instant.parse(required(stored, "createdAt")),
                    repositories);
        } catch (MalformedJson | NoSuchElementException | DateTimeException fault) {
            throw new IllegalArgumentException("the baseline is not understood: " + fault.getMessage(), fault);
        }
    }

    private static Baseline.Repository repository(Json stored) {
        Map<String, String> evidence = new HashMap<>();
        stored.members("evidence")
                .forEach((rule, mark) -> evidence.put(
                        rule, mark.text().orElseThrow(() -> new NoSuchElementException("no text of " + rule))));
        return new Baseline.Repository(Instant.parse(required(stored, "createdAt")), evidence);
    }

    private static String required(Json entry, String name) {
        return entry.text(name).orElseThrow(() -> new NoSuchElementException("no " + name));
    }
}
