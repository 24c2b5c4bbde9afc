package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.action.EcrActions;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.PrincipalSet;
import dev.ecrauditor.policy.document.ResourceSet;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Actions that the policy denies to every identity of the owner's own account (whether root is exempt is not
 * documented). An explicit Deny in the policy overrides every permission in IAM, so that nobody can read or undo the
 * policy.
 *
 * <p>Source: "Policy evaluation logic", IAM User Guide.
 *
 * @param actions the actions, in AWS's order of names
 * @param denials the statements that deny them
 * @param everything true when no action is left
 */
public record Lockout(List<String> actions, List<Statement> denials, boolean everything) {

    public Lockout {
        actions = List.copyOf(actions);
        denials = List.copyOf(denials);
    }

    /** True when nobody can read the policy, whoever audits it. */
    public boolean hidesPolicy() {
        return actions.contains(EcrActions.READ_POLICY);
    }

    /** True when nobody can replace or delete the policy. */
    public boolean keepsPolicy() {
        return actions.containsAll(EcrActions.UNDO_POLICY);
    }

    /**
     * How a policy locks its owner out of the repository: empty when the owner can still read the policy and undo it,
     * or where the work budget does not suffice to be certain.
     *
     * @param owner the account that owns the repository
     */
    public static Optional<Lockout> of(Policy policy, String owner) {
        List<Statement> denies = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY)
                .toList();
        if (denies.isEmpty()) {
            return Optional.empty();
        }
        Principal.Account own = new Principal.Account(owner, owner);
        Statement allow = new Statement(
                new Statement.Id(0, Optional.empty()),
                Statement.Effect.ALLOW,
                new PrincipalSet(List.of(own), false),
                new ActionSet(List.of("*"), false),
                ResourceSet.ABSENT,
                List.of(),
                true);
        List<Statement> statements = new ArrayList<>(List.of(allow));
        statements.addAll(denies);
        Policy owners = new Policy(policy.version(), statements);
        try {
            return of(owners, allow, own, owner);
        } catch (WorkBudget.Spent uncertain) {
            return Optional.empty();
        }
    }

    private static Optional<Lockout> of(Policy owners, Statement allow, Principal.Account own, String owner) {
        WorkBudget budget = new WorkBudget();
        WitnessSearch search = new WitnessSearch(owners, budget);
        Requester identities = new Requesters(owners, ExternalPrincipal.to(owners, owner), "", budget).named(own);
        Map<BitSet, Boolean> allowedBy = new LinkedHashMap<>();
        List<String> actions = new ArrayList<>();
        Set<Statement> denials = new LinkedHashSet<>();
        for (String action : EcrActions.REPOSITORY_LEVEL.keySet()) {
            List<Statement> covering = search.denies(action);
            BitSet numbers = new BitSet();
            covering.forEach(deny -> numbers.set(deny.number()));
            Boolean allowed = allowedBy.get(numbers);
            if (allowed == null) {
                allowed = search.find(allow, identities, action, constraint -> true)
                        .isPresent();
                allowedBy.put(numbers, allowed);
            }
            if (!allowed) {
                actions.add(action);
                denials.addAll(covering);
            }
        }
        boolean everything = actions.size() == EcrActions.REPOSITORY_LEVEL.size();
        Lockout lockout = new Lockout(actions, List.copyOf(denials), everything);
        return lockout.hidesPolicy() || lockout.keepsPolicy() ? Optional.of(lockout) : Optional.empty();
    }
}
