package dev.ecrauditor.bench.figure;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes events of SetRepositoryPolicy.
 *
 * @param text of an event with marks for what differs
 */
public record EventTemplate(String text) {

    public static EventTemplate read() throws IOException {
        try (InputStream in = EventTemplate.class.getResourceAsStream("event.json")) {
            if (in == null) {
                throw new IOException("event.json is not on the class path");
            }
            return new EventTemplate(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The event of a call at a time, with an id of its own. */
    public String event(String repository, String policy, Instant at) {
        return text.replace("@ID@", UUID.randomUUID().toString())
                .replace("@TIME@", at.toString())
                .replace("@POLICY@", JsonWriter.write(Json.of(policy)))
                .replace("@REPOSITORY@", repository);
    }
}
