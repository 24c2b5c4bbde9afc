package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.KnownAttributes;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The functions that make text of parts: {@code Fn::Sub} and {@code Fn::Join}. */
final class TextFunctions {

    /** A text that doubles itself must not exhaust memory. */
    private static final int LONGEST = 1_000_000;

    private final Stack stack;
    private final Evaluation evaluation;
    private final Intrinsics intrinsics;

    TextFunctions(Stack stack, Evaluation evaluation, Intrinsics intrinsics) {
        this.stack = stack;
        this.evaluation = evaluation;
        this.intrinsics = intrinsics;
    }

    DeclaredValue join(TemplateNode argument, SourcePosition position) {
        if (!(argument instanceof Items items)
                || items.items().size() != 2
                || !(items.items().get(0) instanceof Scalar delimiter)) {
            return Intrinsics.malformed("Fn::Join", position);
        }
        DeclaredValue parts = evaluation.value(items.items().get(1));
        if (!(parts instanceof DeclaredValue.Items values)) {
            return parts instanceof DeclaredValue.Unresolved ? parts : Intrinsics.malformed("Fn::Join", position);
        }
        StringJoiner joined = new StringJoiner(delimiter.text());
        for (DeclaredValue value : values.items()) {
            DeclaredValue part = part(value, position);
            if (!(part instanceof DeclaredValue.Text text)) {
                return part;
            }
            joined.add(text.text());
        }
        return text(joined.toString(), position);
    }

    DeclaredValue sub(TemplateNode argument, SourcePosition position) {
        if (argument instanceof Scalar pattern) {
            return substitute(pattern.text(), Map.of(), position);
        }
        boolean hasVariables = argument instanceof Items items
                && items.items().size() == 2
                && items.items().get(0) instanceof Scalar
                && items.items().get(1) instanceof Fields;
        if (!hasVariables) {
            return Intrinsics.malformed("Fn::Sub", position);
        }
        Items items = (Items) argument;
        return substitute(
                ((Scalar) items.items().get(0)).text(), ((Fields) items.items().get(1)).fields(), position);
    }

    private DeclaredValue substitute(String pattern, Map<String, TemplateNode> variables, SourcePosition position) {
        if (pattern.contains("{{resolve:")) {
            return new DeclaredValue.Unresolved("a dynamic reference is resolved at the deployment", position);
        }
        if (pattern.startsWith("${") && pattern.indexOf('}') == pattern.length() - 1 && !pattern.startsWith("${!")) {
            DeclaredValue whole =
                    variable(pattern.substring(2, pattern.length() - 1).strip(), variables, position);
            return whole instanceof DeclaredValue.Reference ? whole : part(whole, position);
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int open = pattern.indexOf("${"); open >= 0; open = pattern.indexOf("${", at)) {
            int close = pattern.indexOf('}', open);
            if (close < 0) {
                break;
            }
            text.append(pattern, at, open);
            String name = pattern.substring(open + 2, close);
            at = close + 1;
            if (name.startsWith("!")) {
                text.append("${").append(name, 1, name.length()).append('}');
                continue;
            }
            DeclaredValue part = part(variable(name.strip(), variables, position), position);
            if (!(part instanceof DeclaredValue.Text known)) {
                return part;
            }
            text.append(known.text());
            if (text.length() > LONGEST) {
                break;
            }
        }
        return text(
                text.append(pattern, Math.min(at, pattern.length()), pattern.length())
                        .toString(),
                position);
    }

    private DeclaredValue variable(String name, Map<String, TemplateNode> variables, SourcePosition position) {
        TemplateNode own = variables.get(name);
        if (own != null) {
            return evaluation.value(own);
        }
        int dot = name.indexOf('.');
        return dot < 0
                ? intrinsics.ref(name, position)
                : intrinsics.attribute(name.substring(0, dot), name.substring(dot + 1), position);
    }

    /** A part of a text: a text, or why it is not known. */
    private DeclaredValue part(DeclaredValue value, SourcePosition position) {
        Optional<String> known = value instanceof DeclaredValue.Reference reference
                ? KnownAttributes.of(type(reference.address()), reference, stack.place())
                : TextValue.of(value);
        if (known.isPresent()) {
            return new DeclaredValue.Text(known.get(), position);
        }
        if (value instanceof DeclaredValue.Unresolved) {
            return value;
        }
        return new DeclaredValue.Unresolved(
                value instanceof DeclaredValue.Reference reference
                        ? "the attribute " + reference.attribute() + " of " + reference.address()
                                + " is known only after the deployment"
                        : "a part of a text is no text",
                position);
    }

    private String type(String address) {
        return stack.addresses().entrySet().stream()
                .filter(entry -> entry.getValue().equals(address))
                .findFirst()
                .flatMap(entry -> stack.template().entry("Resources", entry.getKey()))
                .flatMap(resource -> resource.textAt("Type"))
                .orElse("");
    }

    private static DeclaredValue text(String text, SourcePosition position) {
        return text.length() > LONGEST
                ? new DeclaredValue.Unresolved("a text is longer than " + LONGEST + " characters", position)
                : new DeclaredValue.Text(text, position);
    }
}
