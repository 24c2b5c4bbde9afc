package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** ECR's SetRepositoryPolicy, GetRepositoryPolicy and DeleteRepositoryPolicy. */
public final class EcrPolicies {

    private static final StoredPolicies.Kind KIND =
            new StoredPolicies.Kind("RepositoryPolicy", "Repository policy", "policyText", Registry::policies);

    private final StoredPolicies stored;

    public EcrPolicies(Registries registries) {
        this.stored = new StoredPolicies(registries, KIND);
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.ECR,
                        "SetRepositoryPolicy",
                        call -> stored.put(call, text -> PolicyText.reformatted(text, "repository")),
                        "registryId",
                        "repositoryName",
                        KIND.member(),
                        "force"),
                Operation.of(AwsService.ECR, "GetRepositoryPolicy", stored::get, "registryId", "repositoryName"),
                Operation.of(AwsService.ECR, "DeleteRepositoryPolicy", stored::delete, "registryId", "repositoryName"));
    }
}
