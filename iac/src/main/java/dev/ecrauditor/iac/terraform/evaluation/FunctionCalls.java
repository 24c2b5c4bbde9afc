package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.function.Arguments;
import dev.ecrauditor.iac.terraform.function.FunctionCatalog;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.hcl.HclParser;
import dev.ecrauditor.iac.terraform.hcl.HclSyntaxException;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls functions. Those that evaluate their arguments themselves are here, all others in the catalog. */
final class FunctionCalls {

    private final Evaluator evaluator;
    private final WorkBudget budget;
    private final FunctionCatalog catalog = new FunctionCatalog();

    FunctionCalls(Evaluator evaluator, WorkBudget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    Value call(Expression.Call call, Scope scope) {
        return switch (call.name()) {
            case "try" -> firstWithoutError(call, scope);
            case "can" -> isWithoutError(call, scope);
            case "templatefile" -> templateFile(arguments(call, scope), scope);
            default -> {
                List<Value> arguments = arguments(call, scope);
                for (Value argument : arguments) {
                    budget.spend(topLevelWeight(argument));
                }
                yield catalog.call(call.name(), new Arguments(arguments, scope.files(), budget));
            }
        };
    }

    /** What a function reads at least; those that read nested values charge the rest. */
    private static long topLevelWeight(Value argument) {
        if (argument instanceof Value.Text) {
            return argument.weight();
        }
        return 1;
    }

    private List<Value> arguments(Expression.Call call, Scope scope) {
        List<Value> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(evaluator.evaluate(argument, scope));
        }
        if (call.last() == Expression.Call.LastArgument.SINGLE) {
            return arguments;
        }
        Value last = arguments.remove(arguments.size() - 1).resolved();
        if (last instanceof Sequence sequence) {
            arguments.addAll(sequence.items());
            return arguments;
        }
        if (last instanceof Value.Unknown) {
            arguments.add(last);
            return arguments;
        }
        throw new EvaluationException("only a list can be expanded to arguments");
    }

    private Value firstWithoutError(Expression.Call call, Scope scope) {
        return call.arguments().stream()
                .flatMap(argument -> withoutError(argument, scope).stream())
                .findFirst()
                .orElseThrow(() -> new EvaluationException("try has no argument that can be evaluated"));
    }

    private Optional<Value> withoutError(Expression argument, Scope scope) {
        try {
            return Optional.of(evaluator.evaluate(argument, scope));
        } catch (EvaluationException e) {
            return Optional.empty();
        }
    }

    private Value isWithoutError(Expression.Call call, Scope scope) {
        try {
            Value value = evaluator.evaluate(call.arguments().get(0), scope);
            return value instanceof Value.Unknown ? value : Value.of(true);
        } catch (EvaluationException e) {
            return Value.of(false);
        } catch (IndexOutOfBoundsException e) {
            throw new EvaluationException("can needs an argument");
        }
    }

    private Value templateFile(List<Value> arguments, Scope scope) {
        if (arguments.size() != 2) {
            throw new EvaluationException("templatefile needs a path and a map");
        }
        Value path = arguments.get(0).resolved();
        Value names = arguments.get(1).resolved();
        if (path instanceof Value.Unknown) {
            return path;
        }
        if (names instanceof Value.Unknown) {
            return names;
        }
        Map<String, Value> variables = names instanceof Mapping mapping ? mapping.entries() : Map.of();
        try {
            Expression template = HclParser.template(scope.files().read(Conversion.text(path)), 1);
            return evaluator.evaluate(template, Scope.of(variables, scope.files()));
        } catch (HclSyntaxException e) {
            throw new EvaluationException("the template cannot be read: " + e.reason() + " in line " + e.line());
        }
    }
}
