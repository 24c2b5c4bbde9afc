package dev.ecrauditor.cli.packaging;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JSON with a line for each member, for people who review a template before they deploy it. Members are sorted, because
 * the app writes some of them in another order in each run.
 */
final class IndentedJson {

    private IndentedJson() {}

    static String of(Json value) {
        return text(value, "\n") + "\n";
    }

    private static String text(Json value, String line) {
        String deeper = line + " ";
        if (value instanceof Json.Obj object && !object.members().isEmpty()) {
            return lines(
                    "{}",
                    line,
                    new TreeMap<>(object.members())
                            .entrySet().stream()
                                    .map(member -> JsonWriter.write(Json.of(member.getKey())) + ": "
                                            + text(member.getValue(), deeper)));
        }
        if (value instanceof Json.Arr array && !array.items().isEmpty()) {
            List<Json> items = array.items();
            return lines("[]", line, items.stream().map(item -> text(item, deeper)));
        }
        return JsonWriter.write(value);
    }

    private static String lines(String brackets, String line, Stream<String> parts) {
        return parts.collect(
                Collectors.joining("," + line + " ", brackets.charAt(0) + line + " ", line + brackets.charAt(1)));
    }
}
