package dev.ecrauditor.alert;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One alert in every format of the topic.
 *
 * @param subject the e-mail's subject: at most 99 printable ASCII characters
 * @param email plain text for people
 * @param chat the custom notification of Amazon Q Developer in chat applications, as JSON
 * @param json the alert by its published schema, for machines
 * @param labels one-valued message attributes to filter by
 * @param lists many-valued message attributes to filter by
 */
public record AlertMessage(
        String subject,
        String email,
        String chat,
        String json,
        Map<String, String> labels,
        Map<String, List<String>> lists) {

    public AlertMessage {
        labels = Map.copyOf(labels);
        lists = Map.copyOf(lists);
    }

    /** Its size on the topic: each body is a string in one JSON text, beside the subject and the attributes. */
    public int bytes() {
        int bodies =
                Stream.of(email, chat, json).mapToInt(AlertMessage::escaped).sum();
        int attributes = labels.entrySet().stream()
                        .mapToInt(label -> escaped(label.getKey()) + escaped(label.getValue()))
                        .sum()
                + lists.entrySet().stream()
                        .mapToInt(list -> escaped(list.getKey())
                                + JsonWriter.write(Json.of(list.getValue())).length())
                        .sum();
        return subject.length() + bodies + attributes;
    }

    /** The length that {@link JsonWriter} would write, without writing it. */
    private static int escaped(String text) {
        int length = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? 1 : escaped(c);
        }
        return length;
    }

    private static int escaped(char c) {
        return switch (c) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 2;
            default -> 6;
        };
    }
}
