package dev.ecrauditor.webhook;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines as sections of a message. Slack rejects a message over its limits, so that whole lines are left out, and a line
 * says so. The link at the end always stays.
 *
 * <p>Source: "Section block" and "Text object", Slack developer documentation (3,000 characters, 50 blocks).
 */
final class MessageBlocks {

    static final int MAX_SECTION = 2_900;
    static final int MAX_MESSAGE = 10_000;

    private static final String MORE = "[cut: the e-mail and the JSON alert have the rest]";

    private final List<String> sections = new ArrayList<>();
    private final StringBuilder section = new StringBuilder();
    private int length;
    private boolean isCut;

    /** Adds a line, which must be shorter than a section. */
    MessageBlocks line(String line) {
        if (isCut) {
            return this;
        }
        if (length + line.length() > MAX_MESSAGE) {
            isCut = true;
            return append(MORE);
        }
        return append(line);
    }

    /** Adds a line that is never left out. */
    MessageBlocks last(String line) {
        return append(line);
    }

    private MessageBlocks append(String line) {
        if (section.length() + line.length() + 1 > MAX_SECTION) {
            section();
        }
        section.append(section.isEmpty() ? "" : "\n").append(line);
        length += line.length() + 1;
        return this;
    }

    /** Begins a new section. */
    MessageBlocks section() {
        if (!section.isEmpty()) {
            sections.add(section.toString());
            section.setLength(0);
        }
        return this;
    }

    /** The blocks; Slack turns no text in them into a link or a mention by itself. */
    Json json() {
        section();
        return new Json.Arr(sections.stream().map(MessageBlocks::block).toList());
    }

    private static Json block(String markup) {
        Json text = new JsonObject()
                .put("type", "mrkdwn")
                .put("text", markup)
                .put("verbatim", true)
                .build();
        return new JsonObject().put("type", "section").put("text", text).build();
    }
}
