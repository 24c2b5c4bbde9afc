package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.Grant.GrantScope;
import dev.ecrauditor.policy.analysis.GrantScopeFinder.Reached;
import dev.ecrauditor.policy.analysis.WitnessSearch.Found;
import dev.ecrauditor.policy.document.Principal;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.RequestConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Searches grants within the work budget; keeps what it finds, and which statements could not be evaluated. */
final class GrantSearch {

    /** The number of inconclusive searches after which no more scopes of a statement are searched. */
    private static final int MOST_INCONCLUSIVE = 32;

    private final WitnessSearch search;
    private final String owner;
    private final WorkBudget budget;
    private final List<Grant> found = new ArrayList<>();
    private final Set<String> unclear = new LinkedHashSet<>();
    private final Set<Integer> unclearStatements = new HashSet<>();
    private int inconclusive;

    /**
     * @param owner the account that owns the repository
     */
    GrantSearch(WitnessSearch search, String owner, WorkBudget budget) {
        this.search = search;
        this.owner = owner;
        this.budget = budget;
    }

    /** Counts the inconclusive searches of the next statement. */
    void startStatement() {
        inconclusive = 0;
    }

    List<Grant> found() {
        return found;
    }

    /** What could not be evaluated; empty when everything was. */
    List<String> unclear() {
        return List.copyOf(unclear);
    }

    /** Reports a statement that could not be evaluated, once. */
    void addUnclear(Statement statement) {
        if (!unclearStatements.add(statement.number())) {
            return;
        }
        unclear.add(statement.label() + " combines too many denials, patterns or policy variables to be evaluated");
    }

    /** Most allowed actions are allowed to the plainest caller; the other callers are tried only where they are not. */
    Optional<Found> plainest(
            Statement statement, Requester requester, ActionGroup actions, Predicate<RequestConstraint> constraints) {
        try {
            return search.find(statement, requester, actions.first(), constraints);
        } catch (WorkBudget.Spent entangled) {
            return Optional.empty();
        }
    }

    /**
     * To whom a statement grants actions among the requests of a requester.
     *
     * @param everybody the scope when the requester needs no constraint
     */
    List<Reached> reach(Statement statement, Requester requester, ActionGroup actions, GrantScope everybody) {
        budget.spend(requester.scopeSearchCost());
        return GrantScopeFinder.of(
                requester, owner, everybody, constraints -> find(statement, requester, actions.first(), constraints));
    }

    /** To whom a statement grants actions in one account. */
    List<Reached> reach(Statement statement, Principal.Account account, Requester requester, ActionGroup actions) {
        budget.spend(requester.scopeSearchCost());
        return GrantScopeFinder.of(
                requester,
                account.accountId(),
                constraints -> find(statement, requester, actions.first(), constraints));
    }

    private Optional<Found> find(
            Statement statement, Requester requester, String action, Predicate<RequestConstraint> constraints) {
        if (inconclusive == MOST_INCONCLUSIVE || budget.isNearlySpent()) {
            addUnclear(statement);
            return Optional.empty();
        }
        try {
            return search.find(statement, requester, action, constraints);
        } catch (WorkBudget.Spent entangled) {
            inconclusive++;
            addUnclear(statement);
            return Optional.empty();
        }
    }

    /** Keeps a grant for each scope. */
    void add(Statement statement, String principal, ActionGroup actions, List<Reached> reached) {
        for (Reached one : reached) {
            found.add(new Grant(
                    statement,
                    principal,
                    one.bound(),
                    actions.byLevel(),
                    one.found().request()));
        }
    }
}
