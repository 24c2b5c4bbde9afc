package dev.ecrauditor.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds a JSON object member by member, in the order of the calls. */
public final class JsonObject {

    private final Map<String, Json> members = new LinkedHashMap<>();

    public JsonObject put(String name, Json value) {
        members.put(name, value);
        return this;
    }

    public JsonObject put(String name, String value) {
        return put(name, Json.of(value));
    }

    public JsonObject put(String name, long value) {
        return put(name, Json.of(value));
    }

    public JsonObject put(String name, boolean value) {
        return put(name, Json.of(value));
    }

    /** Leaves the member out when there is no value. */
    public JsonObject put(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, present instanceof Json json ? json : Json.of(present.toString())));
        return this;
    }

    public Json.Obj build() {
        return new Json.Obj(members);
    }
}
