package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of the settings that can change without a deployment: an object that belongs to one deployment by its key. A
 * deployment of other settings reads another key.
 */
public final class PublishedSettings {

    /** The keys of the settings file that an object may change. */
    public static final List<String> CHANGEABLE = List.of("trust", "waivers");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KEY_LENGTH = 32;
    private static final int MARK_LENGTH = 12;

    private PublishedSettings() {}

    /** The key of the object that a deployment of these settings reads. */
    public static String key(SettingsFile deployed) {
        return "settings/" + sha256(deployed.json()).substring(0, KEY_LENGTH) + "/settings.json";
    }

    /** A mark for each key of the settings file that the functions receive; other marks are other settings. */
    public static Map<String, String> marks(SettingsFile settings) {
        Map<String, String> marks = new LinkedHashMap<>();
        parts(settings)
                .properties()
                .forEach(part -> marks.put(
                        part.getKey(), sha256(part.getValue().toString()).substring(0, MARK_LENGTH)));
        return marks;
    }

    /** The content of the object. */
    public static String object(SettingsFile settings) {
        ObjectNode parts = parts(settings);
        ObjectNode object = JSON.createObjectNode().put("schema", 1);
        CHANGEABLE.forEach(name -> object.set(name, parts.get(name)));
        return object.toString();
    }

    private static ObjectNode parts(SettingsFile settings) {
        try {
            JsonNode read = JSON.readTree(settings.json());
            if (read instanceof ObjectNode parts) {
                return parts;
            }
        } catch (JsonProcessingException fault) {
            throw new IllegalArgumentException("the checked settings are no JSON", fault);
        }
        throw new IllegalArgumentException("the checked settings are no JSON object");
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
