package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/**
 * ECR's PutLifecyclePolicy, GetLifecyclePolicy and DeleteLifecyclePolicy, and the preview of a lifecycle policy. No image
 * expires, and no preview ends: which images would expire is not worked out.
 */
public final class EcrLifecyclePolicies {

    private static final int LONGEST = 30_720;
    private static final StoredPolicies.Kind KIND = new StoredPolicies.Kind(
            "LifecyclePolicy", "Lifecycle policy", "lifecyclePolicyText", Registry::lifecyclePolicies);
    private static final StoredPolicies.Kind PREVIEW = new StoredPolicies.Kind(
            "LifecyclePolicyPreview", "Lifecycle policy preview", "lifecyclePolicyText", Registry::lifecyclePreviews);

    private final StoredPolicies stored;
    private final StoredPolicies previews;

    public EcrLifecyclePolicies(Registries registries) {
        this.stored = new StoredPolicies(registries, KIND);
        this.previews = new StoredPolicies(registries, PREVIEW);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "PutLifecyclePolicy",
                        call -> stored.put(call, text -> compact(call, text)),
                        "registryId",
                        "repositoryName",
                        KIND.member()),
                Operation.of(AwsService.ECR, "GetLifecyclePolicy", stored::get, "registryId", "repositoryName"),
                Operation.of(AwsService.ECR, "DeleteLifecyclePolicy", stored::delete, "registryId", "repositoryName"),
                Operation.of(
                        AwsService.ECR,
                        "StartLifecyclePolicyPreview",
                        call -> inProgress(previews.put(call, text -> compact(call, text))),
                        "registryId",
                        "repositoryName",
                        PREVIEW.member()),
                Operation.of(
                        AwsService.ECR,
                        "GetLifecyclePolicyPreview",
                        call -> inProgress(previews.get(call)),
                        "registryId",
                        "repositoryName"));
    }

    private static ObjectNode inProgress(ObjectNode answer) {
        return answer.put("status", "IN_PROGRESS");
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
}
