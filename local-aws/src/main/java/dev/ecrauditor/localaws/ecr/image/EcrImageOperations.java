package dev.ecrauditor.localaws.ecr.image;

import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.stream.Stream;

/** The operations of ECR on images. */
public final class EcrImageOperations {

    private final Registries registries;

    public EcrImageOperations(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return Stream.of(
                        new EcrImages(registries).operations(),
                        new EcrPutImage(registries).operations(),
                        new EcrManifests(registries).operations(),
                        new EcrImageStates(registries).operations())
                .flatMap(List::stream)
                .toList();
    }
}
