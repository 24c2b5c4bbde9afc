package dev.ecrauditor.cli.exposure.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of {@code exposure --used} with its lines of JSON, each valid by the published schema. */
record UsageRun(int status, List<Json> lines, String err) {

    private static final Schema SCHEMA = schema();

    static UsageRun json(Path logs, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of("exposure", TrailRecord.ARN, "--used", logs.toString(), "--output", "json"));
        line.addAll(List.of(arguments));
        CommandRun run = CommandRun.of(line.toArray(String[]::new));
        return new UsageRun(run.status(), run.out().lines().map(UsageRun::valid).toList(), run.err());
    }

    static CommandRun text(Path logs, String... arguments) {
        List<String> line = new ArrayList<>(List.of("exposure", TrailRecord.ARN, "--used", logs.toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(Path.of("..", "docs", "exposure-usage.schema.json")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Json valid(String line) {
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
        try {
            return JsonReader.read(line);
        } catch (MalformedJson wrong) {
            throw new AssertionError(line, wrong);
        }
    }

    Json summary() {
        return lines.get(lines.size() - 1);
    }

    List<Json> ofType(String type) {
        return lines.stream()
                .filter(line -> line.text("type").filter(type::equals).isPresent())
                .toList();
    }

    long number(String member) {
        return summary().whole(member).orElseThrow();
    }

    /** The row of the only caller whose calls succeeded. */
    Json usedBy() {
        assertThat(ofType("used")).hasSize(1);
        return ofType("used").get(0);
    }

    String missing() {
        return String.join(
                "; ",
                summary().items("missing").stream()
                        .flatMap(reason -> reason.text().stream())
                        .toList());
    }
}
