package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the form of a Query request into one JSON object: dotted names become objects, {@code member.N} lists become
 * arrays, and {@code entry.N} maps (with key and value, or Name and Value) become objects.
 */
final class QueryForm {

    private QueryForm() {}

    static String first(String form, String name) {
        for (String pair : form.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return decoded(pair.substring(name.length() + 1));
            }
        }
        return "";
    }

    static ObjectNode parse(String form) {
        ObjectNode root = Json.object();
        for (String pair : form.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                put(
                        root,
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        ObjectNode folded = Json.object();
        root.properties().forEach(member -> folded.set(member.getKey(), fold(member.getValue())));
        return folded;
    }

    private static void put(ObjectNode root, String name, String value) {
        String[] steps = name.split("\\.", -1);
        ObjectNode owner = root;
        for (int i = 0; i < steps.length - 1; i++) {
            JsonNode next = owner.get(steps[i]);
            if (next == null) {
                owner = owner.putObject(steps[i]);
            } else if (next instanceof ObjectNode object) {
                owner = object;
            } else {
                throw malformed(name);
            }
        }
        String last = steps[steps.length - 1];
        if (owner.has(last)) {
            throw malformed(name);
        }
        owner.put(last, value);
    }

    private static JsonNode fold(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1 && node.path("member").isObject()) {
            return Json.nodes(numbered(node.get("member")).values());
        }
        ObjectNode folded = Json.object();
        if (node.size() == 1 && node.path("entry").isObject()) {
            numbered(node.get("entry")).values().forEach(entry -> folded.set(keyOf(entry), valueOf(entry)));
        } else {
            node.properties().forEach(member -> folded.set(member.getKey(), fold(member.getValue())));
        }
        return folded;
    }

    private static SortedMap<Integer, JsonNode> numbered(JsonNode items) {
        SortedMap<Integer, JsonNode> sorted = new TreeMap<>();
        items.properties().forEach(item -> {
            try {
                sorted.put(Integer.parseInt(item.getKey()), fold(item.getValue()));
            } catch (NumberFormatException e) {
                throw malformed(item.getKey());
            }
        });
        return sorted;
    }

    private static String keyOf(JsonNode entry) {
        return entry.has("key") ? entry.get("key").asText() : entry.path("Name").asText();
    }

    private static JsonNode valueOf(JsonNode entry) {
        return entry.has("value") ? entry.get("value") : entry.path("Value");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static AwsError malformed(String name) {
        return AwsError.badRequest("MalformedQueryString", "The form cannot be read at '" + name + "'");
    }
}
