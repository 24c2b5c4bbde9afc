package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import dev.ecrauditor.iac.terraform.value.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Evaluates an expression. What the sources do not determine is a {@link Value.Unknown}, and what uses it too. */
public final class Evaluator {

    /** Not a name that an expression can contain. */
    private static final String SPLAT_ITEM = "*";

    private final WorkBudget budget;
    private final ForEvaluator loops;
    private final FunctionCalls calls;
    private final Operators operators = new Operators();

    public Evaluator(WorkBudget budget) {
        this.budget = budget;
        this.loops = new ForEvaluator(this, budget);
        this.calls = new FunctionCalls(this, budget);
    }

    public WorkBudget budget() {
        return budget;
    }

    /** The value; what Terraform would refuse, and what is beyond the limits of this evaluator, is unknown. */
    public Value evaluateSafely(Expression expression, Scope scope) {
        try {
            Value value = evaluate(expression, scope);
            budget.spend(value.weight());
            return value;
        } catch (EvaluationException e) {
            return Value.Unknown.untilPlan(e.reason());
        } catch (UnevaluatedException e) {
            return Value.Unknown.untilPlan(e.reason());
        }
    }

    /**
     * The value of an expression.
     *
     * @throws EvaluationException what Terraform would refuse
     * @throws UnevaluatedException what is beyond the limits of this evaluator
     */
    public Value evaluate(Expression expression, Scope scope) {
        budget.enter();
        try {
            return dispatch(expression, scope);
        } finally {
            budget.leave();
        }
    }

    private Value dispatch(Expression expression, Scope scope) {
        if (expression instanceof Expression.Literal literal) {
            return literal.value();
        }
        if (expression instanceof Expression.Attribute attribute) {
            return Access.attribute(evaluate(attribute.target(), scope), attribute.name());
        }
        if (expression instanceof Expression.Variable variable) {
            return scope.variable(variable.name())
                    .orElseThrow(() -> new EvaluationException("nothing is named " + variable.name()));
        }
        if (expression instanceof Expression.Index index) {
            return Access.index(evaluate(index.target(), scope), evaluate(index.key(), scope));
        }
        if (expression instanceof Expression.Template template) {
            return new TemplateEvaluator(this, loops).text(template.parts(), scope);
        }
        if (expression instanceof Expression.ListOf list) {
            return list(list, scope);
        }
        if (expression instanceof Expression.ObjectOf object) {
            return object(object, scope);
        }
        return compound(expression, scope);
    }

    private Value compound(Expression expression, Scope scope) {
        if (expression instanceof Expression.Call call) {
            return calls.call(call, scope);
        }
        if (expression instanceof Expression.Conditional conditional) {
            return conditional(conditional, scope);
        }
        if (expression instanceof Expression.Unary unary) {
            return operators.unary(unary.operator(), evaluate(unary.operand(), scope));
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary, scope);
        }
        if (expression instanceof Expression.ForList loop) {
            return loops.list(loop, scope);
        }
        if (expression instanceof Expression.ForObject loop) {
            return loops.object(loop, scope);
        }
        if (expression instanceof Expression.Splat splat) {
            return splat(splat, scope);
        }
        return scope.variable(SPLAT_ITEM).orElseThrow(() -> new EvaluationException("a splat has no list"));
    }

    private Value list(Expression.ListOf list, Scope scope) {
        List<Value> items = new ArrayList<>();
        for (Expression item : list.items()) {
            items.add(evaluate(item, scope));
        }
        return Sequence.list(items);
    }

    private Value object(Expression.ObjectOf object, Scope scope) {
        Map<String, Value> entries = new TreeMap<>();
        for (Expression.Entry entry : object.entries()) {
            Value key = evaluate(entry.key(), scope).resolved();
            if (key instanceof Value.Unknown) {
                return key;
            }
            entries.put(Conversion.text(key), evaluate(entry.value(), scope));
        }
        return new Mapping(entries);
    }

    private Value binary(Expression.Binary binary, Scope scope) {
        Value left = evaluate(binary.left(), scope);
        Optional<Value> decided = operators.decidedBy(binary.operator(), left);
        if (decided.isPresent()) {
            return decided.get();
        }
        Value right = evaluate(binary.right(), scope);
        budget.spend(left.weight() + right.weight());
        return operators.binary(binary.operator(), left, right);
    }

    private Value conditional(Expression.Conditional conditional, Scope scope) {
        Value condition = evaluate(conditional.condition(), scope).resolved();
        if (condition instanceof Value.Unknown) {
            Value then = evaluate(conditional.then(), scope);
            Value otherwise = evaluate(conditional.otherwise(), scope);
            budget.spend(then.weight());
            return then.equals(otherwise) ? then : condition;
        }
        boolean holds = Conversion.bool(condition);
        Value chosen = evaluate(holds ? conditional.then() : conditional.otherwise(), scope);
        if (chosen instanceof Value.Num || chosen instanceof Value.Bool) {
            Value other = evaluateSafely(holds ? conditional.otherwise() : conditional.then(), scope);
            return other instanceof Value.Text ? Value.of(Conversion.text(chosen)) : chosen;
        }
        return chosen;
    }

    private Value splat(Expression.Splat splat, Scope scope) {
        Value source = evaluate(splat.source(), scope).resolved();
        if (source instanceof Value.Unknown) {
            return source;
        }
        if (source instanceof Value.Null) {
            return Sequence.list(List.of());
        }
        List<Value> items = new ArrayList<>();
        for (Value item : source instanceof Sequence sequence ? sequence.items() : List.of(source)) {
            items.add(evaluate(splat.item(), scope.with(Map.of(SPLAT_ITEM, item))));
        }
        return Sequence.list(items);
    }
}
