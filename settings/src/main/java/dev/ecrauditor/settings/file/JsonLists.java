package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads lists, texts by name and optional texts from complete settings. */
final class JsonLists {

    private JsonLists() {}

    static <T> List<T> map(JsonNode list, Function<JsonNode, T> entry) {
        return StreamSupport.stream(list.spliterator(), false).map(entry).toList();
    }

    static List<String> texts(JsonNode list) {
        return map(list, JsonNode::asText);
    }

    static Map<String, String> textsByName(JsonNode object) {
        return object.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText()));
    }

    static Optional<String> text(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonNode::asText);
    }
}
