package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the expression of a type. What is not understood constrains nothing. */
final class TypeConstraintReader {

    private static final TypeConstraint ANY = new TypeConstraint.Any();

    private final Evaluator evaluator;
    private final Scope scope;

    TypeConstraintReader(Evaluator evaluator, Scope scope) {
        this.evaluator = evaluator;
        this.scope = scope;
    }

    TypeConstraint type(Expression expression) {
        if (expression instanceof Expression.Variable variable) {
            return named(variable.name());
        }
        if (expression instanceof Expression.Literal literal && literal.value() instanceof Value.Text text) {
            return named(text.text());
        }
        if (!(expression instanceof Expression.Call call) || call.arguments().isEmpty()) {
            return ANY;
        }
        Expression argument = call.arguments().get(0);
        return switch (call.name()) {
            case "list" -> new TypeConstraint.Items(Sequence.Kind.LIST, type(argument));
            case "set" -> new TypeConstraint.Items(Sequence.Kind.SET, type(argument));
            case "map" -> new TypeConstraint.Entries(type(argument));
            case "object" -> object(argument);
            case "optional" -> type(argument);
            default -> ANY;
        };
    }

    private static TypeConstraint named(String name) {
        return switch (name) {
            case "string", "number", "bool" -> new TypeConstraint.Primitive(name);
            case "list" -> new TypeConstraint.Items(Sequence.Kind.LIST, ANY);
            case "map" -> new TypeConstraint.Entries(ANY);
            default -> ANY;
        };
    }

    private TypeConstraint object(Expression argument) {
        if (!(argument instanceof Expression.ObjectOf object)) {
            return ANY;
        }
        Map<String, TypeConstraint.Field> fields = new TreeMap<>();
        for (Expression.Entry entry : object.entries()) {
            if (evaluator.evaluateSafely(entry.key(), scope) instanceof Value.Text name) {
                fields.put(name.text(), field(entry.value()));
            }
        }
        return new TypeConstraint.Fields(fields);
    }

    private TypeConstraint.Field field(Expression type) {
        if (!(type instanceof Expression.Call call) || !call.name().equals("optional")) {
            return new TypeConstraint.Field(type(type), Optional.empty());
        }
        List<Expression> arguments = call.arguments();
        Value standard = arguments.size() > 1 ? evaluator.evaluateSafely(arguments.get(1), scope) : Value.absent();
        return new TypeConstraint.Field(type(type), Optional.of(standard));
    }
}
