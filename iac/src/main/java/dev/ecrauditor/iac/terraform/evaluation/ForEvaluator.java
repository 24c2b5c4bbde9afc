package dev.ecrauditor.iac.terraform.evaluation;

import dev.ecrauditor.iac.terraform.hcl.Expression;
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
import java.util.TreeMap;
import java.util.function.Function;

/** Evaluates {@code for}. */
final class ForEvaluator {

    private final Evaluator evaluator;
    private final WorkBudget budget;

    ForEvaluator(Evaluator evaluator, WorkBudget budget) {
        this.evaluator = evaluator;
        this.budget = budget;
    }

    Value list(Expression.ForList loop, Scope scope) {
        List<Value> items = new ArrayList<>();
        Optional<Value> unknown = forEach(loop.intro(), loop.condition(), scope, inner -> {
            items.add(evaluator.evaluate(loop.value(), inner));
            return Optional.empty();
        });
        return unknown.orElseGet(() -> Sequence.list(items));
    }

    Value object(Expression.ForObject loop, Scope scope) {
        Map<String, List<Value>> groups = new TreeMap<>();
        boolean isGrouped = loop.grouping() == Expression.ForObject.Grouping.GROUPED;
        Optional<Value> unknown = forEach(loop.intro(), loop.condition(), scope, inner -> {
            Value key = evaluator.evaluate(loop.entry().key(), inner).resolved();
            if (key instanceof Value.Unknown) {
                return Optional.of(key);
            }
            List<Value> group = groups.computeIfAbsent(Conversion.text(key), k -> new ArrayList<>());
            if (!isGrouped && !group.isEmpty()) {
                throw new EvaluationException("two entries of a for expression have the same key");
            }
            group.add(evaluator.evaluate(loop.entry().value(), inner));
            return Optional.empty();
        });
        if (unknown.isPresent()) {
            return unknown.get();
        }
        Map<String, Value> entries = new TreeMap<>();
        groups.forEach((key, group) -> entries.put(key, isGrouped ? Sequence.list(group) : group.get(0)));
        return new Mapping(entries);
    }

    private Optional<Value> forEach(
            Expression.ForIntro intro,
            Optional<Expression> condition,
            Scope scope,
            Function<Scope, Optional<Value>> body) {
        Value collection = evaluator.evaluate(intro.collection(), scope).resolved();
        if (collection instanceof Value.Unknown) {
            return Optional.of(collection);
        }
        return firstOf(intro, collection, scope, inner -> {
            if (condition.isPresent()) {
                Value holds = evaluator.evaluate(condition.get(), inner).resolved();
                if (holds instanceof Value.Unknown) {
                    return Optional.of(holds);
                }
                if (!Conversion.bool(holds)) {
                    return Optional.empty();
                }
            }
            return body.apply(inner);
        });
    }

    /** Runs the body for each item until it returns a value that is unknown. */
    Optional<Value> firstOf(
            Expression.ForIntro intro, Value collection, Scope scope, Function<Scope, Optional<Value>> body) {
        for (Map.Entry<Value, Value> item : items(collection)) {
            budget.spend(1);
            Map<String, Value> names = intro.key().isPresent()
                    ? Map.of(intro.key().get(), item.getKey(), intro.value(), item.getValue())
                    : Map.of(intro.value(), item.getValue());
            Optional<Value> unknown = body.apply(scope.with(names));
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return Optional.empty();
    }

    private static List<Map.Entry<Value, Value>> items(Value collection) {
        List<Map.Entry<Value, Value>> items = new ArrayList<>();
        if (collection instanceof Sequence sequence) {
            for (Value item : sequence.items()) {
                Value key = sequence.kind() == Sequence.Kind.SET ? item : Value.of(items.size());
                items.add(Map.entry(key, item));
            }
        } else if (collection instanceof Mapping mapping) {
            mapping.entries().forEach((key, value) -> items.add(Map.entry(Value.of(key), value)));
        } else {
            throw new EvaluationException("for needs a list or map, not " + Conversion.kind(collection));
        }
        return items;
    }
}
