package dev.ecrauditor.rule.registry;

import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.NamePrefix;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import java.util.List;

/**
 * For what ECR creates repositories in a registry, and whether a template applies. What is not known counts as in use:
 * replication from another Region of the own account is configured there.
 *
 * <p>Source: RepositoryCreationTemplate (appliedFor), Amazon ECR API Reference.
 */
final class CreatedFor {

    static final String PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE";

    private final Reading<List<PullThroughCacheRule>> cacheRules;
    private final List<CreationTemplate> templates;

    CreatedFor(RegistrySnapshot registry, List<CreationTemplate> templates) {
        this.cacheRules = registry.access().cacheRules();
        this.templates = templates;
    }

    /** False if ECR certainly creates no repository from the template. */
    boolean isInUse(CreationTemplate template) {
        boolean onlyForCaches = template.appliedFor().stream().allMatch(PULL_THROUGH_CACHE::equals);
        return !onlyForCaches
                || cacheRules instanceof Reading.Unreadable<List<PullThroughCacheRule>>
                || rules().stream().anyMatch(rule -> overlap(rule.prefix(), template.prefix()));
    }

    /** The cache rules with names for which no template applies. */
    List<PullThroughCacheRule> withoutTemplate() {
        return rules().stream()
                .filter(rule -> templates.stream()
                        .noneMatch(template -> template.appliedFor().contains(PULL_THROUGH_CACHE)
                                && NamePrefix.coversAll(template.prefix(), rule.prefix())))
                .toList();
    }

    List<PullThroughCacheRule> rules() {
        return cacheRules instanceof Reading.Known<List<PullThroughCacheRule>> known ? known.value() : List.of();
    }

    private static boolean overlap(String prefix, String other) {
        return NamePrefix.coversAll(prefix, other) || NamePrefix.coversAll(other, prefix);
    }
}
