package dev.ecrauditor.repository;

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
}
