package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.PlainScalar;
import dev.ecrauditor.iac.cloudformation.tree.TemplateException;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Evaluates the values of a template, as far as they are known before the deployment. Never throws for an unusual value;
 * what is not known is {@link DeclaredValue.Unresolved}.
 */
final class Evaluation {

    /** Values that are evaluated for one template; intrinsic functions can evaluate a part of it many times. */
    private static final int MOST_EVALUATIONS = 500_000;

    /** Parameters, conditions and exports that refer to each other in a circle end here. */
    private static final int DEEPEST = 200;

    private final Stack stack;
    private final Intrinsics intrinsics;
    private int evaluations;
    private int depth;

    Evaluation(Stack stack, Exports exports) {
        this.stack = stack;
        this.intrinsics = new Intrinsics(stack, this, exports);
    }

    /**
     * The value of a part of the template.
     *
     * @throws TemplateException if the template asks for too much
     */
    DeclaredValue value(TemplateNode node) {
        evaluations++;
        if (evaluations > MOST_EVALUATIONS) {
            throw new TemplateException(node.line(), "repeats its values too often to be evaluated");
        }
        if (depth > DEEPEST) {
            return new DeclaredValue.Unresolved("it refers to itself", position(node));
        }
        depth++;
        try {
            return node instanceof Fields fields
                    ? ofFields(fields)
                    : node instanceof Items items ? ofItems(items) : ofScalar((Scalar) node);
        } finally {
            depth--;
        }
    }

    Truth condition(String name) {
        return intrinsics.conditions().named(name);
    }

    SourcePosition position(TemplateNode node) {
        return stack.template().position(node);
    }

    private DeclaredValue ofScalar(Scalar scalar) {
        SourcePosition position = position(scalar);
        return switch (scalar.kind()) {
            case NOTHING -> new DeclaredValue.Absent(position);
            case TRUTH -> new DeclaredValue.Bool(PlainScalar.isTrue(scalar.text()), position);
            case NUMBER -> new DeclaredValue.Number(scalar.text(), position);
            case TEXT ->
                scalar.text().contains("{{resolve:")
                        ? new DeclaredValue.Unresolved("a dynamic reference is resolved at the deployment", position)
                        : new DeclaredValue.Text(scalar.text(), position);
        };
    }

    private DeclaredValue ofItems(Items items) {
        List<DeclaredValue> values = new ArrayList<>();
        for (TemplateNode item : items.items()) {
            DeclaredValue value = value(item);
            if (!(value instanceof DeclaredValue.Absent)) {
                values.add(value);
            }
        }
        return new DeclaredValue.Items(values, position(items));
    }

    private DeclaredValue ofFields(Fields fields) {
        for (Map.Entry<String, TemplateNode> entry : fields.fields().entrySet()) {
            if (Intrinsics.isFunction(entry.getKey())) {
                return fields.fields().size() == 1
                        ? intrinsics.call(entry.getKey(), entry.getValue())
                        : new DeclaredValue.Unresolved(
                                entry.getKey() + " beside other keys is not evaluated", position(fields));
            }
        }
        Map<String, DeclaredValue> values = new LinkedHashMap<>();
        fields.fields().forEach((name, node) -> {
            DeclaredValue value = value(node);
            if (!(value instanceof DeclaredValue.Absent)) {
                values.put(name, value);
            }
        });
        return new DeclaredValue.Properties(values, position(fields));
    }
}
