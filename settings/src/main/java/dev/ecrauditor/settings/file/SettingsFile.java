package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.settings.check.SemanticValidator;
import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.Source;
import dev.ecrauditor.settings.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;

/**
 * A valid settings file; {@code docs/settings.md} describes its format.
 *
 * @param json the part of the settings that the functions receive: compact, with every default, in a fixed order
 * @param mode the highest mode of all remediation entries
 * @param settings the settings of the deployment
 */
public record SettingsFile(String json, RemediationMode mode, AuditorSettings settings) {

    private static final SettingsSchema SCHEMA = new SettingsSchema();

    /**
     * What the functions do not read: a new recipient must not publish a new version of them, and the address of no
     * recipient is in their layer.
     */
    private static final List<String> NOT_FOR_FUNCTIONS = List.of("alerts", "operations", "export", "deployment");

    /**
     * Reads and checks a file.
     *
     * @throws InvalidSettingsException if it cannot be read or is wrong; the message is one line, "FILE:LINE: KEY: error; fix"
     */
    public static SettingsFile read(Path file) {
        Source source = Source.of(file);
        LocatedNode root = YamlReader.read(source);
        SCHEMA.check(source, root);
        SemanticValidator.check(source, root);
        return of(root.json());
    }

    /** The settings of a deployment without a file. */
    public static SettingsFile defaults() {
        return of(JsonNodeFactory.instance.objectNode());
    }

    private static SettingsFile of(JsonNode given) {
        ObjectNode settings = SCHEMA.complete(given);
        return new SettingsFile(
                settings.deepCopy().remove(NOT_FOR_FUNCTIONS).toString(),
                highestMode(settings),
                AuditorSettings.of(settings));
    }

    private static RemediationMode highestMode(JsonNode settings) {
        return JsonLists.map(
                        settings.get("remediation"),
                        entry -> RemediationMode.valueOf(entry.get("mode").asText()))
                .stream()
                .max(RemediationMode::compareTo)
                .orElse(RemediationMode.OFF);
    }
}
