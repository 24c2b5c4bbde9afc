package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.resource.ScopedPolicy.AtResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a repository policy and the registry policy grant together: an Allow in either opens, a Deny in either closes if
 * it certainly applies. An AWS page describes the union of Allow statements; that a Deny of one policy closes an Allow
 * of the other follows from the general evaluation logic.
 *
 * <p>Source: "Private registry permissions in Amazon ECR", Amazon ECR User Guide; "Cross-account policy evaluation
 * logic", IAM User Guide.
 *
 * @param facts the grants, and what could not be evaluated; statements are those of the policy with the Allow
 * @param closed what the Allow statements would grant without the denials
 */
public record JointAnalysis(AccessFacts facts, List<ClosedGrant> closed) {

    public JointAnalysis {
        closed = List.copyOf(closed);
    }

    /** What a repository policy grants beside the denials of the registry policy. */
    public static JointAnalysis ofRepositoryPolicy(Policy repository, AtResource registry, String owner) {
        return of(repositoryPolicy(repository, registry, owner));
    }

    /** The facts alone, without what is closed. */
    public static AccessFacts factsOfRepositoryPolicy(Policy repository, AtResource registry, String owner) {
        return repositoryPolicy(repository, registry, owner).facts();
    }

    private static JointPolicy repositoryPolicy(Policy repository, AtResource registry, String owner) {
        boolean variables = repository.hasVariables() || registry.hasVariables();
        List<Statement> own = literal(repository.statements(), repository.hasVariables(), variables);
        List<Statement> denies = new ArrayList<>(of(own, Statement.Effect.DENY));
        literal(registry.certainDenies(), registry.hasVariables(), variables)
                .forEach(deny -> denies.add(JointPolicy.marked(deny)));
        return new JointPolicy(of(own, Statement.Effect.ALLOW), denies, variables, ActionCatalogue.ECR, owner);
    }

    /**
     * What the registry policy grants on a resource beside the denials of its repository policy. An Allow counts as in
     * scope V2: in V1, an action other than those of V1 is granted from the day the scope is V2.
     *
     * @param repositoryDenies the statements of the repository policy; an Allow in them has no effect here
     * @param repositoryHasVariables true when their conditions may contain variables
     */
    public static JointAnalysis ofRegistryPolicy(
            AtResource registry, List<Statement> repositoryDenies, boolean repositoryHasVariables, String owner) {
        boolean variables = repositoryHasVariables || registry.hasVariables();
        List<Statement> allows = literal(registry.allows(), registry.hasVariables(), variables);
        List<Statement> denies =
                new ArrayList<>(literal(registry.deniesBesideAllow(), registry.hasVariables(), variables));
        List<String> onRepository = onRepository(allows);
        literal(of(repositoryDenies, Statement.Effect.DENY), repositoryHasVariables, variables).stream()
                .map(deny -> deny.withActions(new ActionSet(
                        onRepository.stream().filter(deny.actions()::covers).toList(), false)))
                .filter(deny -> !deny.actions().patterns().isEmpty())
                .forEach(deny -> denies.add(JointPolicy.marked(deny)));
        JointAnalysis analysis = of(new JointPolicy(allows, denies, variables, ActionCatalogue.ECR_REGISTRY, owner));
        return registry.unclear().isEmpty() ? analysis : analysis.withUnclear(registry.unclear());
    }

    private static JointAnalysis of(JointPolicy joint) {
        AccessFacts facts = joint.facts();
        return new JointAnalysis(facts, joint.closed(facts));
    }

    private JointAnalysis withUnclear(List<Statement> statements) {
        List<String> unclear = new ArrayList<>(facts.unclear());
        statements.forEach(statement ->
                unclear.add(statement.label() + " names resources by policy variables that cannot be evaluated"));
        return new JointAnalysis(
                new AccessFacts(
                        facts.grants(),
                        facts.organizationIds(),
                        facts.wildcardActions(),
                        facts.unresolvedPrincipals(),
                        unclear),
                closed);
    }

    /** A repository policy decides neither about its repository's creation nor about settings of the registry. */
    private static List<String> onRepository(List<Statement> allows) {
        Set<String> actions = new LinkedHashSet<>();
        allows.forEach(allow -> actions.addAll(ActionCatalogue.ECR.coveredBy(allow.actions())));
        actions.remove("ecr:CreateRepository");
        return List.copyOf(actions);
    }

    private static List<Statement> of(List<Statement> statements, Statement.Effect effect) {
        return statements.stream()
                .filter(statement -> statement.effect() == effect)
                .toList();
    }

    /** In a policy without variables, a dollar sign and a brace are text; beside one with variables they are escaped. */
    private static List<Statement> literal(List<Statement> statements, boolean hasVariables, boolean jointly) {
        if (hasVariables || !jointly) {
            return statements;
        }
        return statements.stream()
                .map(statement -> statement.under(statement.conditions().stream()
                        .map(JointAnalysis::literal)
                        .toList()))
                .toList();
    }

    private static Condition literal(Condition condition) {
        return new Condition(
                condition.operator(),
                condition.key(),
                condition.values().stream()
                        .map(value -> value.replace("${", "${$}{"))
                        .toList());
    }
}
