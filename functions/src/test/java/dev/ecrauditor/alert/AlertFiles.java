package dev.ecrauditor.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ecrauditor.alert.StoryMessages.PublishedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The messages of each story as files that a reviewer reads: the e-mails, the chat messages and the JSON alerts, all of one
 * story in one file each.
 */
final class AlertFiles {

    static final Path FOLDER = Path.of("src", "test", "resources", "alerts");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String BETWEEN = "\n" + "=".repeat(80) + "\n\n";

    private AlertFiles() {}

    /** The content of every file, by its name below the folder. */
    static Map<String, String> of(List<PublishedMessage> messages) {
        Map<String, List<AlertMessage>> byStory = messages.stream()
                .collect(Collectors.groupingBy(
                        PublishedMessage::story,
                        LinkedHashMap::new,
                        Collectors.mapping(PublishedMessage::message, Collectors.toList())));
        Map<String, String> files = new TreeMap<>();
        byStory.forEach((story, all) -> {
            String name = story.replace(' ', '-');
            files.put(
                    name + ".email.txt",
                    all.stream()
                            .map(message -> "Subject: " + message.subject() + "\n\n" + message.email())
                            .collect(Collectors.joining(BETWEEN)));
            files.put(
                    name + ".chat.json",
                    all.stream().map(message -> readable(message.chat())).collect(Collectors.joining("\n")) + "\n");
            files.put(
                    name + ".alert.json",
                    all.stream().map(message -> readable(message.json())).collect(Collectors.joining("\n")) + "\n");
        });
        return files;
    }

    /** The files there are, in the same form. */
    static Map<String, String> read() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(FOLDER)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(FOLDER.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return files;
    }

    /** Writes the files anew, and removes those of stories that are gone. */
    static void write(Map<String, String> files) throws IOException {
        if (Files.exists(FOLDER)) {
            for (String name : read().keySet()) {
                Files.delete(FOLDER.resolve(name));
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static String readable(String json) {
        try {
            return JSON.writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
