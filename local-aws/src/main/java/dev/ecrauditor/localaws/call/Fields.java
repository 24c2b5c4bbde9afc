package dev.ecrauditor.localaws.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of one JSON object, read by name and type; the reader's own error reports a missing or wrong member. */
public final class Fields {

    /** Makes the error for a value, from its JSON path and the problem. */
    public interface Refusal {
        RuntimeException of(String path, String problem);
    }

    private final JsonNode node;
    private final String path;
    private final Refusal refusal;

    public Fields(JsonNode node, String path, Refusal refusal) {
        this.node = node;
        this.path = path;
        this.refusal = refusal;
        if (!node.isObject()) {
            throw refusal.of(path, "must be an object");
        }
    }

    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public Fields onlyKnown(String... known) {
        for (String name : names()) {
            if (!List.of(known).contains(name)) {
                throw refuse(name, "is not a known key");
            }
        }
        return this;
    }

    /** These members, and those of another object that are missing here. */
    public Fields orElseFrom(ObjectNode other) {
        ObjectNode merged = other.deepCopy();
        node.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        return new Fields(merged, path, refusal);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    public RuntimeException refuse(String name, String problem) {
        return refusal.of(pathOf(name), problem);
    }

    public Optional<JsonNode> value(String name) {
        return has(name) ? Optional.of(node.get(name)) : Optional.empty();
    }

    public Optional<String> optionalText(String name) {
        return value(name).map(value -> textOf(value, name));
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> refuse(name, "is required"));
    }

    public String text(String name, String otherwise) {
        return optionalText(name).orElse(otherwise);
    }

    /** The text, which must be one of these. */
    public String oneOf(String name, String otherwise, List<String> allowed) {
        String text = text(name, otherwise);
        if (!allowed.contains(text)) {
            throw refuse(name, "must be one of " + allowed + ", not '" + text + "'");
        }
        return text;
    }

    /** The text, which must be there and one of these. */
    public String oneOf(String name, List<String> allowed) {
        return oneOf(name, text(name), allowed);
    }

    /** A time such as 2026-11-20T10:05:00Z. */
    public Optional<Instant> time(String name) {
        return optionalText(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw refuse(name, "must be a time such as 2026-11-20T10:05:00Z");
            }
        });
    }

    /** Whether the member is there and null, which takes back what an earlier state set. */
    public boolean isNull(String name) {
        return node.path(name).isNull();
    }

    /** A JSON boolean, or the words true and false as a form writes them. */
    public boolean flag(String name, boolean otherwise) {
        return value(name)
                .map(value -> switch (value.asText()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refuse(name, "must be true or false");
                })
                .orElse(otherwise);
    }

    /** A whole number within these bounds, as JSON or as a form writes it. */
    public int number(String name, int otherwise, int least, int most) {
        if (!has(name)) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(node.get(name).asText());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refuse(name, "must be a whole number");
        }
        throw refuse(name, "must be between " + least + " and " + most);
    }

    public int number(String name, int least, int most) {
        if (!has(name)) {
            throw refuse(name, "is required");
        }
        return number(name, least, least, most);
    }

    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : arrayOf(name)) {
            texts.add(textOf(item, name + "[" + texts.size() + "]"));
        }
        return texts;
    }

    public Optional<Fields> object(String name) {
        return value(name).map(value -> new Fields(value, pathOf(name), refusal));
    }

    public Fields objectOrEmpty(String name) {
        return object(name).orElseGet(() -> new Fields(Json.object(), pathOf(name), refusal));
    }

    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (JsonNode item : arrayOf(name)) {
            objects.add(new Fields(item, pathOf(name) + "[" + objects.size() + "]", refusal));
        }
        return objects;
    }

    public Map<String, Fields> objectMap(String name) {
        Fields owner = objectOrEmpty(name);
        Map<String, Fields> map = new LinkedHashMap<>();
        owner.names().forEach(key -> map.put(key, owner.objectOrEmpty(key)));
        return map;
    }

    public Map<String, String> textMap(String name) {
        Fields owner = objectOrEmpty(name);
        Map<String, String> map = new LinkedHashMap<>();
        owner.names().forEach(key -> map.put(key, owner.text(key)));
        return map;
    }

    private Iterable<JsonNode> arrayOf(String name) {
        return value(name)
                .map(value -> {
                    if (!value.isArray()) {
                        throw refuse(name, "must be an array");
                    }
                    return (Iterable<JsonNode>) value;
                })
                .orElse(List.of());
    }

    private String textOf(JsonNode value, String name) {
        if (!value.isTextual()) {
            throw refuse(name, "must be a string");
        }
        return value.textValue();
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
