package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.block.Instances;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Body;
import dev.ecrauditor.iac.terraform.source.ModuleSource;
import dev.ecrauditor.iac.terraform.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The modules that a module calls. */
final class ModuleCalls {

    private static final int MOST_LEVELS = 20;

    /** Arguments of a call that are no variables of the module. */
    private static final Set<String> META = Set.of("source", "version", "count", "for_each", "providers", "depends_on");

    private final ModuleInstance caller;
    private final OnceEvaluated<Called> called = new OnceEvaluated<>();

    /**
     * A call with its instances.
     *
     * @param unread why the files of the module were not read; then there is no instance
     */
    private record Called(Instances instances, Map<Instances.Instance, ModuleInstance> modules, String unread) {}

    ModuleCalls(ModuleInstance caller) {
        this.caller = caller;
    }

    /** The modules that are called, in the order of the files. */
    List<ModuleInstance> modules() {
        List<ModuleInstance> modules = new ArrayList<>();
        caller.source().calls().forEach((name, block) -> {
            Called call = called(name, block);
            if (!call.unread().isEmpty() && !call.instances().all().isEmpty()) {
                caller.evaluation().omit(block.position(), call.unread());
            }
            call.instances().all().stream()
                    .filter(call.modules()::containsKey)
                    .map(call.modules()::get)
                    .forEach(modules::add);
        });
        return modules;
    }

    Value value(String name) {
        Block block = caller.source().calls().get(name);
        if (block == null) {
            return Value.Unknown.untilPlan("module." + name + " is not declared in the files that were read");
        }
        Called call = called(name, block);
        return call.instances().value(instance -> {
            ModuleInstance module = call.modules().get(instance);
            String description = "module." + name + instance.suffix();
            return module == null
                    ? new NamedValues(description, output -> Value.Unknown.untilPlan(call.unread()))
                    : new NamedValues(description, module::output);
        });
    }

    private Called called(String name, Block block) {
        return called.get("module." + name, () -> call(name, block));
    }

    private Called call(String name, Block block) {
        Instances instances =
                Instances.of(block.body(), caller, caller.evaluation().evaluator());
        ModuleLocation location = ModuleLocation.of(name, block.body(), caller);
        Optional<ModuleSource> source = location.directory()
                .flatMap(directory -> caller.evaluation().files().module(directory));
        if (source.isEmpty() || isTooDeep()) {
            String why = isTooDeep() ? "more than " + MOST_LEVELS + " modules call each other" : location.unread();
            return new Called(instances, Map.of(), "module " + name + " is not read: " + why);
        }
        Map<Instances.Instance, ModuleInstance> modules = new HashMap<>();
        for (Instances.Instance instance : instances.all()) {
            if (caller.evaluation().begin(block.position())) {
                ModulePlace place =
                        caller.place().called(name, source.get().directory(), instance, instances.unknown());
                modules.put(
                        instance,
                        new ModuleInstance(
                                caller.evaluation(), source.get(), place, arguments(block.body(), instance)));
            }
        }
        return new Called(instances, modules, "");
    }

    private boolean isTooDeep() {
        return caller.place().calls().chars().filter(c -> c == '.').count() >= MOST_LEVELS - 1;
    }

    private Map<String, Supplier<Value>> arguments(Body call, Instances.Instance instance) {
        Scope scope = caller.with(instance.names());
        Map<String, Supplier<Value>> arguments = new HashMap<>();
        for (Body.Attribute argument : call.attributes()) {
            if (!META.contains(argument.name())) {
                arguments.put(
                        argument.name(), () -> caller.evaluation().evaluator().evaluate(argument.value(), scope));
            }
        }
        return arguments;
    }

    /** The directories of the local modules that are called, whatever {@code count} says. */
    static Set<Path> localTargets(ModuleSource source) {
        Set<Path> targets = new HashSet<>();
        source.calls()
                .values()
                .forEach(call -> ModuleLocation.localSource(call.body())
                        .ifPresent(path ->
                                targets.add(source.directory().resolve(path).normalize())));
        return targets;
    }
}
