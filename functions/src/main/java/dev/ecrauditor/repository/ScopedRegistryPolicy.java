package dev.ecrauditor.repository;

import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.policy.resource.ScopedPolicy;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;

/**
 * The policy of a registry, and which calls it decides about.
 *
 * @param policy the policy; absent if there is none
 * @param scope {@code V1}: it decides about replication, pull through cache and creation only; {@code V2}: about every
 *     ECR action. As GetAccountSetting answers for {@code REGISTRY_POLICY_SCOPE}
 */
public record ScopedRegistryPolicy(Reading<RegistryPolicy> policy, Reading<String> scope) {

    /** It was not read. */
    public static final ScopedRegistryPolicy NOT_READ = new ScopedRegistryPolicy(
            new Reading.Unreadable<>("ecr:GetRegistryPolicy", Reading.Unreadable.NOT_READ),
            new Reading.Unreadable<>("ecr:GetAccountSetting", Reading.Unreadable.NOT_READ));

    /** The policy with its scope; one that could not be read or parsed neither opens nor closes anything. */
    public ScopedPolicy scoped() {
        if (policy instanceof Reading.Known<RegistryPolicy> known
                && known.value().parsed() instanceof Policy parsed) {
            RegistryScope decides = scope instanceof Reading.Known<String> value
                    ? RegistryScope.of(value.value())
                    : RegistryScope.UNKNOWN;
            return new ScopedPolicy(parsed, decides);
        }
        return ScopedPolicy.NONE;
    }

    /** The statements that apply to a repository. */
    public AtResource at(RepositoryArn repository) {
        return scoped().at(repository.toString());
    }
}
