package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A registry policy, and which calls it decides about.
 *
 * <p>Source: "Private registry permissions in Amazon ECR", Amazon ECR User Guide.
 */
public record ScopedPolicy(Policy policy, RegistryScope scope) {

    /** No registry policy. */
    public static final ScopedPolicy NONE = new ScopedPolicy(new Policy("2012-10-17", List.of()), RegistryScope.V2);

    /**
     * The statements that apply to one resource; equal for resources that the policy treats alike.
     *
     * @param allows each Allow, once for each way in which it applies
     * @param denies each Deny likewise
     * @param unclear each Allow of which it is not known whether it applies
     * @param hasVariables true when its conditions may contain variables
     */
    public record AtResource(
            RegistryScope scope,
            List<Statement> allows,
            List<Statement> denies,
            List<Statement> unclear,
            boolean hasVariables) {

        /** What applies where there is no registry policy. */
        public static final AtResource NOTHING = NONE.at("");

        public AtResource {
            allows = List.copyOf(allows);
            denies = List.copyOf(denies);
            unclear = List.copyOf(unclear);
        }

        /** True if none of its denials certainly closes what another policy allows. */
        public boolean decidesNothing() {
            return certainDenies().isEmpty();
        }

        /** The denials that certainly decide about every action, or about those of V1 only. */
        List<Statement> certainDenies() {
            return scope == RegistryScope.V2 ? denies : deniesOfV1();
        }

        /** The denials that count beside an Allow of the same policy, which itself counts as in V2. */
        List<Statement> deniesBesideAllow() {
            return scope == RegistryScope.UNKNOWN ? deniesOfV1() : denies;
        }

        private List<Statement> deniesOfV1() {
            return denies.stream()
                    .map(deny -> deny.withActions(RegistryScope.actionsOfV1(deny.actions())))
                    .filter(deny -> !deny.actions().patterns().isEmpty())
                    .toList();
        }
    }

    /** The statements that apply to a resource. */
    public AtResource at(String arn) {
        List<Statement> allows = new ArrayList<>();
        List<Statement> denies = new ArrayList<>();
        List<Statement> unclear = new ArrayList<>();
        for (Statement statement : policy.statements()) {
            StatementAtResource reduced = StatementAtResource.of(statement, arn, policy.hasVariables());
            if (statement.effect() == Statement.Effect.DENY) {
                denies.addAll(reduced.statements());
            } else {
                allows.addAll(reduced.statements());
                if (reduced.isUnclear()) {
                    unclear.add(statement);
                }
            }
        }
        return new AtResource(scope, allows, denies, unclear, policy.hasVariables());
    }
}
