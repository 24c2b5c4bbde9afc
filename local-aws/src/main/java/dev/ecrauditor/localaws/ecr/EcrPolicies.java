package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** ECR's SetRepositoryPolicy, GetRepositoryPolicy and DeleteRepositoryPolicy. */
public final class EcrPolicies {

    private final Registries registries;

    public EcrPolicies(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "SetRepositoryPolicy",
                        this::set,
                        "registryId",
                        "repositoryName",
                        "policyText",
                        "force"),
                Operation.of(AwsService.ECR, "GetRepositoryPolicy", this::get, "registryId", "repositoryName"),
                Operation.of(AwsService.ECR, "DeleteRepositoryPolicy", this::delete, "registryId", "repositoryName"));
    }

    private ObjectNode set(Call call) {
        Repository repository = registries.repositoryOf(call);
        String text = PolicyText.reformatted(call.parameters().text("policyText"), "repository");
        registries.registryOf(call).setPolicy(repository.name(), text);
        return answer(repository, text);
    }

    private ObjectNode get(Call call) {
        Repository repository = registries.repositoryOf(call);
        return answer(repository, policyOf(call, repository));
    }

    private ObjectNode delete(Call call) {
        Repository repository = registries.repositoryOf(call);
        String text = policyOf(call, repository);
        registries.registryOf(call).removePolicy(repository.name());
        return answer(repository, text);
    }

    private String policyOf(Call call, Repository repository) {
        return registries
                .registryOf(call)
                .policy(repository.name())
                .orElseThrow(() -> AwsError.badRequest(
                        "RepositoryPolicyNotFoundException",
                        "Repository policy does not exist for the repository with name '" + repository.name()
                                + "' in the registry with id '" + call.place().account() + "'"));
    }

    private static ObjectNode answer(Repository repository, String text) {
        return Json.object()
                .put("registryId", repository.place().account())
                .put("repositoryName", repository.name())
                .put("policyText", text);
    }
}
