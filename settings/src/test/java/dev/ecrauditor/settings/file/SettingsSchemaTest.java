package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PUBLISHED = Path.of("..", "docs", "settings.schema.json");

    @Test
    void theSchemaInUseIsThePublishedOne() throws IOException {
        try (InputStream used = SettingsSchema.class.getResourceAsStream(SettingsSchema.RESOURCE)) {
            assertThat(used).hasBinaryContent(Files.readAllBytes(PUBLISHED));
        }
    }

    @Test
    void theSchemaIsValid() throws IOException {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(Files.readString(PUBLISHED), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void everyExampleOfTheSchemaIsValid() throws IOException {
        JsonNode schema = JSON.readTree(PUBLISHED.toFile());
        List<JsonNode> withExamples = schema.findParents("examples");
        assertThat(withExamples).hasSizeGreaterThan(10);
        for (JsonNode part : withExamples) {
            JsonNode whole = part.deepCopy();
            ((com.fasterxml.jackson.databind.node.ObjectNode) whole).set("$defs", schema.get("$defs"));
            for (JsonNode example : part.get("examples")) {
                assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(whole)
                                .validate(example))
                        .as("%s", example)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single-account.yaml", "organization.yaml", "organization-remediation.yaml"})
    void whatTheFunctionsReceiveOfAShippedExampleIsValid(String name) throws IOException {
        SettingsFile example = SettingsFile.read(Path.of("..", "infra-cdk", "examples", name));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(PUBLISHED), InputFormat.JSON)
                        .validate(example.json(), InputFormat.JSON))
                .isEmpty();
    }

    /** Every rule has a page; a waiver for a rule that does not exist would have no effect. */
    @Test
    void theRulesAreTheOnesWithAPage() throws IOException {
        JsonNode rules = JSON.readTree(PUBLISHED.toFile()).at("/$defs/rule/enum");
        try (Stream<Path> pages = Files.list(Path.of("..", "docs", "rules"))) {
            assertThat(StreamSupport.stream(rules.spliterator(), false).map(JsonNode::asText))
                    .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"))
                    .containsExactlyInAnyOrderElementsOf(
                            pages.map(page -> page.getFileName().toString().replace(".md", ""))
                                    .filter(name -> !name.equals("README"))
                                    .toList());
        }
    }
}
