package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.declaration.SourcePosition;
import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Expands the blocks inside a block, also those that {@code dynamic} generates. */
final class NestedBlocks {

    private static final int MOST = 10_000;

    /** What a block costs that is generated: more than a value, as it is kept with its arguments. */
    private static final long STEPS_OF_A_BLOCK = 200;

    private final Evaluator evaluator;

    NestedBlocks(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** A body with the names that it can use. */
    record ScopedBody(Body body, Scope scope, SourcePosition position) {}

    /** The blocks of a type; why they are not known, if one of its dynamic blocks is not. */
    static final class Group {
        private final List<ScopedBody> bodies = new ArrayList<>();
        private final SourcePosition position;
        private Optional<Value.Unknown> unknown = Optional.empty();

        private Group(SourcePosition position) {
            this.position = position;
        }

        List<ScopedBody> bodies() {
            return bodies;
        }

        SourcePosition position() {
            return position;
        }

        Optional<Value.Unknown> unknown() {
            return unknown;
        }
    }

    Map<String, Group> of(Body body, Scope scope) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Block block : body.blocks()) {
            boolean isDynamic = block.type().equals("dynamic") && block.labels().size() == 1;
            String type = isDynamic ? block.labels().get(0) : block.type();
            Group group = groups.computeIfAbsent(type, key -> new Group(block.position()));
            if (isDynamic) {
                generate(block, type, scope, group);
            } else {
                group.bodies.add(new ScopedBody(block.body(), scope, block.position()));
            }
        }
        return groups;
    }

    private void generate(Block dynamic, String type, Scope scope, Group group) {
        try {
            Optional<Expression> forEach = dynamic.body().value("for_each");
            Value items = forEach.isPresent()
                    ? evaluator.evaluate(forEach.get(), scope).resolved()
                    : Value.absent();
            if (items instanceof Value.Unknown unknown) {
                group.unknown = Optional.of(unknown);
                return;
            }
            String iterator = iterator(dynamic.body(), type);
            for (Map.Entry<Value, Value> item : entries(items)) {
                Mapping names = new Mapping(Map.of("key", item.getKey(), "value", item.getValue()));
                Scope inner = scope.with(Map.of(iterator, names));
                dynamic.body()
                        .blocks("content")
                        .forEach(
                                content -> group.bodies.add(new ScopedBody(content.body(), inner, dynamic.position())));
            }
        } catch (EvaluationException e) {
            group.unknown = Optional.of(Value.Unknown.untilPlan(e.reason()));
        } catch (UnevaluatedException e) {
            group.unknown = Optional.of(Value.Unknown.untilPlan(e.reason()));
        }
    }

    private static String iterator(Body dynamic, String type) {
        Expression iterator = dynamic.value("iterator").orElseGet(() -> new Expression.Variable(type));
        if (iterator instanceof Expression.Literal literal) {
            return Conversion.text(literal.value());
        }
        return iterator instanceof Expression.Variable variable ? variable.name() : type;
    }

    private List<Map.Entry<Value, Value>> entries(Value items) {
        List<Map.Entry<Value, Value>> entries = new ArrayList<>();
        if (items instanceof Mapping mapping) {
            mapping.entries().forEach((key, value) -> entries.add(Map.entry(Value.of(key), value)));
        } else if (items instanceof Sequence sequence) {
            for (Value item : sequence.items()) {
                boolean isSet = sequence.kind() == Sequence.Kind.SET;
                entries.add(Map.entry(isSet ? item : Value.of(entries.size()), item));
            }
        } else {
            throw new EvaluationException("a dynamic block needs a list or map, not " + Conversion.kind(items));
        }
        if (entries.size() > MOST) {
            throw new UnevaluatedException("a dynamic block has more than " + MOST + " items");
        }
        evaluator.budget().spend(entries.size() * STEPS_OF_A_BLOCK);
        return entries;
    }
}
