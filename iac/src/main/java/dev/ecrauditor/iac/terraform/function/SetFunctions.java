package dev.ecrauditor.iac.terraform.function;

import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Functions that compare the items of lists and sets. */
final class SetFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("alltrue", a -> Value.of(a.items(0).stream().allMatch(SetFunctions::isTrue))),
            entry("anytrue", a -> Value.of(a.items(0).stream().anyMatch(SetFunctions::isTrue))),
            entry("contains", a -> Value.of(a.items(0).contains(a.value(1)))),
            entry("distinct", a -> Sequence.list(List.copyOf(new LinkedHashSet<>(a.items(0))))),
            entry("index", SetFunctions::index),
            entry(
                    "setintersection",
                    a -> combine(a, (value, rest) -> rest.stream().allMatch(s -> s.contains(value)))),
            entry("setproduct", SetFunctions::product),
            entry("setsubtract", a -> combine(a, (value, rest) -> rest.stream().noneMatch(s -> s.contains(value)))),
            entry("setunion", SetFunctions::union),
            entry(
                    "sort",
                    a -> Sequence.list(
                            a.texts(0).stream().sorted().map(Value::of).toList())),
            entry(
                    "toset",
                    a -> a.value(0) instanceof Value.Null
                            ? Value.absent()
                            : Sequence.set(ElementType.unify(a.items(0)))));

    private SetFunctions() {}

    private static boolean isTrue(Value value) {
        return !(value instanceof Value.Null) && Conversion.bool(value);
    }

    private static Value index(Arguments arguments) {
        int index = arguments.items(0).indexOf(arguments.value(1));
        if (index < 0) {
            throw new EvaluationException("the list does not contain the value");
        }
        return Value.of(index);
    }

    private static Value combine(Arguments arguments, BiPredicate<Value, List<Set<Value>>> wanted) {
        List<Set<Value>> rest = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            rest.add(Set.copyOf(arguments.items(i)));
        }
        return Sequence.set(arguments.items(0).stream()
                .filter(value -> wanted.test(value, rest))
                .toList());
    }

    private static Value union(Arguments arguments) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            all.addAll(arguments.items(i));
        }
        return Sequence.set(ElementType.unify(all));
    }

    private static Value product(Arguments arguments) {
        List<List<Value>> rows = List.of(List.of());
        boolean isSet = true;
        for (int i = 0; i < arguments.size(); i++) {
            isSet &= arguments.value(i) instanceof Sequence sequence && sequence.kind() == Sequence.Kind.SET;
            List<List<Value>> longer = new ArrayList<>();
            for (List<Value> row : rows) {
                for (Value item : arguments.items(i)) {
                    List<Value> next = new ArrayList<>(row);
                    next.add(item);
                    arguments.budget().spend(next.size());
                    longer.add(next);
                }
            }
            rows = longer;
        }
        List<Value> lists = rows.stream().<Value>map(Sequence::list).toList();
        return isSet ? Sequence.set(lists) : Sequence.list(lists);
    }
}
