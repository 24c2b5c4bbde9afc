package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.AccessPath.Origin;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.policy.action.EcrActions;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.document.UnreadablePolicy;
import dev.ecrauditor.policy.resource.ClosedGrant;
import dev.ecrauditor.policy.resource.JointAnalysis;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The paths that repository policies open, beside the denials of the registry policy. */
final class RepositoryPolicyPaths {

    /** A repository policy exists only once its repository does, and no request for this setting names a registry. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("ecr:CreateRepository", EcrActions.NOT_REACHABLE);

    static final Predicate<String> REACHABLE = action -> !WITHOUT_EFFECT.contains(action);

    private final RegistryFacts registry;
    private final TrustedParties trusted;
    private final PathCollector collector;
    private final List<UnknownPath> unknown = new ArrayList<>();

    RepositoryPolicyPaths(RegistryFacts registry, TrustedParties trusted, PathCollector collector) {
        this.registry = registry;
        this.trusted = trusted;
        this.collector = collector;
    }

    /** Repositories with the same policy, to which the same statements of the registry policy apply. */
    private record Alike(RepositoryPolicy policy, AtResource registry) {}

    /** Adds the paths of these repositories, and returns what is not known. */
    List<UnknownPath> add(Map<String, Reading<RepositoryPolicy>> policies) {
        Map<Alike, List<String>> groups = new LinkedHashMap<>();
        Map<UnknownPath, List<String>> unreadable = new LinkedHashMap<>();
        policies.forEach((name, reading) -> {
            if (reading instanceof Reading.Known<RepositoryPolicy> known) {
                groups.computeIfAbsent(new Alike(known.value(), registry.at(name)), first -> new ArrayList<>())
                        .add(name);
            } else if (reading instanceof Reading.Unreadable<RepositoryPolicy> refused) {
                unreadable
                        .computeIfAbsent(
                                UnknownPath.of(PathKind.REPOSITORY_POLICY, refused), first -> new ArrayList<>())
                        .add(name);
            }
        });
        unreadable.forEach((path, names) -> unknown.add(path.ofRepositories(names)));
        groups.forEach((alike, names) -> add(alike, names));
        return List.copyOf(unknown);
    }

    private void add(Alike alike, List<String> names) {
        if (alike.policy().parsed() instanceof UnreadablePolicy unparsed) {
            unknown.add(UnknownPath.of(PathKind.REPOSITORY_POLICY, unparsed.reason())
                    .ofRepositories(names));
            return;
        }
        Policy policy = (Policy) alike.policy().parsed();
        JointAnalysis analysis = JointAnalysis.ofRepositoryPolicy(policy, alike.registry(), registry.account());
        String text = alike.policy().text();
        String arn = registry.arn(names.get(0));
        for (StatementGrants granted : StatementGrants.of(analysis.facts().grants(), trusted, REACHABLE)) {
            Set<Effect> effects = Effect.of(granted.actions());
            Assessment assessment =
                    new Assessment(Certainty.PROVEN, PathSeverity.of(granted.outsider(), effects), List.of());
            collector.add(
                    new AccessPath(
                            origin(
                                    PathKind.REPOSITORY_POLICY,
                                    policy.statements().get(granted.statement() - 1)),
                            granted.outsider(),
                            granted.actions(),
                            names,
                            granted.examples(arn),
                            assessment),
                    text);
        }
        analysis.closed().forEach(closed -> addClosed(closed, policy, names, text));
        analysis.facts()
                .unclear()
                .forEach(reason -> unknown.add(
                        UnknownPath.of(PathKind.REPOSITORY_POLICY, reason).ofRepositories(names)));
    }

    private void addClosed(ClosedGrant closed, Policy policy, List<String> names, String text) {
        List<String> actions =
                closed.actions().stream().filter(REACHABLE).sorted().toList();
        if (actions.isEmpty()) {
            return;
        }
        Statement allow = policy.statements().get(closed.grant().statement().number() - 1);
        collector.add(
                new ClosedPath(
                        origin(PathKind.REPOSITORY_POLICY, allow),
                        Outsider.of(closed.grant(), trusted),
                        actions,
                        names,
                        StatementText.closedBy(closed, "repository policy", "registry policy")),
                text);
    }

    static Origin origin(PathKind kind, Statement statement) {
        return new Origin(kind, statement.label(), StatementText.bound(statement));
    }
}
