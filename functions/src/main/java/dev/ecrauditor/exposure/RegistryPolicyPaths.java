package dev.ecrauditor.exposure;

import dev.ecrauditor.exposure.path.AccessPath;
import dev.ecrauditor.exposure.path.AccessPath.Assessment;
import dev.ecrauditor.exposure.path.AccessPath.Certainty;
import dev.ecrauditor.exposure.path.ClosedPath;
import dev.ecrauditor.exposure.path.Effect;
import dev.ecrauditor.exposure.path.Outsider;
import dev.ecrauditor.exposure.path.PathKind;
import dev.ecrauditor.exposure.path.UnknownPath;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ClosedGrant;
import dev.ecrauditor.policy.resource.JointAnalysis;
import dev.ecrauditor.policy.resource.RegistryScope;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.TrustedParties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The paths that the registry policy opens, beside the denials of repository policies. */
final class RegistryPolicyPaths {

    static final String SCOPE_ASSUMED =
            "The scope of the registry policy is not known: V2 is assumed, in which it decides about every ECR action.";

    static final String INACTIVE =
            "The scope of the registry policy is V1. One call opens this without a change of any policy: aws ecr put-account-setting --name REGISTRY_POLICY_SCOPE --value V2";

    private static final Predicate<String> OF_V1 = RegistryScope.ACTIONS_OF_V1::contains;

    private final RegistryFacts registry;
    private final TrustedParties trusted;
    private final PathCollector collector;
    private final Set<String> unclear = new LinkedHashSet<>();

    RegistryPolicyPaths(RegistryFacts registry, TrustedParties trusted, PathCollector collector) {
        this.registry = registry;
        this.trusted = trusted;
        this.collector = collector;
    }

    /**
     * Repositories to which the same statements apply.
     *
     * @param repository the Deny statements of their own policy
     */
    private record Alike(AtResource registry, List<Statement> repository, boolean hasVariables) {}

    /** A repository, or a name to come. */
    private record Named(String name, boolean exists) {}

    /**
     * Adds the paths of repositories and of names to come, and returns what is not known.
     *
     * @param policies the policies of the repositories
     * @param toCome names that do not exist yet
     */
    List<UnknownPath> add(Map<String, Reading<RepositoryPolicy>> policies, Collection<String> toCome) {
        if (registry.policy().policy().statements().isEmpty()) {
            return List.of();
        }
        Map<Alike, List<Named>> groups = new LinkedHashMap<>();
        policies.forEach((name, reading) -> groups.computeIfAbsent(alike(name, reading), first -> new ArrayList<>())
                .add(new Named(name, true)));
        toCome.forEach(name -> groups.computeIfAbsent(alike(name, new Reading.Absent<>()), first -> new ArrayList<>())
                .add(new Named(name, false)));
        groups.forEach((alike, names) -> {
            if (!alike.registry().allows().isEmpty()
                    || !alike.registry().unclear().isEmpty()) {
                add(alike, names);
            }
        });
        return unclear.stream()
                .map(reason -> UnknownPath.of(PathKind.REGISTRY_POLICY, reason))
                .toList();
    }

    private Alike alike(String name, Reading<RepositoryPolicy> reading) {
        AtResource at = registry.at(name);
        if (!(reading instanceof Reading.Known<RepositoryPolicy> known)
                || !(known.value().parsed() instanceof Policy policy)) {
            return new Alike(at, List.of(), false);
        }
        List<Statement> denies = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY)
                .toList();
        return new Alike(at, denies, !denies.isEmpty() && policy.hasVariables());
    }

    private void add(Alike alike, List<Named> names) {
        JointAnalysis analysis = JointAnalysis.ofRegistryPolicy(
                alike.registry(), alike.repository(), alike.hasVariables(), registry.account());
        if (registry.scope() == RegistryScope.V2) {
            add(analysis, PathKind.REGISTRY_POLICY, action -> true, names);
        } else {
            add(analysis, PathKind.REGISTRY_POLICY, OF_V1, names);
            add(
                    analysis,
                    registry.scope() == RegistryScope.V1 ? PathKind.INACTIVE_REGISTRY_POLICY : PathKind.REGISTRY_POLICY,
                    OF_V1.negate(),
                    names);
        }
        List<String> existing =
                names.stream().filter(Named::exists).map(Named::name).toList();
        analysis.closed().forEach(closed -> addClosed(closed, existing));
        unclear.addAll(analysis.facts().unclear());
    }

    private void add(JointAnalysis analysis, PathKind kind, Predicate<String> actions, List<Named> names) {
        List<String> existing =
                names.stream().filter(Named::exists).map(Named::name).toList();
        String first = existing.isEmpty() ? names.get(0).name() : existing.get(0);
        boolean exists = !existing.isEmpty() || registry.names().isEmpty();
        for (StatementGrants granted : StatementGrants.of(analysis.facts().grants(), trusted, actions)) {
            Outsider outsider = existing.isEmpty() ? everybody(granted.outsider()) : granted.outsider();
            collector.add(
                    new AccessPath(
                            RepositoryPolicyPaths.origin(kind, registry.statement(granted.statement())),
                            outsider,
                            granted.actions(),
                            existing,
                            granted.examples(registry.arn(first)),
                            assessment(kind, outsider, granted.actions(), exists)),
                    "");
        }
    }

    /** A name to come that contains the caller's account stands for the names of all accounts. */
    private static Outsider everybody(Outsider outsider) {
        return NamesToCome.isAnyAccount(outsider.id()) ? Outsider.ANYONE : outsider;
    }

    private Assessment assessment(PathKind kind, Outsider outsider, List<String> actions, boolean exists) {
        Set<Effect> effects = Effect.of(actions);
        boolean onlyCreates = effects.equals(Set.of(Effect.CREATE));
        Certainty certainty = exists || onlyCreates ? Certainty.PROVEN : Certainty.FUTURE;
        if (kind == PathKind.INACTIVE_REGISTRY_POLICY) {
            return new Assessment(
                    certainty.and(Certainty.CONDITIONAL),
                    PathSeverity.atMost(Severity.MEDIUM, outsider),
                    List.of(INACTIVE));
        }
        Optional<Severity> severity = PathSeverity.of(registry.scope(), outsider, effects);
        boolean isAssumed =
                registry.scope() == RegistryScope.UNKNOWN && !actions.stream().allMatch(OF_V1);
        return isAssumed
                ? new Assessment(certainty.and(Certainty.CONDITIONAL), severity, List.of(SCOPE_ASSUMED))
                : new Assessment(certainty, severity, List.of());
    }

    private void addClosed(ClosedGrant closed, List<String> names) {
        collector.add(
                new ClosedPath(
                        RepositoryPolicyPaths.origin(
                                PathKind.REGISTRY_POLICY,
                                registry.statement(closed.grant().statement().number())),
                        Outsider.of(closed.grant(), trusted),
                        closed.actions().stream().sorted().toList(),
                        names,
                        StatementText.closedBy(closed, "registry policy", "repository policy")),
                "");
    }
}
