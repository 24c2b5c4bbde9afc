package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.Example;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.registry.CreationTemplate;
import dev.ecrauditor.registry.PullThroughCacheRule;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths of pull through cache rules: the owner of the upstream moves the tags of the repositories below the prefix.
 *
 * <p>Source: "Sync an upstream registry with an Amazon ECR private registry", Amazon ECR User Guide.
 */
final class CachePaths {

    static final String IMPORT = "ecr:BatchImportUpstreamImage";

    static final String AT_PULL = "ECR checks the upstream at a pull, about once in 24 hours.";

    private final RegistryFacts registry;
    private final TrustedParties trusted;

    CachePaths(RegistryFacts registry, TrustedParties trusted) {
        this.registry = registry;
        this.trusted = trusted;
    }

    List<AccessPath> paths() {
        return registry.cacheRules().stream()
                .map(this::path)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty where the upstream is the own account. */
    private Optional<AccessPath> path(PullThroughCacheRule rule) {
        Optional<String> account = rule.upstreamAccount();
        if (account.equals(Optional.of(registry.account()))) {
            return Optional.empty();
        }
        Outsider outsider =
                account.map(id -> Outsider.account(id, trusted)).orElseGet(() -> Outsider.registry(rule.upstreamUrl()));
        boolean isRoot = rule.prefix().equals(CreationTemplate.ROOT);
        List<String> names =
                registry.names().orElse(List.of()).stream().filter(rule::covers).toList();
        Example.Step step = new Example.Step(
                rule.upstreamUrl(),
                IMPORT,
                registry.arn(names.stream().findFirst().orElse((isRoot ? "" : rule.prefix() + "/") + "*")),
                Map.of("prefix", List.of(rule.prefix()), "upstream", List.of(rule.upstreamUrl())));
        return Optional.of(new AccessPath(
                new Origin(
                        PathKind.PULL_THROUGH_CACHE,
                        "pull through cache rule " + rule.prefix(),
                        "names below " + rule.prefix() + ", from " + rule.upstreamUrl()
                                + rule.upstreamPrefix()
                                        .map(prefix -> "/" + prefix)
                                        .orElse("")),
                outsider,
                List.of(IMPORT),
                names,
                List.of(Example.of(step)),
                new Assessment(
                        Certainty.CONFIGURED,
                        account.isEmpty() ? Optional.empty() : PathSeverity.atMost(Severity.MEDIUM, outsider),
                        List.of(AT_PULL))));
    }
}
