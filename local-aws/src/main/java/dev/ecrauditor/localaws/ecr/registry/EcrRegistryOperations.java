package dev.ecrauditor.localaws.ecr.registry;

import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.stream.Stream;

/** The operations of ECR on the settings of a registry. */
public final class EcrRegistryOperations {

    private final Registries registries;
    private final IdGenerator ids;

    public EcrRegistryOperations(Registries registries, IdGenerator ids) {
        this.registries = registries;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return Stream.of(
                        new EcrRegistryPolicy(registries).operations(),
                        new EcrReplication(registries).operations(),
                        new EcrBackfills(registries, ids).operations(),
                        new EcrCreationTemplates(registries).operations(),
                        new EcrPullThroughCache(registries).operations())
                .flatMap(List::stream)
                .toList();
    }
}
