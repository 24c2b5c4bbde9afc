package dev.ecrauditor.iac.terraform.function;

import dev.ecrauditor.iac.terraform.value.Conversion;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Mapping;
import dev.ecrauditor.iac.terraform.value.Sequence;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The functions that are evaluated. The result of each other function is unknown. */
public final class FunctionCatalog {

    /** What has to be known of the arguments before a function is called. */
    private enum Known {
        WHOLLY,
        OUTERMOST,
        AS_IT_IS
    }

    private record Entry(Known known, TerraformFunction function) {}

    private final Map<String, Entry> entries = new HashMap<>();

    public FunctionCatalog() {
        add(Known.WHOLLY, TextFunctions.ALL);
        add(Known.WHOLLY, NumberFunctions.ALL);
        add(Known.WHOLLY, RegexFunctions.ALL);
        add(Known.WHOLLY, EncodingFunctions.ALL);
        add(Known.WHOLLY, FileFunctions.ALL);
        add(Known.WHOLLY, SetFunctions.ALL);
        add(Known.OUTERMOST, ListFunctions.ALL);
        add(Known.OUTERMOST, MapFunctions.ALL);
        add(Known.AS_IT_IS, ChoiceFunctions.ALL);
    }

    private void add(Known known, Map<String, TerraformFunction> functions) {
        functions.forEach((name, function) -> entries.put(name, new Entry(known, function)));
    }

    /**
     * The result of a function.
     *
     * @throws EvaluationException for arguments that Terraform would refuse
     */
    public Value call(String name, Arguments arguments) {
        Entry entry = entries.get(name.startsWith("core::") ? name.substring("core::".length()) : name);
        if (entry == null) {
            return Value.Unknown.untilPlan("the function " + name + " is not evaluated");
        }
        Arguments prepared = prepared(entry.known(), arguments);
        if (entry.known() != Known.AS_IT_IS) {
            Optional<Value> unknown = unknown(entry.known(), prepared);
            if (unknown.isPresent()) {
                return unknown.get();
            }
        }
        try {
            Value result = entry.function().call(prepared);
            arguments.budget().spend(entry.known() == Known.WHOLLY ? result.weight() : size(result));
            return result;
        } catch (EvaluationException e) {
            throw new EvaluationException("the function " + name + " fails: " + e.reason());
        } catch (UnevaluatedException e) {
            throw new UnevaluatedException("the function " + name + " is not evaluated: " + e.reason());
        }
    }

    private static long size(Value value) {
        if (value instanceof Sequence sequence) {
            return sequence.items().size();
        }
        return value instanceof Mapping mapping ? mapping.entries().size() : 1;
    }

    private static Arguments prepared(Known known, Arguments arguments) {
        return switch (known) {
            case WHOLLY -> {
                arguments.values().forEach(value -> arguments.budget().spend(value.weight()));
                yield arguments.map(Conversion::resolveAll);
            }
            case OUTERMOST -> arguments.map(Value::resolved);
            case AS_IT_IS -> arguments;
        };
    }

    private static Optional<Value> unknown(Known known, Arguments arguments) {
        for (Value value : arguments.values()) {
            if (value instanceof Value.Unknown) {
                return Optional.of(value);
            }
            Optional<Value.Unknown> inside = known == Known.WHOLLY ? Conversion.firstUnknown(value) : Optional.empty();
            if (inside.isPresent()) {
                return Optional.of(inside.get());
            }
        }
        return Optional.empty();
    }
}
