package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.terraform.block.Instances;
import dev.ecrauditor.iac.terraform.evaluation.Scope;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.hcl.Expression;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.Optional;
import java.util.Set;

/** What expressions see of the resources of a module. */
final class ResourceValues {

    /** Attributes that name a resource: whoever evaluates them needs to know which resource it is. */
    private static final Set<String> IDENTITIES =
            Set.of("arn", "id", "key_id", "name", "target_key_arn", "target_key_id");

    private final ModuleInstance module;
    private final OnceEvaluated<Instances> instances = new OnceEvaluated<>();
    private final DerivedAttributes derived;

    ResourceValues(ModuleInstance module) {
        this.module = module;
        this.derived = new DerivedAttributes(module.evaluation().facts());
    }

    Instances instances(String name, Block block) {
        return instances.get(
                name,
                () -> Instances.of(block.body(), module, module.evaluation().evaluator()));
    }

    Value value(String name) {
        Block block = module.source().resources().get(name);
        if (block == null) {
            return Value.Unknown.untilPlan(name + " is not declared in the files that were read");
        }
        return instances(name, block).value(instance -> value(name, block, instance));
    }

    private Value value(String name, Block block, Instances.Instance instance) {
        String address = module.place().address() + name + instance.suffix();
        Scope scope = module.with(instance.names());
        return new NamedValues(address, attribute -> attribute(block, scope, address, attribute));
    }

    private Value attribute(Block block, Scope scope, String address, String attribute) {
        if (IDENTITIES.contains(attribute)) {
            return new Value.Reference(address, attribute, () -> known(block, scope, address, attribute));
        }
        Value known = known(block, scope, address, attribute);
        return known instanceof Value.Unknown ? new Value.Reference(address, attribute, () -> known) : known;
    }

    private Value known(Block block, Scope scope, String address, String attribute) {
        Optional<Expression> declared = block.body().value(attribute);
        if (declared.isPresent()) {
            return module.evaluation()
                    .evaluator()
                    .evaluate(declared.get(), scope)
                    .resolved();
        }
        return derived.of(block, address, attribute, name -> known(block, scope, address, name))
                .orElseGet(() -> Value.Unknown.untilPlan(address + "." + attribute + " is known after apply"));
    }
}
