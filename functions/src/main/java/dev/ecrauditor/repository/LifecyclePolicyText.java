package dev.ecrauditor.repository;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The text of a lifecycle policy, which AWS may answer in another layout than it was set in. */
public final class LifecyclePolicyText {

    private LifecyclePolicyText() {}

    /** Equal for policies that differ only in white space and in the order of members; a text that is no JSON is itself. */
    public static String comparable(String text) {
        try {
            return JsonWriter.write(sorted(JsonReader.read(text)));
        } catch (MalformedJson noJson) {
            return text;
        }
    }

    private static Json sorted(Json value) {
        if (value instanceof Json.Obj object) {
            Map<String, Json> members = new LinkedHashMap<>();
            new TreeMap<>(object.members()).forEach((name, member) -> members.put(name, sorted(member)));
            return new Json.Obj(members);
        }
        return value instanceof Json.Arr array
                ? new Json.Arr(
                        array.items().stream().map(LifecyclePolicyText::sorted).toList())
                : value;
    }
}
