package dev.ecrauditor.alert;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two schemas that messages are held against. */
enum MessageSchema {
    /** Our own, published in docs. */
    ALERT {
        @Override
        InputStream open() throws IOException {
            return Files.newInputStream(Path.of("..", "docs", "alert.schema.json"));
        }
    },
    /** Our own for digests, beside it. */
    DIGEST {
        @Override
        InputStream open() throws IOException {
            return Files.newInputStream(Path.of("..", "docs", "digest.schema.json"));
        }
    },
    /** That of the chat service. */
    CUSTOM_NOTIFICATION {
        @Override
        InputStream open() {
            return MessageSchema.class.getResourceAsStream("custom-notification.schema.json");
        }
    };

    abstract InputStream open() throws IOException;

    /** What is wrong with a text; empty when it keeps to the schema. */
    List<String> faults(String json) {
        try (InputStream text = open()) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text, InputFormat.JSON)
                    .validate(json, InputFormat.JSON)
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
