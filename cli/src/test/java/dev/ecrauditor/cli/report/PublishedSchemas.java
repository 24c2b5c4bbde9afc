package dev.ecrauditor.cli.report;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks output by the schemas that the module {@code reports} keeps, with their sources. */
public enum PublishedSchemas {
    SARIF("sarif-schema-2.1.0.json", SpecificationVersion.DRAFT_7),
    ASFF("asff.schema.json", SpecificationVersion.DRAFT_2020_12);

    private final String file;
    private final SpecificationVersion version;

    PublishedSchemas(String file, SpecificationVersion version) {
        this.file = file;
        this.version = version;
    }

    /** What the schema does not allow. */
    public List<Error> errors(String json) {
        try {
            return SchemaRegistry.withDefaultDialect(version)
                    .getSchema(
                            Files.readString(Path.of("..", "reports", "src", "test", "resources", "schemas", file)),
                            InputFormat.JSON)
                    .validate(
                            json,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
