package dev.ecrauditor.rule.registry;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.Exposure;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.NamePrefix;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For what ECR creates repositories without a template: with AES256, mutable tags and no policy.
 *
 * <p>Source: "Templates to control repositories created during a pull through cache, create on push, or replication
 * action", Amazon ECR User Guide; RepositoryCreationTemplate (appliedFor), Amazon ECR API Reference.
 */
final class MissingTemplates {

    static final String PULL_THROUGH_CACHE = "PULL_THROUGH_CACHE";
    private static final String REPLICATION = "REPLICATION";

    private final RegistrySnapshot registry;
    private final List<CreationTemplate> templates;
    private final Exposure exposure;

    MissingTemplates(RegistrySnapshot registry, List<CreationTemplate> templates, Exposure exposure) {
        this.registry = registry;
        this.templates = templates;
        this.exposure = exposure;
    }

    List<TemplateFlaw> flaws() {
        List<TemplateFlaw> flaws = new ArrayList<>();
        if (registry.access().cacheRules() instanceof Reading.Known<List<PullThroughCacheRule>> rules) {
            rules.value().stream()
                    .filter(rule -> templates.stream().noneMatch(template -> isFor(template, rule)))
                    .forEach(rule -> flaws.add(flaw("cache rule", rule.prefix(), PULL_THROUGH_CACHE)));
        }
        if (!hasTemplateForReplication() && isOpen("ecr:ReplicateImage") && isOpen("ecr:CreateRepository")) {
            flaws.add(flaw("replication from other accounts to", NamePrefix.ROOT, REPLICATION));
        }
        return flaws;
    }

    /** The verdict where something is not known that may need a template that is not there. */
    Optional<Verdict> unknown() {
        if (registry.access().cacheRules() instanceof Reading.Unreadable<?> unreadable) {
            return Optional.of(Verdict.Unknown.of(unreadable));
        }
        return hasTemplateForReplication() ? Optional.empty() : RegistryPolicyGate.unknown(registry);
    }

    private static boolean isFor(CreationTemplate template, PullThroughCacheRule rule) {
        return template.appliedFor().contains(PULL_THROUGH_CACHE)
                && NamePrefix.coversAll(template.prefix(), rule.prefix());
    }

    private boolean hasTemplateForReplication() {
        return templates.stream().anyMatch(template -> template.appliedFor().contains(REPLICATION));
    }

    /** True if the registry policy allows an action to any outsider, trusted or not. */
    private boolean isOpen(String action) {
        return exposure.paths(kind -> kind == PathKind.REGISTRY_POLICY).stream()
                .map(AccessPath::actions)
                .anyMatch(actions -> actions.contains(action));
    }

    private static TemplateFlaw flaw(String what, String prefix, String purpose) {
        return new TemplateFlaw(
                TemplateFlaw.Kind.NO_TEMPLATE,
                Severity.MEDIUM,
                new TemplateFlaw.Source(what, prefix),
                Map.of("creation template", "none for " + purpose),
                "--applied-for " + purpose);
    }
}
