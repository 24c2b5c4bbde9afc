package dev.ecrauditor.iac.terraform.module;

import dev.ecrauditor.iac.declaration.DeclaredResource;
import dev.ecrauditor.iac.declaration.DeclaredValue;
import dev.ecrauditor.iac.terraform.block.BlockProperties;
import dev.ecrauditor.iac.terraform.block.Instances;
import dev.ecrauditor.iac.terraform.hcl.Block;
import dev.ecrauditor.iac.terraform.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the resources of a module and of the modules that it calls. */
final class ResourceReader {

    private final List<DeclaredResource> resources = new ArrayList<>();

    private ResourceReader() {}

    static List<DeclaredResource> read(ModuleInstance root) {
        ResourceReader reader = new ResourceReader();
        reader.module(root);
        return List.copyOf(reader.resources);
    }

    private void module(ModuleInstance module) {
        module.source().resources().forEach((name, block) -> {
            if (!block.labels().isEmpty() && isRead(block.labels().get(0))) {
                resource(module, name, block);
            }
        });
        module.calls().modules().forEach(this::module);
    }

    /** True for the types whose resources are evaluated: those of ECR and KMS. */
    static boolean isRead(String type) {
        return type.startsWith("aws_ecr_") || type.startsWith("aws_kms_");
    }

    private void resource(ModuleInstance module, String name, Block block) {
        Instances instances = module.resources().instances(name, block);
        BlockProperties properties = new BlockProperties(module.evaluation().evaluator());
        for (Instances.Instance instance : instances.all()) {
            if (!module.evaluation().begin(block.position())) {
                return;
            }
            Map<String, DeclaredValue> declared =
                    new LinkedHashMap<>(properties.of(block.body(), module.with(instance.names())));
            existence(block, instances.unknown().or(() -> module.place().unknown()))
                    .ifPresent(unknown -> declared.put("count", unknown));
            resources.add(new DeclaredResource(
                    block.labels().get(0),
                    module.place().address() + name + instance.suffix(),
                    new DeclaredValue.Properties(declared, block.position()),
                    block.position()));
        }
    }

    /** Whether the resource exists at all is a property like the others where it is not known. */
    private static Optional<DeclaredValue> existence(Block block, Optional<Value.Unknown> unknown) {
        return unknown.map(reason -> new DeclaredValue.Unresolved(reason.reason(), block.position()));
    }
}
