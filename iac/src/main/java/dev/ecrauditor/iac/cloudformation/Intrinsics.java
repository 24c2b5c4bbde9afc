package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.declaration.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * The intrinsic functions.
 *
 * <p>Source: "Intrinsic function reference", AWS CloudFormation Template Reference.
 */
final class Intrinsics {

    private final Stack stack;
    private final Evaluation evaluation;
    private final Exports exports;
    private final ParameterValues parameters;
    private final Conditions conditions;
    private final TextFunctions texts;
    private final ListFunctions lists;

    Intrinsics(Stack stack, Evaluation evaluation, Exports exports) {
        this.stack = stack;
        this.evaluation = evaluation;
        this.exports = exports;
        this.parameters = new ParameterValues(stack);
        this.conditions = new Conditions(stack, evaluation);
        this.texts = new TextFunctions(stack, evaluation, this);
        this.lists = new ListFunctions(stack, evaluation);
    }

    static boolean isFunction(String key) {
        return key.equals("Ref") || key.startsWith("Fn::");
    }

    Conditions conditions() {
        return conditions;
    }

    DeclaredValue call(String function, TemplateNode argument) {
        SourcePosition position = evaluation.position(argument);
        return switch (function) {
            case "Ref" -> argument instanceof Scalar name ? ref(name.text(), position) : malformed(function, position);
            case "Fn::GetAtt" -> getAtt(argument, position);
            case "Fn::Sub" -> texts.sub(argument, position);
            case "Fn::Join" -> texts.join(argument, position);
            case "Fn::Split" -> lists.split(argument, position);
            case "Fn::Select" -> lists.select(argument, position);
            case "Fn::FindInMap" -> lists.findInMap(argument, position);
            case "Fn::If" -> choose(argument, position);
            case "Fn::ImportValue" -> imported(argument, position);
            default -> new DeclaredValue.Unresolved(function + " is not evaluated before the deployment", position);
        };
    }

    /** The value of a name: a parameter, a pseudo parameter or a resource. */
    DeclaredValue ref(String name, SourcePosition position) {
        return parameters.of(name, position).orElseGet(() -> attribute(name, "Ref", position));
    }

    /** An attribute of a resource of the template. */
    DeclaredValue attribute(String logicalId, String attribute, SourcePosition position) {
        return Optional.ofNullable(stack.addresses().get(logicalId))
                .<DeclaredValue>map(address -> new DeclaredValue.Reference(address, attribute, position))
                .orElseGet(() -> new DeclaredValue.Unresolved(
                        "the template has no parameter or resource " + logicalId, position));
    }

    static DeclaredValue malformed(String function, SourcePosition position) {
        return new DeclaredValue.Unresolved(function + " has arguments of the wrong form", position);
    }

    private DeclaredValue getAtt(TemplateNode argument, SourcePosition position) {
        if (argument instanceof Scalar path && path.text().indexOf('.') > 0) {
            int dot = path.text().indexOf('.');
            return attribute(path.text().substring(0, dot), path.text().substring(dot + 1), position);
        }
        if (argument instanceof Items items
                && items.items().size() == 2
                && items.items().get(0) instanceof Scalar resource
                && items.items().get(1) instanceof Scalar name) {
            return attribute(resource.text(), name.text(), position);
        }
        return malformed("Fn::GetAtt", position);
    }

    private DeclaredValue choose(TemplateNode argument, SourcePosition position) {
        if (!(argument instanceof Items items)
                || items.items().size() != 3
                || !(items.items().get(0) instanceof Scalar name)) {
            return malformed("Fn::If", position);
        }
        Truth truth = conditions.named(name.text());
        List<TemplateNode> branches = items.items().subList(1, 3);
        if (truth.value().isPresent()) {
            return evaluation.value(branches.get(truth.isYes() ? 0 : 1));
        }
        Optional<String> one = TextValue.of(evaluation.value(branches.get(0)));
        Optional<String> other = TextValue.of(evaluation.value(branches.get(1)));
        return one.isPresent() && one.equals(other)
                ? new DeclaredValue.Text(one.get(), position)
                : new DeclaredValue.Unresolved(
                        "the condition " + name.text() + " is not known: " + truth.reason(), position);
    }

    private DeclaredValue imported(TemplateNode argument, SourcePosition position) {
        DeclaredValue name = evaluation.value(argument);
        Optional<String> text = TextValue.of(name);
        if (text.isEmpty()) {
            return name instanceof DeclaredValue.Unresolved ? name : malformed("Fn::ImportValue", position);
        }
        return exports.get(text.get())
                .orElseGet(() -> new DeclaredValue.Unresolved("no stack of the input exports " + text.get(), position));
    }
}
