package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.action.ActionSet;
import java.util.List;

/**
 * Which calls a registry policy decides about.
 *
 * <p>Source: "Switching to the extended registry policy scope", Amazon ECR User Guide.
 */
public enum RegistryScope {
    /** {@link #ACTIONS_OF_V1} only. */
    V1,
    /** Every ECR action. */
    V2,
    /** Not known: an Allow counts as in V2, a Deny as in V1. */
    UNKNOWN;

    /** The actions about which a registry policy decides in every scope. */
    public static final List<String> ACTIONS_OF_V1 =
            List.of("ecr:BatchImportUpstreamImage", "ecr:CreateRepository", "ecr:ReplicateImage");

    /** The scope of a value of the account setting {@code REGISTRY_POLICY_SCOPE}. */
    public static RegistryScope of(String value) {
        return switch (value) {
            case "V1" -> V1;
            case "V2" -> V2;
            default -> UNKNOWN;
        };
    }

    /** Those of the actions that a registry policy decides about in every scope. */
    static ActionSet actionsOfV1(ActionSet actions) {
        return new ActionSet(ACTIONS_OF_V1.stream().filter(actions::covers).toList(), false);
    }
}
