package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.evaluation.Evaluator;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.source.ModuleSource;
import dev.ecrauditor.iac.terraform.source.NoFiles;
import dev.ecrauditor.iac.terraform.value.EvaluationException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The variables of a module: arguments, else defaults, converted to their types. */
final class Variables {

    private static final Scope NO_NAMES = Scope.of(Map.of(), new NoFiles());

    private final ModuleSource source;
    private final Evaluator evaluator;
    private final Map<String, Supplier<Value>> arguments;

    Variables(ModuleSource source, Evaluator evaluator, Map<String, Supplier<Value>> arguments) {
        this.source = source;
        this.evaluator = evaluator;
        this.arguments = arguments;
    }

    /** For values that are constants. */
    static Scope noNames() {
        return NO_NAMES;
    }

    Value value(String name) {
        Block variable = source.variables().get(name);
        if (variable == null) {
            return Value.Unknown.untilPlan("variable " + name + " is not declared in the files that were read");
        }
        if (isTrue(variable, "sensitive") || isTrue(variable, "ephemeral")) {
            return new Value.Unknown("variable " + name + " is sensitive and is not read");
        }
        Optional<Value> standard = constant(variable, "default");
        Supplier<Value> argument = arguments.get(name);
        Optional<Value> given = argument == null ? standard : Optional.of(argument.get());
        if (given.isEmpty()) {
            return Value.Unknown.untilPlan("variable " + name + " has no value");
        }
        boolean mayBeNull =
                constant(variable, "nullable").map(Value.of(true)::equals).orElse(true);
        Value value = given.get() instanceof Value.Null && !mayBeNull ? standard.orElse(Value.absent()) : given.get();
        return converted(name, variable, value);
    }

    private boolean isTrue(Block variable, String attribute) {
        return constant(variable, attribute).map(Value.of(true)::equals).orElse(false);
    }

    private Optional<Value> constant(Block variable, String attribute) {
        return variable.body().value(attribute).map(value -> evaluator.evaluateSafely(value, NO_NAMES));
    }

    private Value converted(String name, Block variable, Value value) {
        Optional<Expression> type = variable.body().value("type");
        if (type.isEmpty()
                || value instanceof Value.Null
                || value instanceof Value.Unknown
                || value instanceof Value.Reference
                || value instanceof Value.Namespace) {
            return value;
        }
        try {
            evaluator.budget().spend(value.weight());
            return new TypeConstraintReader(evaluator, NO_NAMES)
                    .type(type.get())
                    .convert(value);
        } catch (EvaluationException e) {
            return Value.Unknown.untilPlan("variable " + name + " has a value of another type: " + e.reason());
        }
    }
}
