package dev.ecrauditor.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks output by the schemas in {@code src/test/resources/schemas}. */
public enum JsonSchemas {
    SARIF("sarif-schema-2.1.0.json", SpecificationVersion.DRAFT_7),
    ASFF("asff.schema.json", SpecificationVersion.DRAFT_2020_12);

    private final String file;
    private final SpecificationVersion version;

    JsonSchemas(String file, SpecificationVersion version) {
        this.file = file;
        this.version = version;
    }

    /** What the schema does not allow. */
    public List<Error> errors(String json) {
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(text(), InputFormat.JSON)
                .validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private String text() {
        try (InputStream schema = JsonSchemas.class.getResourceAsStream("/schemas/" + file)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
