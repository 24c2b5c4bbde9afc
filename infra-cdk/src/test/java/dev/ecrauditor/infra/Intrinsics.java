package dev.ecrauditor.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes a value of a template as one line of text, references as {@code ${LogicalId.Attribute}}. */
public final class Intrinsics {

    private Intrinsics() {}

    public static String text(JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.has("Ref")) {
            return "${" + value.get("Ref").asText() + "}";
        }
        if (value.has("Fn::GetAtt")) {
            return "${" + texts(value.get("Fn::GetAtt"), ".") + "}";
        }
        if (value.has("Fn::Join")) {
            return texts(
                    value.get("Fn::Join").get(1), value.get("Fn::Join").get(0).asText());
        }
        return value.toString();
    }

    private static String texts(JsonNode values, String separator) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(Intrinsics::text)
                .collect(Collectors.joining(separator));
    }
}
