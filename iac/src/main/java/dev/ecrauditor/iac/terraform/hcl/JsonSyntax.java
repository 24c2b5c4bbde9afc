package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a configuration in JSON, whose texts are templates.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/syntax/json">JSON Configuration Syntax</a>
 */
public final class JsonSyntax {

    /** How many labels the blocks at the top have; a block that is not here is not read. */
    private static final Map<String, Integer> LABELS =
            Map.of("resource", 2, "data", 2, "variable", 1, "output", 1, "module", 1, "locals", 0);

    /** JSON does not tell blocks from arguments; these are blocks in the resources that are read. */
    private static final Set<String> NESTED = Set.of(
            "condition",
            "content",
            "destination",
            "encryption_configuration",
            "image_scanning_configuration",
            "image_tag_mutability_exclusion_filter",
            "lifecycle",
            "not_principals",
            "principals",
            "replication_configuration",
            "repository_filter",
            "rule",
            "statement",
            "timeouts");

    private JsonSyntax() {}

    /**
     * A file as {@code main.tf.json}.
     *
     * @throws HclSyntaxException for a text that is not an expression, or a block that is no object
     */
    public static Body file(DeclaredValue json) throws HclSyntaxException {
        List<Block> blocks = new ArrayList<>();
        for (DeclaredValue part : items(json)) {
            for (Map.Entry<String, DeclaredValue> block :
                    object(part).properties().entrySet()) {
                if (LABELS.containsKey(block.getKey())) {
                    blocks.addAll(labelled(block.getKey(), List.of(), block.getValue()));
                }
            }
        }
        return new Body(List.of(), blocks);
    }

    /** A file as {@code terraform.tfvars.json}, whose texts are no templates. */
    public static Body variableValues(DeclaredValue json) throws HclSyntaxException {
        List<Body.Attribute> attributes = new ArrayList<>();
        object(json)
                .properties()
                .forEach((name, value) -> attributes.add(
                        new Body.Attribute(name, new Expression.Literal(JsonValues.of(value)), value.position())));
        return new Body(attributes, List.of());
    }

    private static List<Block> labelled(String type, List<String> labels, DeclaredValue json)
            throws HclSyntaxException {
        List<Block> blocks = new ArrayList<>();
        for (DeclaredValue part : items(json)) {
            if (labels.size() == LABELS.getOrDefault(type, 0)) {
                blocks.add(new Block(type, labels, body(type, part), part.position()));
                continue;
            }
            for (Map.Entry<String, DeclaredValue> entry :
                    object(part).properties().entrySet()) {
                List<String> longer = new ArrayList<>(labels);
                longer.add(entry.getKey());
                blocks.addAll(labelled(type, longer, entry.getValue()));
            }
        }
        return blocks;
    }

    private static Body body(String type, DeclaredValue json) throws HclSyntaxException {
        List<Body.Attribute> attributes = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        boolean hasBlocks = type.equals("resource") || type.equals("data");
        for (Map.Entry<String, DeclaredValue> entry : object(json).properties().entrySet()) {
            String name = entry.getKey();
            if (hasBlocks && name.equals("dynamic")) {
                dynamic(type, entry.getValue(), blocks);
            } else if (hasBlocks && NESTED.contains(name)) {
                for (DeclaredValue part : items(entry.getValue())) {
                    blocks.add(new Block(name, List.of(), body(type, part), part.position()));
                }
            } else if (!name.equals("//")) {
                attributes.add(attribute(type, name, entry.getValue()));
            }
        }
        return new Body(attributes, blocks);
    }

    private static void dynamic(String type, DeclaredValue json, List<Block> blocks) throws HclSyntaxException {
        for (DeclaredValue part : items(json)) {
            for (Map.Entry<String, DeclaredValue> entry :
                    object(part).properties().entrySet()) {
                for (DeclaredValue body : items(entry.getValue())) {
                    blocks.add(new Block("dynamic", List.of(entry.getKey()), body(type, body), body.position()));
                }
            }
        }
    }

    private static Body.Attribute attribute(String type, String name, DeclaredValue json) throws HclSyntaxException {
        Expression value = expression(json);
        if (type.equals("variable")) {
            value = name.equals("type") && json instanceof DeclaredValue.Text text
                    ? HclParser.expression(text.text(), json.position().line())
                    : new Expression.Literal(JsonValues.of(json));
        }
        return new Body.Attribute(name, value, json.position());
    }

    private static Expression expression(DeclaredValue json) throws HclSyntaxException {
        if (json instanceof DeclaredValue.Text text) {
            return HclParser.template(text.text(), text.position().line());
        }
        if (json instanceof DeclaredValue.Items items) {
            List<Expression> expressions = new ArrayList<>();
            for (DeclaredValue item : items.items()) {
                expressions.add(expression(item));
            }
            return new Expression.ListOf(expressions);
        }
        if (json instanceof DeclaredValue.Properties properties) {
            List<Expression.Entry> entries = new ArrayList<>();
            for (Map.Entry<String, DeclaredValue> entry :
                    properties.properties().entrySet()) {
                Expression key = HclParser.template(
                        entry.getKey(), entry.getValue().position().line());
                entries.add(new Expression.Entry(key, expression(entry.getValue())));
            }
            return new Expression.ObjectOf(entries);
        }
        return new Expression.Literal(JsonValues.of(json));
    }

    private static List<DeclaredValue> items(DeclaredValue json) {
        if (json instanceof DeclaredValue.Absent) {
            return List.of();
        }
        return json instanceof DeclaredValue.Items items ? items.items() : List.of(json);
    }

    private static DeclaredValue.Properties object(DeclaredValue json) throws HclSyntaxException {
        if (json instanceof DeclaredValue.Properties properties) {
            return properties;
        }
        throw new HclSyntaxException("expected an object", json.position().line());
    }
}
