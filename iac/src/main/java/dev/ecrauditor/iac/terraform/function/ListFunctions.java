package dev.ecrauditor.iac.terraform.function;

import static java.util.Map.entry;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Functions of lists whose items need not be known. */
final class ListFunctions {

    static final Map<String, TerraformFunction> ALL = Map.ofEntries(
            entry("chunklist", ListFunctions::chunks),
            entry("coalescelist", ListFunctions::firstThatIsNotEmpty),
            entry("concat", ListFunctions::concat),
            entry("element", ListFunctions::element),
            entry("flatten", ListFunctions::flatten),
            entry("length", ListFunctions::length),
            entry("one", ListFunctions::one),
            entry("reverse", ListFunctions::reverse),
            entry("slice", a -> Sequence.list(part(a.items(0), a.integer(1), a.integer(2)))),
            entry(
                    "tolist",
                    a -> a.value(0) instanceof Value.Null
                            ? Value.absent()
                            : Sequence.list(ElementType.unify(a.items(0)))));

    private ListFunctions() {}

    private static Value concat(Arguments arguments) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            all.addAll(arguments.items(i));
        }
        return Sequence.list(all);
    }

    private static Value element(Arguments arguments) {
        List<Value> items = arguments.items(0);
        if (items.isEmpty()) {
            throw new EvaluationException("the list is empty");
        }
        if (arguments.integer(1) < 0) {
            throw new EvaluationException("the index is negative");
        }
        return items.get(arguments.integer(1) % items.size());
    }

    private static Value length(Arguments arguments) {
        Value value = arguments.value(0);
        if (value instanceof Value.Text text) {
            return Value.of(text.text().codePointCount(0, text.text().length()));
        }
        if (value instanceof Mapping mapping) {
            return Value.of(mapping.entries().size());
        }
        if (value instanceof Sequence sequence) {
            return Value.of(sequence.items().size());
        }
        throw new EvaluationException("a list, map or text is required, not " + Conversion.kind(value));
    }

    private static Value one(Arguments arguments) {
        List<Value> items = arguments.items(0);
        if (items.size() > 1) {
            throw new EvaluationException("the list has more than one item");
        }
        return items.isEmpty() ? Value.absent() : items.get(0);
    }

    private static Value firstThatIsNotEmpty(Arguments arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.value(i) instanceof Sequence sequence
                    && !sequence.items().isEmpty()) {
                return sequence;
            }
        }
        throw new EvaluationException("all lists are empty");
    }

    private static Value reverse(Arguments arguments) {
        List<Value> items = new ArrayList<>(arguments.items(0));
        Collections.reverse(items);
        return Sequence.list(items);
    }

    private static List<Value> part(List<Value> items, int from, int to) {
        if (from < 0 || to < from || to > items.size()) {
            throw new EvaluationException("the part is outside the list");
        }
        return items.subList(from, to);
    }

    private static Value chunks(Arguments arguments) {
        List<Value> items = arguments.items(0);
        int size = arguments.integer(1);
        if (size < 0) {
            throw new EvaluationException("the size is negative");
        }
        List<Value> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size == 0 ? items.size() : size) {
            int to = size == 0 ? items.size() : Math.min(items.size(), from + Math.min(size, items.size()));
            chunks.add(Sequence.list(items.subList(from, to)));
        }
        return Sequence.list(chunks);
    }

    private static Value flatten(Arguments arguments) {
        List<Value> flat = new ArrayList<>();
        for (Value item : arguments.items(0)) {
            flatten(item, flat, arguments);
        }
        for (Value item : flat) {
            if (item instanceof Value.Unknown) {
                return item;
            }
        }
        return Sequence.list(flat);
    }

    private static void flatten(Value value, List<Value> flat, Arguments arguments) {
        arguments.budget().spend(1);
        Value known = value.resolved();
        if (known instanceof Sequence sequence) {
            sequence.items().forEach(item -> flatten(item, flat, arguments));
        } else {
            flat.add(value);
        }
    }
}
