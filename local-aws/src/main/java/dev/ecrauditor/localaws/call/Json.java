package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;

/** JSON as the simulation reads and writes it. */
public final class Json {

    private static final int MILLISECOND_DIGITS = 3;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    public static ArrayNode nodes(Collection<? extends JsonNode> nodes) {
        return MAPPER.createArrayNode().addAll(nodes);
    }

    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Parses like {@link #parse}, and rejects an object with a duplicate key. */
    public static JsonNode parseStrictly(String text) throws JsonProcessingException {
        return MAPPER.reader()
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .readTree(text);
    }

    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("could not write JSON", e);
        }
    }

    /** The text in the format in which ECR returns policies: indented, with a space on both sides of each colon. */
    public static String prettyText(JsonNode node) {
        return node.toPrettyString();
    }

    /** Seconds since 1970 with milliseconds, as AWS JSON writes a time. */
    public static BigDecimal epochSeconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), MILLISECOND_DIGITS);
    }
}
