package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.terraform.block.NestedBlocks.Group;
import dev.ecrauditor.iac.terraform.block.NestedBlocks.ScopedBody;
import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The statements of {@code aws_iam_policy_document} as those of a policy. What is unknown stays a part of them. */
final class PolicyStatements {

    private static final Map<String, String> LISTS = Map.of(
            "actions", "Action", "not_actions", "NotAction", "resources", "Resource", "not_resources", "NotResource");

    private static final Map<String, String> PRINCIPALS =
            Map.of("principals", "Principal", "not_principals", "NotPrincipal");

    private final Evaluator evaluator;
    private final NestedBlocks nested;

    PolicyStatements(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.nested = new NestedBlocks(evaluator);
    }

    Value of(Group group) {
        if (group.unknown().isPresent()) {
            return group.unknown().get();
        }
        return Sequence.list(group.bodies().stream().map(this::statement).toList());
    }

    private Value statement(ScopedBody block) {
        Map<String, Value> statement = new TreeMap<>();
        Value effect = value(block, "effect");
        statement.put("Effect", effect instanceof Value.Null ? Value.of("Allow") : effect);
        Value sid = value(block, "sid");
        if (!(sid instanceof Value.Null) && !sid.equals(Value.of(""))) {
            statement.put("Sid", sid);
        }
        LISTS.forEach((name, member) -> {
            Value list = value(block, name);
            if (!isEmpty(list)) {
                statement.put(member, single(withVariables(list)));
            }
        });
        Map<String, Group> groups = nested.of(block.body(), block.scope());
        PRINCIPALS.forEach((name, member) -> {
            Group principals = groups.get(name);
            if (principals != null && !isEmpty(principals)) {
                statement.put(member, principals(principals));
            }
        });
        Group conditions = groups.get("condition");
        if (conditions != null && !isEmpty(conditions)) {
            statement.put("Condition", conditions(conditions));
        }
        return new Mapping(statement);
    }

    private static boolean isEmpty(Group group) {
        return group.bodies().isEmpty() && group.unknown().isEmpty();
    }

    private static boolean isEmpty(Value list) {
        return list instanceof Value.Null
                || (list instanceof Sequence sequence && sequence.items().isEmpty());
    }

    private Value value(ScopedBody block, String name) {
        Optional<Expression> expression = block.body().value(name);
        return expression.isPresent()
                ? Conversion.resolveAll(evaluator.evaluate(expression.get(), block.scope()))
                : Value.absent();
    }

    private Value principals(Group group) {
        if (group.unknown().isPresent()) {
            return group.unknown().get();
        }
        Map<String, List<Value>> byType = new TreeMap<>();
        for (ScopedBody block : group.bodies()) {
            Value type = value(block, "type");
            Value identifiers = withVariables(value(block, "identifiers"));
            if (!(type instanceof Value.Text text) || !(identifiers instanceof Sequence sequence)) {
                return Conversion.firstUnknown(type)
                        .or(() -> Conversion.firstUnknown(identifiers))
                        .orElseGet(() -> Value.Unknown.untilPlan("a principal has no type or no identifiers"));
            }
            byType.computeIfAbsent(text.text(), key -> new ArrayList<>()).addAll(sequence.items());
        }
        if (byType.equals(Map.of("*", List.of(Value.of("*"))))) {
            return Value.of("*");
        }
        Map<String, Value> principals = new TreeMap<>();
        byType.forEach((type, identifiers) -> principals.put(type, single(Sequence.list(identifiers))));
        return new Mapping(principals);
    }

    private Value conditions(Group group) {
        if (group.unknown().isPresent()) {
            return group.unknown().get();
        }
        Map<String, Map<String, List<Value>>> byTest = new TreeMap<>();
        for (ScopedBody block : group.bodies()) {
            Value test = value(block, "test");
            Value variable = value(block, "variable");
            Value values = withVariables(value(block, "values"));
            if (!(test instanceof Value.Text operator)
                    || !(variable instanceof Value.Text key)
                    || !(values instanceof Sequence sequence)) {
                return Conversion.firstUnknown(Sequence.list(List.of(test, variable, values)))
                        .orElseGet(() -> Value.Unknown.untilPlan("a condition is not complete"));
            }
            byTest.computeIfAbsent(operator.text(), name -> new TreeMap<>())
                    .computeIfAbsent(key.text(), name -> new ArrayList<>())
                    .addAll(sequence.items());
        }
        Map<String, Value> conditions = new TreeMap<>();
        byTest.forEach((operator, keys) -> {
            Map<String, Value> byKey = new TreeMap<>();
            keys.forEach((key, values) -> byKey.put(key, single(Sequence.list(values))));
            conditions.put(operator, new Mapping(byKey));
        });
        return new Mapping(conditions);
    }

    /** A list with one member is written as that member. */
    private static Value single(Value list) {
        return list instanceof Sequence sequence && sequence.items().size() == 1
                ? sequence.items().get(0)
                : list;
    }

    /** Policy variables are written <code>&amp;{...}</code>, because <code>${...}</code> is an interpolation. */
    private static Value withVariables(Value list) {
        if (!(list instanceof Sequence sequence)) {
            return list;
        }
        return Sequence.list(sequence.items().stream()
                .map(item ->
                        item instanceof Value.Text text ? Value.of(text.text().replace("&{", "${")) : asText(item))
                .toList());
    }

    private static Value asText(Value value) {
        return value instanceof Value.Num || value instanceof Value.Bool ? Value.of(Conversion.text(value)) : value;
    }
}
