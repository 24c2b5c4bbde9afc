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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which principals outside the owner's account can use which ECR actions. Each grant comes with an example
 * request that proves it; a grant without one is not reported.
 *
 * <p>ECR private is never anonymous, so public means: any AWS account. Resource control policies of AWS Organizations
 * can restrict access further and are not visible in a repository policy.
 */
public final class PolicyAnalysis {

    private final String owner;
    private final ActionCatalogue catalogue;
    private final Policy policy;
    private final WorkBudget budget = new WorkBudget();
    private final WitnessSearch search;
    private final GrantSearch grants;
    private final Map<ActionSet, List<ActionGroup>> groups = new HashMap<>();
    private Optional<Requesters> inWholePolicy = Optional.empty();
    private boolean tooManyValues;

    private PolicyAnalysis(Policy policy, String owner, ActionCatalogue catalogue) {
        this.owner = owner;
        this.catalogue = catalogue;
        this.policy = policy;
        this.search = new WitnessSearch(policy, budget);
        this.grants = new GrantSearch(search, owner, budget);
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
        AccessFacts facts = AccessFacts.of(understood, analysis.grants.found(), analysis.grants.unclear());
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
                grants.addUnclear(statement);
            }
        }
    }

    /** Half of the remaining budget is kept for the remaining statements, if there are any. */
    private static double share(int statements) {
        return 0.5 + 0.5 / statements;
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
        grants.startStatement();
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
            grants.add(allow.statement(), written, together, reached);
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
                List<Reached> reached = grants.reach(allow.statement(), requester, together, new GrantScope.Anyone());
                grants.add(allow.statement(), unbounded.written(), together, reached);
            }
        }
    }

    private List<Reached> anyone(Allow allow, ActionGroup together) {
        Requester external = allow.requesters().externalPrincipal();
        if (!search.mayAllow(allow.statement(), external)) {
            return List.of();
        }
        GrantScope everybody = new GrantScope.Anyone();
        Optional<Found> plainest = grants.plainest(allow.statement(), external, together, constraint -> false);
        if (plainest.isPresent()) {
            return List.of(new Reached(everybody, plainest.get()));
        }
        Requester anyone =
                allow.hasCallerCondition(together) ? allow.requesters().anyone() : external;
        return grants.reach(allow.statement(), anyone, together, everybody);
    }

    private void throughServices(Allow allow, String written, ActionGroup together) {
        Statement statement = allow.statement();
        for (Requester service : allow.requesters().services()) {
            if (search.mayAllow(statement, service)) {
                List<Reached> reached =
                        grants.reach(statement, service, together, new GrantScope.AnyoneThroughService());
                grants.add(statement, written, together, reached);
            }
        }
    }

    private void toService(Allow allow, Principal.Service service) {
        Requester requester = allow.requesters().service(service.written());
        if (!search.mayAllow(allow.statement(), requester)) {
            return;
        }
        for (ActionGroup together : allow.actions()) {
            List<Reached> reached = grants.reach(allow.statement(), requester, together, new GrantScope.AnyService());
            grants.add(allow.statement(), service.written(), together, reached);
        }
    }

    private void toAccount(Allow allow, Principal.Account account) {
        if (!search.mayAllow(allow.statement(), allow.requesters().externalPrincipal())) {
            return;
        }
        for (ActionGroup together : allow.actions()) {
            grants.add(allow.statement(), account.written(), together, account(allow, account, together));
        }
    }

    private List<Reached> account(Allow allow, Principal.Account account, ActionGroup together) {
        if (!account.isWhole()) {
            return grants.reach(allow.statement(), account, allow.requesters().named(account), together);
        }
        Requester plain = allow.requesters().plain(account);
        Optional<Found> plainest =
                grants.plainest(allow.statement(), plain, together, GrantScopeFinder::isNoOrganization);
        if (plainest.isPresent()) {
            return List.of(new Reached(new GrantScope.Account(account.accountId(), Set.of()), plainest.get()));
        }
        Requester requester =
                allow.hasCallerCondition(together) ? allow.requesters().named(account) : plain;
        return grants.reach(allow.statement(), account, requester, together);
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
}
