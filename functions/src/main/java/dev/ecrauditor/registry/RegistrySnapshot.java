package dev.ecrauditor.registry;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.repository.SigningRule;
import java.time.Instant;
import java.util.List;

/**
 * The private registry of an account in a Region, as AWS described it at one moment.
 *
 * @param account its twelve-digit id
 * @param region its Region
 * @param readAt when it was read
 * @param access what gives others access to images
 * @param scanning how images are scanned
 * @param signing how images are signed
 * @param repositories the names of its repositories, in order
 */
public record RegistrySnapshot(
        String account,
        String region,
        Instant readAt,
        AccessSettings access,
        Reading<RegistryScanning> scanning,
        Reading<List<SigningRule>> signing,
        Reading<List<String>> repositories) {

    /**
     * The settings by which images can leave the registry, or be altered from outside, beside repository policies.
     *
     * @param policy the registry policy and its scope
     * @param replication the rules of outgoing replication
     * @param templates the templates for repositories that ECR creates
     * @param cacheRules the pull through cache rules
     */
    public record AccessSettings(
            ScopedRegistryPolicy policy,
            Reading<List<ReplicationRule>> replication,
            Reading<List<CreationTemplate>> templates,
            Reading<List<PullThroughCacheRule>> cacheRules) {}

    /** The settings that apply to each of its repositories. */
    public RegistryContext context() {
        return new RegistryContext(access.policy(), signing, PullThroughCacheRule.prefixes(access.cacheRules()));
    }
}
