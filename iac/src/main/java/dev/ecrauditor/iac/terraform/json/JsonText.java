package dev.ecrauditor.iac.terraform.json;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.List;
import java.util.Map;

/** Writes a value that is wholly known as {@code jsonencode} does: without spaces, keys in order. */
public final class JsonText {

    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    public static String of(Value value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.text.toString();
    }

    private void write(Value value) {
        if (value instanceof Value.Text text) {
            quote(text.text());
        } else if (value instanceof Value.Null) {
            text.append("null");
        } else if (value instanceof Sequence sequence) {
            items(sequence.items());
        } else if (value instanceof Mapping mapping) {
            entries(mapping.entries());
        } else {
            text.append(Conversion.text(value));
        }
    }

    private void items(List<Value> items) {
        String separator = "[";
        for (Value item : items) {
            text.append(separator);
            write(item);
            separator = ",";
        }
        text.append(items.isEmpty() ? "[]" : "]");
    }

    private void entries(Map<String, Value> entries) {
        String separator = "{";
        for (Map.Entry<String, Value> entry : entries.entrySet()) {
            text.append(separator);
            quote(entry.getKey());
            text.append(':');
            write(entry.getValue());
            separator = ",";
        }
        text.append(entries.isEmpty() ? "{}" : "}");
    }

    private void quote(String content) {
        text.append('"');
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
