package dev.ecrauditor.cli.preview;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.util.List;

/**
 * What a person sees of the chat body of an alert.
 *
 * @param nextSteps the commands and what to do by hand, each in its own line
 */
record ChatNotification(String title, String description, List<String> nextSteps, List<String> keywords) {

    static ChatNotification of(AlertMessage message) {
        try {
            Json content = JsonReader.read(message.chat()).at("content");
            return new ChatNotification(
                    content.text("title").orElse(""),
                    content.text("description").orElse(""),
                    texts(content, "nextSteps"),
                    texts(content, "keywords"));
        } catch (MalformedJson ourOwn) {
            throw new IllegalStateException("the chat body is not JSON", ourOwn);
        }
    }

    private static List<String> texts(Json content, String name) {
        return content.items(name).stream()
                .flatMap(item -> item.text().stream())
                .toList();
    }
}
