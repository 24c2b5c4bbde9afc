package dev.ecrauditor.iac.cloudformation.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into a tree with lines. */
public final class JsonTree {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(TemplateLimits.MOST_BYTES)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the only value of a text.
     *
     * @throws TemplateException if the text is no such value
     */
    public static TemplateNode read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonTree tree = new JsonTree(parser);
            if (parser.nextToken() == null) {
                throw new TemplateException(1, "is empty");
            }
            TemplateNode root = tree.node(0);
            if (parser.nextToken() != null) {
                throw new TemplateException(tree.line(), "has a second value; a template is one object");
            }
            return root;
        } catch (JsonParseException fault) {
            throw new TemplateException(fault.getLocation().getLineNr(), "is not JSON: " + fault.getOriginalMessage());
        } catch (IOException fault) {
            throw new TemplateException(1, "is not JSON: " + fault.getMessage());
        }
    }

    private TemplateNode node(int depth) throws IOException {
        int line = line();
        TemplateLimits.requireDepth(depth, line);
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(depth, line);
            case START_ARRAY -> items(depth, line);
            case VALUE_STRING -> new Scalar(parser.getText(), Scalar.Kind.TEXT, line);
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getText(), Scalar.Kind.TRUTH, line);
            case VALUE_NULL -> new Scalar("", Scalar.Kind.NOTHING, line);
            default -> new Scalar(parser.getText(), Scalar.Kind.NUMBER, line);
        };
    }

    private TemplateNode items(int depth, int line) throws IOException {
        List<TemplateNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Items(items, line);
    }

    private TemplateNode fields(int depth, int line) throws IOException {
        Map<String, TemplateNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = line();
            String key = parser.currentName();
            parser.nextToken();
            TemplateNode earlier = fields.putIfAbsent(key, node(depth + 1).at(keyLine));
            if (earlier != null) {
                throw new TemplateException(
                        keyLine, "has the key " + key + " twice; the first is in line " + earlier.line());
            }
        }
        return new Fields(fields, line);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
