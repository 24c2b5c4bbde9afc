package dev.ecrauditor.settings.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A value of the file with the line in which it begins, counted from 1. */
public sealed interface LocatedNode {

    int line();

    /** The value as JSON; a number only as a number of any value, because no setting is a number. */
    JsonNode json();

    /** The kind of the value, for a message that expected another kind. */
    String kind();

    /**
     * A scalar.
     *
     * @param raw as it is written, without its quotes
     */
    record Scalar(int line, Type type, String raw) implements LocatedNode {

        /** The kinds of scalars. */
        public enum Type {
            TEXT,
            NUMBER,
            TRUTH,
            NOTHING
        }

        @Override
        public JsonNode json() {
            JsonNodeFactory make = JsonNodeFactory.instance;
            return switch (type) {
                case TEXT -> make.textNode(raw);
                case NUMBER -> make.numberNode(0);
                case TRUTH -> make.booleanNode(raw.equalsIgnoreCase("true"));
                case NOTHING -> make.nullNode();
            };
        }

        @Override
        public String kind() {
            return switch (type) {
                case TEXT -> "a text";
                case NUMBER -> "a number";
                case TRUTH -> "true or false";
                case NOTHING -> "nothing";
            };
        }
    }

    /** A list. */
    record Items(int line, List<LocatedNode> values) implements LocatedNode {

        @Override
        public JsonNode json() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(each -> array.add(each.json()));
            return array;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with their values, in the order of the file. */
    record Fields(int line, Map<String, Field> values) implements LocatedNode {

        @Override
        public JsonNode json() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach((name, field) -> object.set(name, field.value().json()));
            return object;
        }

        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** One key of {@link Fields}, with its line. */
    record Field(int line, LocatedNode value) {}
}
