package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.analysis.StatementApplicability.Applicability;
import dev.ecrauditor.policy.analysis.StatementApplicability.Matches;
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
 * Searches for a request of a requester that one statement allows and nothing denies. A request avoids a Deny by a
 * caller that the Deny does not cover, or by making one of its conditions false. Each way narrows only one part of the
 * request, so the search proceeds part by part.
 */
final class WitnessSearch {

    /** The share of a statement's remaining budget that one search may use. */
    private static final double SHARE = 0.5;

    private final Policy policy;
    private final ConditionMatcher conditions;
    private final WorkBudget budget;
    private final Map<String, List<Statement>> denies = new HashMap<>();
    private final StatementApplicability applicability;

    WitnessSearch(Policy policy, WorkBudget budget) {
        this.policy = policy;
        this.budget = budget;
        this.conditions = new ConditionMatcher(policy.hasVariables(), budget);
        this.applicability = new StatementApplicability(conditions, budget);
    }

    /** A request that is allowed, with all its constraints. */
    record Found(Witness request, Set<RequestConstraint> constraints) {}

    /**
     * @param constraints the constraints that the request may have
     * @throws WorkBudget.Spent when the work budget does not suffice for a certain answer
     */
    Optional<Found> find(
            Statement allow, Requester requester, String action, Predicate<RequestConstraint> constraints) {
        Optional<List<BitSet>> allowed = applicability.of(allow, requester).allowed();
        return allowed.isEmpty()
                ? Optional.empty()
                : budget.withShare(SHARE, () -> search(allow, allowed.get(), requester, action, constraints));
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
            budget.spend(1 + part.constraints().size() / 2);
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
        Optional<Found> found = none ? Optional.empty() : avoid(allow, denies(action), 0, domains, requester, action);
        if (found.isEmpty() && !requester.isComplete()) {
            throw budget.uncertain();
        }
        return found;
    }

    /** False when the statement allows no request of this kind of requester, whatever its identity and constraints. */
    boolean mayAllow(Statement allow, Requester requester) {
        return applicability.mayApply(allow, requester);
    }

    /** False when the statement treats all callers of an account alike, except those that it names. */
    boolean hasCallerCondition(Statement statement) {
        return applicability.hasCallerCondition(statement);
    }

    /** The denials of an action. */
    List<Statement> denies(String action) {
        return denies.computeIfAbsent(action, name -> {
            List<Statement> covering = new ArrayList<>();
            for (Statement statement : policy.statements()) {
                budget.spend(1 + statement.actions().patterns().size());
                if (statement.effect() == Statement.Effect.DENY
                        && statement.actions().covers(name)) {
                    covering.add(statement);
                }
            }
            return covering;
        });
    }

    private Optional<Found> avoid(
            Statement allow, List<Statement> denies, int at, List<BitSet> domains, Requester requester, String action) {
        budget.spend(4);
        if (at == denies.size()) {
            return found(allow, domains, requester, action);
        }
        Applicability covered = applicability.of(denies.get(at), requester);
        if (covered.isNone()) {
            return avoid(allow, denies, at + 1, domains, requester, action);
        }
        for (Matches denied : covered.matches()) {
            BitSet domain = domains.get(denied.place());
            if (!denied.candidates().intersects(domain)) { // a way that narrows nothing is as good as any other
                return avoid(allow, denies, at + 1, domains, requester, action);
            }
            BitSet left = (BitSet) domain.clone();
            left.andNot(denied.candidates());
            if (left.isEmpty()) {
                continue;
            }
            List<BitSet> narrowed = new ArrayList<>(domains);
            narrowed.set(denied.place(), left);
            Optional<Found> found = avoid(allow, denies, at + 1, narrowed, requester, action);
            if (found.isPresent()) {
                return found;
            }
        }
        return covered.entangled() ? avoid(allow, denies, at + 1, domains, requester, action) : Optional.empty();
    }

    /** The simplest request of the remaining candidates; with variables, the first that is allowed. */
    private Optional<Found> found(Statement allow, List<BitSet> domains, Requester requester, String action) {
        Map<Statement, Principals> entangled = new LinkedHashMap<>();
        for (Statement deny : denies(action)) {
            if (applicability.of(deny, requester).entangled()) {
                entangled.put(deny, applicability.principals(deny));
            }
        }
        if (entangled.isEmpty() && !applicability.of(allow, requester).entangled()) {
            return Optional.of(found(requester, simplest(domains, requester), action));
        }
        return new BacktrackingSearch(allow, entangled, requester, conditions, budget)
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
