package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.action.ActionCatalogue;
import dev.ecrauditor.policy.action.ActionSet;
import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.GrantScopeFinder.Reached;
import dev.ecrauditor.policy.analysis.WitnessSearch.Found;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ExternalPrincipal;
import dev.ecrauditor.policy.request.RequestConstraint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds which principals outside the owner's account can use which ECR actions. Each grant comes with an example
 * request that proves it; a grant without one is not reported.
 *
 * <p>ECR private is never anonymous, so public means: any AWS account. Resource control policies of AWS Organizations
 * can restrict access further and are not visible in a repository policy.
 */
public final class PolicyAnalysis {

    /** The number of inconclusive searches after which no more scopes of a statement are searched. */
    private static final int MOST_INCONCLUSIVE = 32;

    private final String owner;
    private final ActionCatalogue catalogue;
    private final Policy policy;
    private final WorkBudget budget = new WorkBudget();
    private final WitnessSearch search;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();
    private final Set<Integer> unclearStatements = new HashSet<>();
    private final Map<ActionSet, List<ActionGroup>> groups = new HashMap<>();
    private Optional<Requesters> inWholePolicy = Optional.empty();
    private boolean tooManyValues;
    private int inconclusive;

    private PolicyAnalysis(Policy policy, String owner, ActionCatalogue catalogue) {
        this.owner = owner;
        this.catalogue = catalogue;
        this.policy = policy;
        this.search = new WitnessSearch(policy, budget);
    }

    /**
     * Analyzes a repository policy.
     *
     * @param policy the policy
     * @param owner the account that owns the repository, twelve digits
     */
    public static AccessFacts of(Policy policy, String owner) {
        return of(policy, owner, ActionCatalogue.ECR);
    }

    /**
     * Analyzes the policy of a resource of another service.
     *
     * @param policy the policy
     * @param owner the account that owns the resource, twelve digits
     * @param catalogue the actions that the policy can grant
     */
    public static AccessFacts of(Policy policy, String owner, ActionCatalogue catalogue) {
        Policy understood = policy.withKeys(catalogue.globalKeys());
        PolicyAnalysis analysis = new PolicyAnalysis(understood, owner, catalogue);
        analysis.analyze();
        AccessFacts facts = AccessFacts.of(understood, analysis.grants, List.copyOf(analysis.unclear));
        return catalogue.globalKeys().isEmpty() ? facts : facts.in(policy);
    }

