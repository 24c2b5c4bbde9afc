package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes a JSON object as the XML of the Query protocol: members become elements, items of arrays {@code member}
 * elements. The list of S3 repeats its own element.
 */
final class Xml {

    /** The items of a map: {@code entry} elements with key and value. */
    private static final String ENTRY = "entry";

    private static final char REPLACEMENT = '\uFFFD';

    private Xml() {}

    static String document(String root, String nameSpace, ObjectNode body) {
        StringBuilder out = new StringBuilder();
        out.append('<').append(root);
        if (!nameSpace.isEmpty()) {
            out.append(" xmlns=\"").append(nameSpace).append('"');
        }
        out.append('>');
        content(body, out);
        return out.append("</").append(root).append('>').toString();
    }

    private static void element(String name, JsonNode value, StringBuilder out) {
        if (value.isArray() && name.equals("Contents")) {
            value.forEach(item -> element(name, item, out));
            return;
        }
        out.append('<').append(name).append('>');
        content(value, out);
        out.append("</").append(name).append('>');
    }

    private static void content(JsonNode value, StringBuilder out) {
        if (value.isObject()) {
            value.properties().forEach(member -> {
                boolean isMap =
                        member.getKey().equals(ENTRY) && member.getValue().isArray();
                (isMap ? member.getValue() : List.of(member.getValue()))
                        .forEach(item -> element(member.getKey(), item, out));
            });
        } else if (value.isArray()) {
            value.forEach(item -> element("member", item, out));
        } else {
            value.asText().codePoints().forEach(c -> character(c, out));
        }
    }

    private static void character(int c, StringBuilder out) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '\r' -> out.append("&#xD;");
            default -> out.appendCodePoint(isAllowed(c) ? c : REPLACEMENT);
        }
    }

    /** Whether XML 1.0 has this character at all. */
    private static boolean isAllowed(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= ' ' && c <= '\uD7FF')
                || (c >= '\uE000' && c <= '\uFFFD')
                || Character.isSupplementaryCodePoint(c);
    }
}
