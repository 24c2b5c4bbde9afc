package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.settings.check.NearestName;
import dev.ecrauditor.settings.yaml.LocatedNode;
import dev.ecrauditor.settings.yaml.LocatedNode.Scalar;
import dev.ecrauditor.settings.yaml.Printable;
import java.util.List;
import java.util.stream.StreamSupport;

/** Describes a violation with the titles and examples of the schema, so that only the schema defines them. */
record ViolationMessages(JsonNode schema, JsonNode part) {

    /** Of more choices a message names only the nearest. */
    private static final int MOST_CHOICES = 5;

    /** The part of the schema with a keyword. */
    static String parentOf(String pointer) {
        return pointer.substring(0, pointer.lastIndexOf('/'));
    }

    String noSuchKey() {
        return "unknown key; the keys are " + String.join(", ", names(part.get("properties")));
    }

    String missing(String name) {
        JsonNode wanted = resolved(schema, part.at("/properties/" + name));
        return "is missing; write it like %s: %s".formatted(name, example(wanted));
    }

    /** A key whose name is none of a long list. */
    String noSuchName(String name) {
        return notInTheList("'%s'".formatted(Printable.text(name)), name);
    }

    String of(String keyword, LocatedNode value) {
        return switch (keyword) {
            case "enum" -> notInTheList(shown(value), value instanceof Scalar scalar ? scalar.raw() : "");
            case "type" -> wrongType(value);
            case "pattern" ->
                "%s is not %s; write it like %s".formatted(shownUnlessSecret(value), title(), example(part));
            case "minItems" -> "is an empty list; write it like " + example(part);
            case "maxItems" ->
                "has more than %d entries; %s"
                        .formatted(limit(keyword), part.path("$comment").asText("remove some"));
            case "maxLength" -> "has more than %d characters; shorten it".formatted(limit(keyword));
            default -> "is not %s; write it like %s".formatted(title(), example(part));
        };
    }

    private String wrongType(LocatedNode value) {
        if (value instanceof Scalar scalar
                && part.path("type").asText().equals("string")
                && scalar.type() != Scalar.Type.NOTHING) {
            return "%s without quotes is %s; write '%s'"
                    .formatted(Printable.text(scalar.raw()), scalar.kind(), Printable.text(scalar.raw()));
        }
        return "is %s and not %s; write it like %s".formatted(value.kind(), title(), example(part));
    }

    private String notInTheList(String shown, String written) {
        List<String> choices = StreamSupport.stream(part.get("enum").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String fix = choices.size() > MOST_CHOICES
                ? NearestName.of(written, choices)
                        .map(name -> "perhaps " + name)
                        .orElse(part.path("$comment").asText("write it like " + choices.get(0)))
                : "write " + String.join(", ", choices).replaceAll(", ([^,]*)$", " or $1");
        return "%s is not %s; %s".formatted(shown, title(), fix);
    }

    private int limit(String keyword) {
        return part.path(keyword).asInt();
    }

    private String title() {
        return part.path("title").asText();
    }

    /** The part that a reference names, or the part itself. */
    static JsonNode resolved(JsonNode schema, JsonNode wanted) {
        return wanted.has("$ref") ? schema.at(wanted.get("$ref").asText().substring(1)) : wanted;
    }

    /** Who writes a secret in place of its ARN must not find it in the log of a pipeline too. */
    private String shownUnlessSecret(LocatedNode value) {
        return part.path("writeOnly").asBoolean() ? "the value" : shown(value);
    }

    private static String shown(LocatedNode value) {
        return value instanceof Scalar scalar ? "'%s'".formatted(Printable.text(scalar.raw())) : value.kind();
    }

    /** A text in YAML syntax; JSON is YAML too. */
    private static String example(JsonNode part) {
        JsonNode first = part.at("/examples/0");
        String text = first.isTextual() ? first.asText() : first.toString();
        return text.matches("[0-9*].*") && !text.contains("-") ? "'" + text + "'" : text;
    }

    private static Iterable<String> names(JsonNode object) {
        return object::fieldNames;
    }
}
