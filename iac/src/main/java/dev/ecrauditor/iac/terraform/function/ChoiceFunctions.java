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
import java.util.function.UnaryOperator;

/** Functions that pass one of their arguments on, so that a reference to a resource stays one. */
final class ChoiceFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("coalesce", ChoiceFunctions::firstThatIsSet),
            entry("compact", ChoiceFunctions::withoutEmpty),
            entry("join", ChoiceFunctions::join),
            entry("lookup", ChoiceFunctions::lookup),
            entry("nonsensitive", a -> a.value(0)),
            entry("sensitive", a -> new Value.Unknown("the value is marked as sensitive and is not read")),
            entry("tobool", a -> converted(a.value(0), value -> Value.of(Conversion.bool(value)))),
            entry("tonumber", a -> converted(a.value(0), value -> new Value.Num(Conversion.number(value)))),
            entry("tostring", a -> converted(a.value(0), value -> Value.of(Conversion.text(value)))));

    private ChoiceFunctions() {}

    private static Value converted(Value value, UnaryOperator<Value> conversion) {
        Value known = value.resolved();
        if (known instanceof Value.Unknown) {
            return value;
        }
        return known instanceof Value.Null ? known : conversion.apply(known);
    }

    private static boolean isEmpty(Value value) {
        Value known = value.resolved();
        return known instanceof Value.Null
                || (known instanceof Value.Text text && text.text().isEmpty());
    }

    private static Value firstThatIsSet(Arguments arguments) {
        for (Value value : arguments.values()) {
            if (!isEmpty(value)) {
                boolean isAmongTexts = arguments.values().stream().anyMatch(Value.Text.class::isInstance);
                return isAmongTexts ? ElementType.asText(value) : value;
            }
        }
        throw new EvaluationException("all arguments are empty");
    }

    private static Value withoutEmpty(Arguments arguments) {
        Value list = arguments.value(0).resolved();
        if (list instanceof Value.Unknown) {
            return list;
        }
        List<Value> kept = new ArrayList<>();
        for (Value value : arguments.map(Value::resolved).items(0)) {
            if (value instanceof Value.Unknown) {
                return value;
            }
            if (!isEmpty(value)) {
                kept.add(value);
            }
        }
        return Sequence.list(kept);
    }

    /** The items of a list of one reference are often joined, to get the one that may not exist. */
    private static Value join(Arguments arguments) {
        if (arguments.size() == 2
                && arguments.value(1).resolved() instanceof Sequence sequence
                && sequence.items().size() == 1
                && sequence.items().get(0) instanceof Value.Reference reference) {
            return reference;
        }
        Arguments known = arguments.map(Conversion::resolveAll);
        for (Value value : known.values()) {
            var unknown = Conversion.firstUnknown(value);
            if (unknown.isPresent()) {
                return unknown.get();
            }
        }
        return TextFunctions.join(known);
    }

    private static Value lookup(Arguments arguments) {
        Value map = arguments.value(0).resolved();
        Value key = arguments.value(1).resolved();
        if (map instanceof Value.Unknown) {
            return map;
        }
        if (key instanceof Value.Unknown) {
            return key;
        }
        if (map instanceof Mapping mapping) {
            return mapping.get(Conversion.text(key)).orElseGet(() -> arguments.value(2));
        }
        throw new EvaluationException("a map is required, not " + Conversion.kind(map));
    }
}
