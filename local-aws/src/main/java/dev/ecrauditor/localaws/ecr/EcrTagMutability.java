package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** ECR's PutImageTagMutability. */
public final class EcrTagMutability {

    private final Registries registries;

    public EcrTagMutability(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return List.of(Operation.of(
                AwsService.ECR,
                "PutImageTagMutability",
                this::put,
                "registryId",
                "repositoryName",
                "imageTagMutability",
                "imageTagMutabilityExclusionFilters"));
    }

    private ObjectNode put(Call call) {
        Repository repository = registries.repositoryOf(call);
        if (!call.parameters().has("imageTagMutability")) {
            throw call.invalid("imageTagMutability", "is required");
        }
        TagMutability mutability = TagMutability.read(call.parameters());
        registries.registryOf(call).put(repository.withTagMutability(mutability));
        return mutability.describe(
                Json.object().put("registryId", call.place().account()).put("repositoryName", repository.name()));
    }
}
