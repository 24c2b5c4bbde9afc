package dev.ecrauditor.exposure;

import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.policy.resource.ScopedPolicy;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.RegistrySnapshot.AccessSettings;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was read of a registry, prepared once for all its repositories; what could not be read counts as absent here. */
final class RegistryFacts {

    private final RegistryAccess access;
    private final ScopedPolicy policy;
    private final String arnPrefix;

    private RegistryFacts(RegistryAccess access) {
        this.access = access;
        this.policy = access.registry().access().policy().scoped();
        this.arnPrefix =
                "arn:" + RepositoryArn.partitionOf(region()) + ":ecr:" + region() + ":" + account() + ":repository/";
    }

    static RegistryFacts of(RegistryAccess access) {
        return new RegistryFacts(access);
    }

    String account() {
        return registry().account();
    }

    String region() {
        return registry().region();
    }

    RegistrySnapshot registry() {
        return access.registry();
    }

    AccessSettings settings() {
        return registry().access();
    }

    RegistryAccess.ReplicationHistory history() {
        return access.history();
    }

    Map<String, Reading<RepositoryPolicy>> policies() {
        return access.policies();
    }

    RegistryScope scope() {
        return policy.scope();
    }

    ScopedPolicy policy() {
        return policy;
    }

    /** A statement of the registry policy as it is written. */
    Statement statement(int number) {
        return policy.policy().statements().get(number - 1);
    }

    String arn(String repository) {
        return arnPrefix + repository;
    }

    /** The statements of the registry policy that apply to a repository. */
    AtResource at(String repository) {
        return policy.at(arn(repository));
    }

    /** The names of the repositories; empty where they could not be listed. */
    Optional<List<String>> names() {
        if (registry().repositories() instanceof Reading.Known<List<String>> known) {
            return Optional.of(known.value());
        }
        return registry().repositories() instanceof Reading.Absent ? Optional.of(List.of()) : Optional.empty();
    }

    List<ReplicationRule> replication() {
        return known(settings().replication());
    }

    List<CreationTemplate> templates() {
        return known(settings().templates());
    }

    List<PullThroughCacheRule> cacheRules() {
        return known(settings().cacheRules());
    }

    private static <T> List<T> known(Reading<List<T>> reading) {
        return reading instanceof Reading.Known<List<T>> known ? known.value() : List.of();
    }
}
