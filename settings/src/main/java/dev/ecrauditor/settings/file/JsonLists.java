package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Reads lists and optional texts from complete settings. */
final class JsonLists {

    private JsonLists() {}

    static <T> List<T> map(JsonNode list, Function<JsonNode, T> entry) {
        return StreamSupport.stream(list.spliterator(), false).map(entry).toList();
    }

    static List<String> texts(JsonNode list) {
        return map(list, JsonNode::asText);
    }

    static Optional<String> text(JsonNode object, String key) {
        return Optional.ofNullable(object.get(key)).map(JsonNode::asText);
    }
}
