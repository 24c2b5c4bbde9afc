package dev.ecrauditor.cli.migration.facts;

import dev.ecrauditor.repository.Reading;
import java.util.List;

/**
 * The settings of a registry that apply to a repository by its name.
 *
 * @param scanning rules of the registry's scanning configuration
 * @param replication rules of the replication configuration
 * @param signing rules of the signing configuration
 * @param templates repository creation templates
 * @param cacheRules pull through cache rules
 * @param policy the text of the registry policy
 */
public record Registry(
        Reading<List<NameRule>> scanning,
        Reading<List<NameRule>> replication,
        Reading<List<NameRule>> signing,
        Reading<List<CreationTemplate>> templates,
        Reading<List<CacheRule>> cacheRules,
        Reading<String> policy) {}
