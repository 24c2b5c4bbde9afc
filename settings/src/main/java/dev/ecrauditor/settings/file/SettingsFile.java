package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A valid settings file; {@code docs/settings.md} describes its format.
 *
 * @param json the settings as the functions receive them: compact, with every key, in a fixed order
 * @param mode the highest mode of all remediation entries
 */
public record SettingsFile(String json, RemediationMode mode) {

    private static final SettingsSchema SCHEMA = new SettingsSchema();

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
        JsonNode settings = complete(root.json());
        return new SettingsFile(settings.toString(), furthestMode(settings));
    }

    private static ObjectNode complete(JsonNode given) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        copy(given, all, "remediation", List.of("accounts", "mode"));
        copy(given, all, "exclusions", List.of("accounts", "repositories", "reason"));
        copy(given, all, "waivers", List.of("rules", "accounts", "repositories", "owner", "reason", "expires"));
        return all;
    }

    private static void copy(JsonNode given, ObjectNode all, String list, List<String> keys) {
        JsonNode everyAccount = JsonNodeFactory.instance.arrayNode().add("*");
        all.putArray(list)
                .addAll(StreamSupport.stream(given.path(list).spliterator(), false)
                        .map(entry -> {
                            ObjectNode whole = JsonNodeFactory.instance.objectNode();
                            keys.forEach(key -> whole.set(key, entry.has(key) ? entry.get(key) : everyAccount));
                            return whole;
                        })
                        .toList());
    }

    private static RemediationMode furthestMode(JsonNode settings) {
        return StreamSupport.stream(settings.get("remediation").spliterator(), false)
                .map(entry -> RemediationMode.valueOf(entry.get("mode").asText()))
                .max(RemediationMode::compareTo)
                .orElse(RemediationMode.OFF);
    }
}
