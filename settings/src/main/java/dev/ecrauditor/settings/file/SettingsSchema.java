package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.NodeLocation;
import dev.ecrauditor.settings.yaml.Source;
import dev.ecrauditor.settings.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The published schema, {@code docs/settings.schema.json}, which defines the format of a settings file. */
final class SettingsSchema {

    static final String RESOURCE = "settings.schema.json";

    private final JsonNode document;
    private final Schema schema;

    SettingsSchema() {
        try (InputStream in = Objects.requireNonNull(
                SettingsSchema.class.getResourceAsStream(RESOURCE), "the schema is a resource")) {
            document = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
    }

    /** Reports the topmost violation of the schema; a missing key last, because it may only be misspelled. */
    void check(Source source, LocatedNode root) {
        schema.validate(root.json()).stream()
                .map(error -> fault(root, error))
                .min(Comparator.comparing(Fault::missing).thenComparing(Fault::line))
                .ifPresent(fault -> {
                    throw source.wrong(fault.line(), fault.key(), fault.what());
                });
    }

    /** Adds the default of every key that is left out, and puts the keys into the order of the schema. */
    ObjectNode complete(JsonNode given) {
        return complete(document, given) instanceof ObjectNode all ? all : JsonNodeFactory.instance.objectNode();
    }

    private JsonNode complete(JsonNode part, JsonNode given) {
        JsonNode type = ViolationMessages.resolved(document, part);
        if (given.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            given.forEach(item -> items.add(complete(type.get("items"), item)));
            return items;
        }
        if (!given.isObject()) {
            return given;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        if (!type.has("properties")) { // its keys are names of others, such as rule ids
            given.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> all.set(entry.getKey(), entry.getValue()));
            return all;
        }
        type.get("properties").properties().forEach(key -> {
            JsonNode value = given.path(key.getKey());
            JsonNode chosen = value.isMissingNode() ? key.getValue().path("default") : value;
            if (!chosen.isMissingNode()) {
                all.set(key.getKey(), complete(key.getValue(), chosen));
            }
        });
        return all;
    }

    private record Fault(boolean missing, int line, String key, String what) {}

    private Fault fault(LocatedNode root, Error error) {
        NodeLocation place = NodeLocation.of(root, error.getInstanceLocation());
        JsonNode part = document.at(ViolationMessages.parentOf(
                error.getSchemaLocation().getFragment().toString()));
        ViolationMessages wording = new ViolationMessages(document, part);
        @Nullable String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "additionalProperties" -> {
                NodeLocation wrong = place.at(String.valueOf(property));
                yield new Fault(false, wrong.line(), wrong.key(), wording.noSuchKey());
            }
            case "propertyNames" -> {
                NodeLocation wrong = place.at(String.valueOf(property));
                JsonNode names = ViolationMessages.resolved(document, part.get("propertyNames"));
                yield new Fault(
                        false,
                        wrong.line(),
                        wrong.key(),
                        new ViolationMessages(document, names).noSuchName(String.valueOf(property)));
            }
            case "required" -> {
                String missing = String.valueOf(property);
                yield new Fault(true, place.line(), YamlReader.below(place.key(), missing), wording.missing(missing));
            }
            default -> new Fault(false, place.line(), place.key(), wording.of(error.getKeyword(), place.value()));
        };
    }
}
