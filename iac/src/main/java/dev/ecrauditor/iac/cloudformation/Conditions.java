package dev.ecrauditor.iac.cloudformation;

import dev.ecrauditor.iac.cloudformation.tree.TemplateNode;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Fields;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Items;
import dev.ecrauditor.iac.cloudformation.tree.TemplateNode.Scalar;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a template.
 *
 * <p>Source: "Condition functions", AWS CloudFormation Template Reference.
 */
final class Conditions {

    private static final String UNKNOWN_PLACE = "the account or Region is not known; give --account and --region";

    private final Stack stack;
    private final Evaluation evaluation;
    private final Map<String, Truth> known = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    Conditions(Stack stack, Evaluation evaluation) {
        this.stack = stack;
        this.evaluation = evaluation;
    }

    /** Whether a condition of the section {@code Conditions} holds. */
    Truth named(String name) {
        Truth earlier = known.get(name);
        if (earlier != null) {
            return earlier;
        }
        TemplateNode node = stack.template().section("Conditions").get(name);
        if (node == null) {
            return Truth.unknown("the template has no condition " + name);
        }
        if (!open.add(name)) {
            return Truth.unknown("the condition " + name + " refers to itself");
        }
        Truth truth = of(node);
        open.remove(name);
        known.put(name, truth);
        return truth;
    }

    private Truth of(TemplateNode node) {
        if (!(node instanceof Fields fields) || fields.fields().size() != 1) {
            return Truth.unknown("a condition is no function");
        }
        Map.Entry<String, TemplateNode> call =
                fields.fields().entrySet().iterator().next();
        List<TemplateNode> arguments = call.getValue() instanceof Items items ? items.items() : List.of();
        return switch (call.getKey()) {
            case "Condition" ->
                call.getValue() instanceof Scalar name ? named(name.text()) : Truth.unknown("a condition has no name");
            case "Fn::Equals" -> arguments.size() == 2 ? equal(arguments) : malformed(call.getKey());
            case "Fn::Not" -> arguments.size() == 1 ? not(of(arguments.get(0))) : malformed(call.getKey());
            case "Fn::And" -> all(arguments, Truth.NO);
            case "Fn::Or" -> all(arguments, Truth.YES);
            default -> Truth.unknown(call.getKey() + " is not evaluated in conditions");
        };
    }

    private static Truth malformed(String function) {
        return Truth.unknown(function + " has the wrong number of arguments");
    }

    private static Truth not(Truth truth) {
        return truth.value().map(value -> Truth.of(!value)).orElse(truth);
    }

    /** One condition can decide: a false one about And, a true one about Or. */
    private Truth all(List<TemplateNode> arguments, Truth deciding) {
        Optional<Truth> unknown = Optional.empty();
        for (TemplateNode argument : arguments) {
            Truth truth = of(argument);
            if (truth.equals(deciding)) {
                return deciding;
            }
            if (truth.value().isEmpty()) {
                unknown = unknown.or(() -> Optional.of(truth));
            }
        }
        return unknown.orElseGet(() -> not(deciding));
    }

    private Truth equal(List<TemplateNode> arguments) {
        DeclaredValue first = evaluation.value(arguments.get(0));
        DeclaredValue second = evaluation.value(arguments.get(1));
        Optional<String> one = text(first);
        Optional<String> other = text(second);
        if (one.isEmpty() || other.isEmpty()) {
            return Truth.unknown(reason(one.isEmpty() ? first : second));
        }
        if (one.equals(other)) {
            return Truth.YES;
        }
        return stack.place().isUnknownIn(one.get() + " " + other.get()) ? Truth.unknown(UNKNOWN_PLACE) : Truth.NO;
    }

    private static Optional<String> text(DeclaredValue value) {
        return value instanceof DeclaredValue.Reference ? Optional.empty() : TextValue.of(value);
    }

    private static String reason(DeclaredValue value) {
        return value instanceof DeclaredValue.Unresolved unresolved
                ? unresolved.reason()
                : "a condition compares something that is no text";
    }
}
