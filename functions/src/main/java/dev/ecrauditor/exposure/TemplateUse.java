package dev.ecrauditor.exposure;

import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.JointAnalysis;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.registry.ReplicationRule.Filter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RegistryPolicy;
import java.util.List;

/**
 * Whether anything creates repositories from a template. What could not be read counts as if it did.
 *
 * @param incoming the replication rules of other Regions of the own account that copy to this registry
 */
record TemplateUse(RegistryFacts registry, List<ReplicationRule> incoming) {

    TemplateUse {
        incoming = List.copyOf(incoming);
    }

    boolean isLive(CreationTemplate template) {
        return Templates.appliesTo(template, Templates.CREATE_ON_PUSH)
                || (Templates.appliesTo(template, Templates.PULL_THROUGH_CACHE) && isFilledByCache(template))
                || (Templates.appliesTo(template, Templates.REPLICATION) && receivesCopies(template));
    }

    private boolean isFilledByCache(CreationTemplate template) {
        return registry.settings().cacheRules() instanceof Reading.Unreadable
                || registry.cacheRules().stream().anyMatch(rule -> overlaps(rule, template));
    }

    private static boolean overlaps(PullThroughCacheRule rule, CreationTemplate template) {
        if (rule.prefix().equals(CreationTemplate.ROOT) || Templates.isRoot(template)) {
            return true;
        }
        String filled = rule.prefix() + "/";
        String covered = template.prefix() + "/";
        return filled.startsWith(covered) || covered.startsWith(filled);
    }

    private boolean receivesCopies(CreationTemplate template) {
        return incoming.stream().anyMatch(rule -> overlaps(rule, template)) || isReplicationAllowed(template);
    }

    private static boolean overlaps(ReplicationRule rule, CreationTemplate template) {
        if (rule.filters().isEmpty() || Templates.isRoot(template)) {
            return true;
        }
        String covered = template.prefix() + "/";
        return rule.filters().stream().anyMatch(filter -> overlaps(filter, covered));
    }

    private static boolean overlaps(Filter filter, String covered) {
        return filter.mayMatch(covered) || filter.value().startsWith(covered);
    }

    private boolean isReplicationAllowed(CreationTemplate template) {
        Reading<RegistryPolicy> policy = registry.settings().policy().policy();
        boolean isUnknown = policy instanceof Reading.Unreadable
                || (policy instanceof Reading.Known<RegistryPolicy> known
                        && known.value().parsed() instanceof UnreadablePolicy);
        AtResource at = registry.at(Templates.sample(template));
        return isUnknown
                || (!at.allows().isEmpty()
                        && JointAnalysis.ofRegistryPolicy(at, List.of(), false, registry.account())
                                .facts()
                                .grants()
                                .stream()
                                .anyMatch(grant ->
                                        StatementGrants.actionsOf(grant).contains(ReplicationPaths.REPLICATE)));
    }
}
