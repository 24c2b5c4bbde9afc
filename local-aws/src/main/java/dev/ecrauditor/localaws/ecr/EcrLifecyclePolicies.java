package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** ECR's PutLifecyclePolicy, GetLifecyclePolicy and DeleteLifecyclePolicy; no image expires. */
public final class EcrLifecyclePolicies {

    private static final int LONGEST = 30_720;

    private final Registries registries;

    public EcrLifecyclePolicies(Registries registries) {
        this.registries = registries;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "PutLifecyclePolicy",
                        this::put,
                        "registryId",
                        "repositoryName",
                        "lifecyclePolicyText"),
                Operation.of(AwsService.ECR, "GetLifecyclePolicy", this::get, "registryId", "repositoryName"),
                Operation.of(AwsService.ECR, "DeleteLifecyclePolicy", this::delete, "registryId", "repositoryName"));
    }

    private ObjectNode put(Call call) {
        Repository repository = registries.repositoryOf(call);
        String text = compact(call, call.parameters().text("lifecyclePolicyText"));
        registries.registryOf(call).setLifecyclePolicy(repository.name(), text);
        return answer(repository, text);
    }

    private ObjectNode get(Call call) {
        Repository repository = registries.repositoryOf(call);
        return answer(repository, policyOf(call, repository));
    }

    private ObjectNode delete(Call call) {
        Repository repository = registries.repositoryOf(call);
        String text = policyOf(call, repository);
        registries.registryOf(call).removeLifecyclePolicy(repository.name());
        return answer(repository, text);
    }

    private String policyOf(Call call, Repository repository) {
        return registries
                .registryOf(call)
                .lifecyclePolicy(repository.name())
                .orElseThrow(() -> AwsError.badRequest(
                        "LifecyclePolicyNotFoundException",
                        "Lifecycle policy does not exist for the repository with name '" + repository.name()
                                + "' in the registry with id '" + call.place().account() + "'"));
    }

    /** ECR returns the policy without white space. */
    private static String compact(Call call, String text) {
        try {
            JsonNode policy = Json.parse(text);
            if (text.length() <= LONGEST && policy.path("rules").isArray()) {
                return Json.text(policy);
            }
        } catch (JsonProcessingException e) {
            throw call.invalid("LifecyclePolicyText", "Lifecycle policy validation failure: not JSON");
        }
        throw call.invalid("LifecyclePolicyText", "Lifecycle policy validation failure: no rules");
    }

    private static ObjectNode answer(Repository repository, String text) {
        return Json.object()
                .put("registryId", repository.place().account())
                .put("repositoryName", repository.name())
                .put("lifecyclePolicyText", text);
    }
}
