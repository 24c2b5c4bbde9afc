package dev.ecrauditor.iac.terraform.function;

import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Functions of maps whose values need not be known. */
final class MapFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry(
                    "keys",
                    a -> Sequence.list(
                            a.entries(0).keySet().stream().map(Value::of).toList())),
            entry("merge", MapFunctions::merge),
            entry("tomap", MapFunctions::unified),
            entry("values", a -> Sequence.list(List.copyOf(a.entries(0).values()))),
            entry("zipmap", MapFunctions::zip));

    private MapFunctions() {}

    private static Value merge(Arguments arguments) {
        Map<String, Value> merged = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (!(arguments.value(i) instanceof Value.Null)) {
                merged.putAll(arguments.entries(i));
            }
        }
        return new Mapping(merged);
    }

    private static Value unified(Arguments arguments) {
        if (arguments.value(0) instanceof Value.Null) {
            return Value.absent();
        }
        Map<String, Value> entries = arguments.entries(0);
        List<Value> values = ElementType.unify(List.copyOf(entries.values()));
        return zip(List.copyOf(entries.keySet()), values);
    }

    private static Value zip(Arguments arguments) {
        List<String> keys = new ArrayList<>();
        for (Value key : arguments.items(0)) {
            Value known = key.resolved();
            if (known instanceof Value.Unknown) {
                return known;
            }
            keys.add(Conversion.text(known));
        }
        return zip(keys, arguments.items(1));
    }

    private static Value zip(List<String> keys, List<Value> values) {
        if (keys.size() != values.size()) {
            throw new EvaluationException("there are not as many keys as values");
        }
        Map<String, Value> entries = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            entries.put(keys.get(i), values.get(i));
        }
        return new Mapping(entries);
    }
}
