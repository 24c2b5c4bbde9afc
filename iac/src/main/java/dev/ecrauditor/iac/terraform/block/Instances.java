package dev.ecrauditor.iac.terraform.block;

import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.json.JsonText;
import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The instances of a block with {@code count} or {@code for_each}.
 *
 * @param unknown why their number is not known; then one instance stands for all of them
 */
public record Instances(Shape shape, List<Instance> all, Optional<Value.Unknown> unknown) {

    /** As many as Terraform plans in reasonable time. */
    private static final int MOST = 20_000;

    /** What the block is to the expressions that use it. */
    public enum Shape {
        ONE,
        LIST,
        MAP
    }

    /**
     * One of them.
     *
     * @param key in the map; empty in a list
     * @param suffix behind the name of the block, for example {@code ["app"]}
     * @param names what its expressions can use, as {@code each}
     */
    public record Instance(String key, String suffix, Map<String, Value> names) {}

    public Instances {
        all = List.copyOf(all);
    }

    public static Instances of(Body body, Scope scope, Evaluator evaluator) {
        Optional<Expression> count = body.value("count");
        Optional<Expression> forEach = body.value("for_each");
        if (count.isEmpty() && forEach.isEmpty()) {
            return new Instances(Shape.ONE, List.of(new Instance("", "", Map.of())), Optional.empty());
        }
        try {
            Value value = evaluator
                    .evaluate(count.or(() -> forEach).orElseThrow(), scope)
                    .resolved();
            if (value instanceof Value.Unknown unknown) {
                return undetermined(unknown);
            }
            return count.isPresent() ? counted(value) : keyed(value);
        } catch (EvaluationException e) {
            return undetermined(Value.Unknown.untilPlan(e.reason()));
        } catch (UnevaluatedException e) {
            return undetermined(Value.Unknown.untilPlan(e.reason()));
        }
    }

    private static Instances undetermined(Value.Unknown unknown) {
        Map<String, Value> names = Map.of(
                "count", new Mapping(Map.of("index", unknown)),
                "each", new Mapping(Map.of("key", unknown, "value", unknown)));
        return new Instances(Shape.ONE, List.of(new Instance("", "", names)), Optional.of(unknown));
    }

    private static Instances counted(Value value) {
        int count = Conversion.index(value);
        limit(count);
        List<Instance> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Value index = new Mapping(Map.of("index", Value.of(i)));
            all.add(new Instance("", "[" + i + "]", Map.of("count", index)));
        }
        return new Instances(Shape.LIST, all, Optional.empty());
    }

    private static Instances keyed(Value value) {
        Map<String, Value> entries = new TreeMap<>();
        if (value instanceof Mapping mapping) {
            entries.putAll(mapping.entries());
        } else if (value instanceof Sequence sequence && sequence.kind() == Sequence.Kind.SET) {
            for (Value item : sequence.items()) {
                Value known = item.resolved();
                if (known instanceof Value.Unknown unknown) {
                    return undetermined(unknown);
                }
                entries.put(Conversion.text(known), known);
            }
        } else {
            throw new EvaluationException("for_each needs a map or a set, not " + Conversion.kind(value));
        }
        limit(entries.size());
        List<Instance> all = new ArrayList<>();
        entries.forEach((key, entry) -> {
            Value each = new Mapping(Map.of("key", Value.of(key), "value", entry));
            all.add(new Instance(key, "[" + JsonText.of(Value.of(key)) + "]", Map.of("each", each)));
        });
        return new Instances(Shape.MAP, all, Optional.empty());
    }

    private static void limit(int count) {
        if (count < 0 || count > MOST) {
            throw new UnevaluatedException("the number of instances is not between 0 and " + MOST);
        }
    }

    /** What expressions see: the instance itself, or a list or map of instances. */
    public Value value(Function<Instance, Value> valueOf) {
        if (unknown.isPresent()) {
            return unknown.get();
        }
        return switch (shape) {
            case ONE -> valueOf.apply(all.get(0));
            case LIST -> Sequence.list(all.stream().map(valueOf).toList());
            case MAP -> {
                Map<String, Value> values = new TreeMap<>();
                all.forEach(instance -> values.put(instance.key(), valueOf.apply(instance)));
                yield new Mapping(values);
            }
        };
    }
}
