package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.function.FileAccess;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.source.ModuleFileAccess;
import dev.ecrauditor.iac.terraform.source.ModuleSource;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A module with the values of its variables: the names that its expressions can use. */
final class ModuleInstance implements Scope {

    private final Evaluation evaluation;
    private final ModuleSource source;
    private final ModulePlace place;
    private final Variables variables;
    private final ResourceValues resources;
    private final DataValues data;
    private final ModuleCalls calls;
    private final OnceEvaluated<Value> values = new OnceEvaluated<>();

    /**
     * A module with its arguments.
     *
     * @param arguments the values of variables, each evaluated when it is used
     */
    ModuleInstance(
            Evaluation evaluation, ModuleSource source, ModulePlace place, Map<String, Supplier<Value>> arguments) {
        this.evaluation = evaluation;
        this.source = source;
        this.place = place;
        this.variables = new Variables(source, evaluation.evaluator(), arguments);
        this.resources = new ResourceValues(this);
        this.data = new DataValues(this);
        this.calls = new ModuleCalls(this);
    }

    Evaluation evaluation() {
        return evaluation;
    }

    ModuleSource source() {
        return source;
    }

    ModulePlace place() {
        return place;
    }

    ModuleCalls calls() {
        return calls;
    }

    ResourceValues resources() {
        return resources;
    }

    @Override
    public Optional<Value> variable(String name) {
        return switch (name) {
            case "var" -> Optional.of(new NamedValues("var", variable -> once("var.", variable, variables::value)));
            case "local" -> Optional.of(new NamedValues("local", local -> once("local.", local, this::local)));
            case "module" -> Optional.of(new NamedValues("module", call -> once("module.", call, calls::value)));
            case "data" ->
                Optional.of(new NamedValues(
                        "data",
                        type -> new NamedValues(
                                "data." + type,
                                each -> once("data." + type + ".", each, n -> data.value(type + "." + n)))));
            case "path" -> Optional.of(new NamedValues("path", place::path));
            case "terraform" ->
                Optional.of(new NamedValues(
                        "terraform", each -> Value.Unknown.untilPlan("terraform." + each + " is not in the sources")));
            case "each", "count", "self" -> Optional.empty();
            default ->
                Optional.of(new NamedValues(
                        name, each -> once(name + ".", each, n -> resources.value(name + "." + n))));
        };
    }

    /** How a name becomes its value. */
    private interface Lookup {
        Value of(String name);
    }

    private Value once(String prefix, String name, Lookup lookup) {
        return values.get(prefix + name, () -> lookup.of(name));
    }

    private Value local(String name) {
        Body.Attribute local = source.locals().get(name);
        return local == null
                ? Value.Unknown.untilPlan("local." + name + " is not declared in the files that were read")
                : evaluation.evaluator().evaluate(local.value(), this);
    }

    /** The value of an output, for the module that calls this one. */
    Value output(String name) {
        return once("output.", name, this::evaluatedOutput);
    }

    private Value evaluatedOutput(String name) {
        Block output = source.outputs().get(name);
        if (output == null) {
            return Value.Unknown.untilPlan("the output " + name + " is not declared in the files that were read");
        }
        return output.body()
                .value("value")
                .map(value -> evaluation.evaluator().evaluate(value, this))
                .orElse(Value.absent());
    }

    @Override
    public FileAccess files() {
        return new ModuleFileAccess(evaluation.files().tree(), place.workingDirectory());
    }
}