    private void analyze() {
        List<Statement> allows = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.ALLOW)
                .toList();
        for (int i = 0; i < allows.size(); i++) {
            Statement statement = allows.get(i);
            try {
                budget.withShare(share(allows.size() - i), () -> analyze(statement));
            } catch (WorkBudget.Spent spent) {
                unclear(statement);
            }
        }
    }

    /** Half of the remaining budget is kept for the remaining statements, if there are any. */
    private static double share(int statements) {
        return 0.5 + 0.5 / statements;
    }

    private void unclear(Statement statement) {
        if (!unclearStatements.add(statement.number())) {
            return;
        }
        unclear.add(statement.label() + " combines too many denials, patterns or policy variables to be evaluated");
    }

    /**
     * An Allow that is being analyzed.
     *
     * @param actions the actions it allows
     * @param hasCallerCondition true when it treats the identities of an account differently
     */
    private record Allow(
            Statement statement, List<ActionGroup> actions, Requesters requesters, boolean hasCallerCondition) {

        /** False when all identities of an account that the statement names are treated alike. */
        boolean hasCallerCondition(ActionGroup together) {
            return hasCallerCondition || together.hasCallerCondition();
        }
    }

    private void analyze(Statement statement) {
        inconclusive = 0;
        Requesters requesters = requesters(statement);
        List<ActionGroup> actions =
                groups.computeIfAbsent(statement.actions(), set -> ActionGroup.of(set, catalogue, search));
        Allow allow = new Allow(statement, actions, requesters, search.hasCallerCondition(statement));
        if (statement.everyoneExcept()) {
            toAnyone(
                    allow,
                    "everyone except "
                            + statement.principals().stream()
                                    .map(Principal::written)
                                    .collect(Collectors.joining(", ")));
            return;
        }
        for (Principal principal : statement.principals()) {
            if (principal instanceof Principal.Anyone) {
                toAnyone(allow, principal.written());
            } else if (principal instanceof Principal.Unbounded unbounded) {
                toUnbounded(allow, unbounded);
            } else if (principal instanceof Principal.Account account
                    && !account.accountId().equals(owner)) {
                toAccount(allow, account);
            } else if (principal instanceof Principal.Service service) {
                toService(allow, service);
            }
        }
    }

    private void toAnyone(Allow allow, String written) {
        for (ActionGroup together : allow.actions()) {
            List<Reached> reached = anyone(allow, together);
            add(allow.statement(), written, together, reached);
            if (reached.isEmpty() || !(reached.get(0).bound() instanceof GrantScope.Anyone)) {
                throughServices(allow, written, together);
            }
        }
    }

    private void toUnbounded(Allow allow, Principal.Unbounded unbounded) {
        switch (unbounded.whoever()) {
            case ANYONE -> toAnyone(allow, unbounded.written());
            case IDENTITIES -> toMatching(allow, unbounded, allow.requesters().anyone());
            case SIGNED_IN -> toMatching(allow, unbounded, allow.requesters().signedIn(unbounded));
            case SERVICES -> allow.actions().forEach(together -> throughServices(allow, unbounded.written(), together));
        }
    }

    private void toMatching(Allow allow, Principal.Unbounded unbounded, Requester requester) {
        if (search.mayAllow(allow.statement(), requester)) {
            for (ActionGroup together : allow.actions()) {
                List<Reached> reached = reach(allow.statement(), requester, together, new GrantScope.Anyone());
                add(allow.statement(), unbounded.written(), together, reached);
            }
        }
    }

    private List<Reached> anyone(Allow allow, ActionGroup together) {
        Requester external = allow.requesters().externalPrincipal();
        if (!search.mayAllow(allow.statement(), external)) {
            return List.of();
        }
        GrantScope everybody = new GrantScope.Anyone();
        Optional<Found> plainest = plainest(allow.statement(), external, together, constraint -> false);
        if (plainest.isPresent()) {
            return List.of(new Reached(everybody, plainest.get()));
        }
        Requester anyone =
                allow.hasCallerCondition(together) ? allow.requesters().anyone() : external;
        return reach(allow.statement(), anyone, together, everybody);
    }

    private void throughServices(Allow allow, String written, ActionGroup together) {
        Statement statement = allow.statement();
        for (Requester service : allow.requesters().services()) {
            if (search.mayAllow(statement, service)) {
                List<Reached> reached = reach(statement, service, together, new GrantScope.AnyoneThroughService());
                add(statement, written, together, reached);
            }
        }
    }

    private void toService(Allow allow, Principal.Service service) {
        Requester requester = allow.requesters().service(service.written());
        if (!search.mayAllow(allow.statement(), requester)) {
            return;
        }
        for (ActionGroup together : allow.actions()) {
            List<Reached> reached = reach(allow.statement(), requester, together, new GrantScope.AnyService());
            add(allow.statement(), service.written(), together, reached);
        }
    }

    private void toAccount(Allow allow, Principal.Account account) {
        if (!search.mayAllow(allow.statement(), allow.requesters().externalPrincipal())) {
            return;
        }
        for (ActionGroup together : allow.actions()) {
            add(allow.statement(), account.written(), together, account(allow, account, together));
        }
    }

    private List<Reached> account(Allow allow, Principal.Account account, ActionGroup together) {
        if (!account.isWhole()) {
            return reach(allow.statement(), account, allow.requesters().named(account), together);
        }
        Requester plain = allow.requesters().plain(account);
        Optional<Found> plainest = plainest(allow.statement(), plain, together, GrantScopeFinder::isNoOrganization);
        if (plainest.isPresent()) {
            return List.of(new Reached(new GrantScope.Account(account.accountId(), Set.of()), plainest.get()));
        }
        Requester requester =
                allow.hasCallerCondition(together) ? allow.requesters().named(account) : plain;
        return reach(allow.statement(), account, requester, together);
    }

    /**
     * Generated from the values of the whole policy; where the budget does not suffice, from those of this statement
     * and the denials.
     */
    private Requesters requesters(Statement statement) {
        if (inWholePolicy.isEmpty() && !tooManyValues) {
            try {
                inWholePolicy = Optional.of(budget.withShare(
                        0.75, () -> new Requesters(policy, ExternalPrincipal.to(policy, owner), budget)));
            } catch (WorkBudget.Spent spent) {
                tooManyValues = true;
            }
        }
        return inWholePolicy.orElseGet(() -> {
            List<Statement> relevant = policy.statements().stream()
                    .filter(other -> other.number() == statement.number() || other.effect() == Statement.Effect.DENY)
                    .toList();
            return new Requesters(new Policy(policy.version(), relevant), ExternalPrincipal.to(policy, owner), budget);
        });
    }

    /** Most allowed actions are allowed to the plainest caller; the other callers are tried only where they are not. */
    private Optional<Found> plainest(
            Statement statement, Requester requester, ActionGroup actions, Predicate<RequestConstraint> constraints) {
        try {
            return search.find(statement, requester, actions.first(), constraints);
        } catch (WorkBudget.Spent entangled) {
            return Optional.empty();
        }
    }

    private List<Reached> reach(Statement statement, Requester requester, ActionGroup actions, GrantScope everybody) {
        budget.spend(requester.scopeSearchCost());
        return GrantScopeFinder.of(
                requester, owner, everybody, constraints -> find(statement, requester, actions.first(), constraints));
    }

    private List<Reached> reach(
            Statement statement, Principal.Account account, Requester requester, ActionGroup actions) {
        budget.spend(requester.scopeSearchCost());
        return GrantScopeFinder.of(
                requester,
                account.accountId(),
                constraints -> find(statement, requester, actions.first(), constraints));
    }

    private Optional<Found> find(
            Statement statement, Requester requester, String action, Predicate<RequestConstraint> constraints) {
        if (inconclusive == MOST_INCONCLUSIVE || budget.isNearlySpent()) {
            unclear(statement);
            return Optional.empty();
        }
        try {
            return search.find(statement, requester, action, constraints);
        } catch (WorkBudget.Spent entangled) {
            inconclusive++;
            unclear(statement);
            return Optional.empty();
        }
    }

    private void add(Statement statement, String principal, ActionGroup actions, List<Reached> reached) {
        for (Reached one : reached) {
            grants.add(new Grant(
                    statement,
                    principal,
                    one.bound(),
                    actions.byLevel(),
                    one.found().request()));
        }
    }
}
