package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.StatementApplicability.Matches;
import dev.ecrauditor.policy.analysis.StatementApplicability.Scope;
import dev.ecrauditor.policy.condition.ConditionMatcher;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.Principals;
import dev.ecrauditor.policy.request.RequestConstraint;
import dev.ecrauditor.policy.request.RequestDimension;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for a request of some requester that one statement allows and nothing denies. A Deny is escaped by being somebody it is not
 * about, or by making one of its conditions false; each escape only narrows one part of the request, so the search goes part by part.
 */
final class WitnessSearch {

    /** Of what is left for a statement, one search may take so much. */
    private static final double SHARE = 0.5;

    private final Policy policy;
    private final ConditionMatcher conditions;
    private final WorkBudget effort;
    private final Map<String, List<Statement>> denies = new HashMap<>();
    private final StatementApplicability scopes;

    WitnessSearch(Policy policy, WorkBudget budget) {
        this.policy = policy;
        this.effort = budget;
        this.conditions = new ConditionMatcher(policy.hasVariables(), budget);
        this.scopes = new StatementApplicability(conditions, budget);
    }

    /** A request that is allowed, with everything it is tied to. */
    record Found(Witness request, Set<RequestConstraint> constraints) {}

    /**
     * @param constraints which ties the request may have
     * @throws WorkBudget.Spent when the policy is too entangled to be sure
     */
    Optional<Found> find(
            Statement allow, Requester requester, String action, Predicate<RequestConstraint> constraints) {
        Optional<List<BitSet>> allowed = scopes.of(allow, requester).allowed();
        return allowed.isEmpty()
                ? Optional.empty()
                : effort.withShare(SHARE, () -> search(allow, allowed.get(), requester, action, constraints));
    }

    private Optional<Found> search(
            Statement allow,
            List<BitSet> allowed,
            Requester requester,
            String action,
            Predicate<RequestConstraint> constraints) {
        List<BitSet> domains = new ArrayList<>(allowed);
        boolean none = false;
        for (int place = 0; place < allowed.size(); place++) {
            RequestDimension part = requester.parts().get(place);
            effort.spend(1 + part.constraints().size() / 2);
            if (!part.constraints().isEmpty()) {
                BitSet both = part.constrainedBy(constraints);
                both.and(allowed.get(place));
                domains.set(place, both);
            }
            if (domains.get(place).isEmpty()) {
                if (part.isComplete()) {
                    return Optional.empty();
                }
                none = true;
            }
        }
        Optional<Found> found = none ? Optional.empty() : escape(allow, denies(action), 0, domains, requester, action);
        if (found.isEmpty() && !requester.isComplete()) {
            throw effort.unsure();
        }
        return found;
    }

    /** False when the statement allows no request of this kind of requester, whoever of them it is and whatever ties it has. */
    boolean mayAllow(Statement allow, Requester requester) {
        return scopes.mayBeAbout(allow, requester);
    }

    /** False when who of an account calls makes no difference to the statement, as far as it does not name them. */
    boolean hasCallerCondition(Statement statement) {
        return scopes.hasCallerCondition(statement);
    }

    /** The denials of an action. */
    List<Statement> denies(String action) {
        return denies.computeIfAbsent(action, name -> {
            List<Statement> covering = new ArrayList<>();
            for (Statement statement : policy.statements()) {
                effort.spend(1 + statement.actions().patterns().size());
                if (statement.effect() == Statement.Effect.DENY
                        && statement.actions().covers(name)) {
                    covering.add(statement);
                }
            }
            return covering;
        });
    }

    private Optional<Found> escape(
            Statement allow, List<Statement> denies, int at, List<BitSet> domains, Requester requester, String action) {
        effort.spend(4);
        if (at == denies.size()) {
            return found(allow, domains, requester, action);
        }
        Scope scope = scopes.of(denies.get(at), requester);
        if (scope.isNone()) {
            return escape(allow, denies, at + 1, domains, requester, action);
        }
        for (Matches caught : scope.those()) {
            BitSet domain = domains.get(caught.place());
            if (!caught.candidates().intersects(domain)) { // a way out that narrows nothing is as good as any
                return escape(allow, denies, at + 1, domains, requester, action);
            }
            BitSet left = (BitSet) domain.clone();
            left.andNot(caught.candidates());
            if (left.isEmpty()) {
                continue;
            }
            List<BitSet> narrowed = new ArrayList<>(domains);
            narrowed.set(caught.place(), left);
            Optional<Found> found = escape(allow, denies, at + 1, narrowed, requester, action);
            if (found.isPresent()) {
                return found;
            }
        }
        return scope.entangled() ? escape(allow, denies, at + 1, domains, requester, action) : Optional.empty();
    }

    /** The simplest request of what is left; with variables, the first of all that is allowed. */
    private Optional<Found> found(Statement allow, List<BitSet> domains, Requester requester, String action) {
        Map<Statement, Principals> entangled = new LinkedHashMap<>();
        for (Statement deny : denies(action)) {
            if (scopes.of(deny, requester).entangled()) {
                entangled.put(deny, scopes.principals(deny));
            }
        }
        if (entangled.isEmpty() && !scopes.of(allow, requester).entangled()) {
            return Optional.of(found(requester, simplest(domains, requester), action));
        }
        return new BacktrackingSearch(allow, entangled, requester, conditions, effort)
                .simplest(domains)
                .map(chosen -> found(requester, chosen, action));
    }

    private static List<Candidate> simplest(List<BitSet> domains, Requester requester) {
        List<Candidate> simplest = new ArrayList<>();
        for (int place = 0; place < domains.size(); place++) {
            simplest.add(requester
                    .parts()
                    .get(place)
                    .candidates()
                    .get(domains.get(place).nextSetBit(0)));
        }
        return simplest;
    }

    private static Found found(Requester requester, List<Candidate> chosen, String action) {
        Set<RequestConstraint> constraints = new LinkedHashSet<>();
        for (Candidate candidate : chosen) {
            constraints.addAll(candidate.constraints());
        }
        return new Found(requester.request(chosen, action), constraints);
    }
}
