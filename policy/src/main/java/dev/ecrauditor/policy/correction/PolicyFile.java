package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A policy as the text of a file: one value a line, in ASCII; on one line where AWS would refuse it for its length. */
public final class PolicyFile {

    private PolicyFile() {}

    public static String text(Json policy) {
        String laidOut = lines(policy, "");
        return laidOut.length() <= PolicyCorrection.MAX_POLICY ? laidOut : JsonWriter.write(policy);
    }

    private static String lines(Json value, String indent) {
        String deeper = indent + "  ";
        List<String> lines = new ArrayList<>();
        if (value instanceof Json.Obj object && !object.members().isEmpty()) {
            for (Map.Entry<String, Json> member : object.members().entrySet()) {
                lines.add(
                        deeper + JsonWriter.write(Json.of(member.getKey())) + ": " + lines(member.getValue(), deeper));
            }
            return "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
        }
        if (value instanceof Json.Arr array && !array.items().isEmpty()) {
            array.items().forEach(item -> lines.add(deeper + lines(item, deeper)));
            return "[\n" + String.join(",\n", lines) + "\n" + indent + "]";
        }
        return JsonWriter.write(value);
    }
}
