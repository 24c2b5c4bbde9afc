package dev.ecrauditor.policy;

import dev.ecrauditor.policy.ConditionMatcher.Context;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
    private final Effort effort;
    private final Map<String, List<Statement>> denies = new HashMap<>();
    private final IdentityHashMap<Statement, Principals> principals = new IdentityHashMap<>();
    private final IdentityHashMap<Requester, IdentityHashMap<Statement, Scope>> scopes = new IdentityHashMap<>();

    WitnessSearch(Policy policy, Effort effort) {
        this.policy = policy;
        this.effort = effort;
        this.conditions = new ConditionMatcher(policy.hasVariables(), effort);
    }

    /** A request that is allowed, with everything it is tied to. */
    record Found(Request request, Set<Tie> ties) {}

    /**
     * @param ties which ties the request may have
     * @throws Effort.Spent when the policy is too entangled to be sure
     */
    Optional<Found> find(Statement allow, Requester requester, String action, Predicate<Tie> ties) {
        Scope scope = scope(allow, requester);
        return scope.isNone()
                ? Optional.empty()
                : effort.withShare(SHARE, () -> search(allow, scope, requester, action, ties));
    }

    private Optional<Found> search(
            Statement allow, Scope scope, Requester requester, String action, Predicate<Tie> ties) {
        List<BitSet> domains = new ArrayList<>(requester.parts().size());
        for (Part part : requester.parts()) {
            effort.spend(1 + part.ties().size() / 2);
            domains.add(part.tiedBy(ties));
        }
        for (Those fitting : scope.those()) {
            BitSet both = (BitSet) domains.get(fitting.place()).clone();
            both.and(fitting.candidates());
            domains.set(fitting.place(), both);
        }
        boolean none = false;
        for (int place = 0; place < domains.size(); place++) {
            if (domains.get(place).isEmpty() && requester.parts().get(place).isComplete()) {
                return Optional.empty();
            }
            none |= domains.get(place).isEmpty();
        }
        Optional<Found> found = none ? Optional.empty() : escape(allow, denies(action), 0, domains, requester, action);
        if (found.isEmpty() && !requester.parts().stream().allMatch(Part::isComplete)) {
            throw effort.unsure();
        }
        return found;
    }

    /** False when the statement allows no request of this kind of requester, whoever of them it is and whatever ties it has. */
    boolean mayAllow(Statement allow, Requester requester) {
        Scope scope = scope(allow, requester);
        for (Those fitting : scope.those()) {
            if (fitting.place() > 0
                    && fitting.candidates().isEmpty()
                    && requester.parts().get(fitting.place()).isComplete()) {
                return false;
            }
        }
        return !scope.isNone();
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
        Scope scope = scope(denies.get(at), requester);
        if (scope.isNone()) {
            return escape(allow, denies, at + 1, domains, requester, action);
        }
        for (Those caught : scope.those()) {
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

    /** Candidates of one part of a request. */
    private record Those(int place, BitSet candidates) {}

    /**
     * Which requests of a requester a statement is about.
     *
     * @param isNone true for none: the service is not meant, or a condition on something no request varies in is false
     * @param those whom of each part it is about, in the order of the parts
     * @param entangled true when it is about fewer, because a condition depends on more than one part
     */
    private record Scope(boolean isNone, List<Those> those, boolean entangled) {}

    private Scope scope(Statement statement, Requester requester) {
        return scopes.computeIfAbsent(requester, unknown -> new IdentityHashMap<>(10))
                .computeIfAbsent(statement, unknown -> scopeOf(statement, requester));
    }

    private Scope scopeOf(Statement statement, Requester requester) {
        boolean otherwise = statement.effect() == Statement.Effect.ALLOW;
        boolean none = !isAboutService(statement, requester);
        boolean entangling = false;
        List<Those> those = new ArrayList<>();
        if (requester.service().isEmpty()) {
            those.add(new Those(0, about(statement, requester.parts().get(0))));
        }
        for (Condition condition : statement.conditions()) {
            Integer place = requester.placeOfKey().get(conditions.key(condition));
            if (Combinations.isEntangled(condition, requester, conditions)) {
                entangling = true;
            } else if (place == null) {
                none |= !conditions.holds(condition, Context.of(requester.fixed()), otherwise);
            } else {
                int at = those.size();
                while (at > 0 && those.get(at - 1).place() > place) {
                    at--;
                }
                those.add(
                        at,
                        new Those(place, holding(condition, requester.parts().get(place), requester, otherwise)));
            }
        }
        return new Scope(none, those, entangling);
    }

    private Principals principals(Statement statement) {
        return principals.computeIfAbsent(statement, Principals::new);
    }

    private BitSet about(Statement statement, Part part) {
        effort.spend(2L * part.candidates().size());
        Principals principals = principals(statement);
        return part.those(identity -> principals.include(identity.caller().orElseThrow()));
    }

    private BitSet holding(Condition condition, Part part, Requester requester, boolean otherwise) {
        effort.spend(part.candidates().size());
        Predicate<Candidate> holds = candidate -> holds(condition, candidate, requester, otherwise);
        return conditions.variables(condition).isEmpty()
                ? part.those(conditions.sameText(condition, otherwise), holds)
                : part.those(holds);
    }

    /** True for an identity as well: who of them is meant is found one by one. */
    private boolean isAboutService(Statement statement, Requester requester) {
        Optional<String> name = requester.service();
        return name.isEmpty() || principals(statement).include(Caller.service(name.get()));
    }

    private boolean holds(Condition condition, Candidate candidate, Requester requester, boolean otherwise) {
        Context own = Context.of(candidate.keys());
        Context context = key -> requester.fixed().getOrDefault(key, own.of(key));
        return conditions.holds(condition, conditions.variables(condition).isEmpty() ? own : context, otherwise);
    }

    /** The simplest request of what is left; with variables, the first of all that is allowed. */
    private Optional<Found> found(Statement allow, List<BitSet> domains, Requester requester, String action) {
        Map<Statement, Principals> entangled = new LinkedHashMap<>();
        for (Statement deny : denies(action)) {
            if (scope(deny, requester).entangled()) {
                entangled.put(deny, principals(deny));
            }
        }
        if (entangled.isEmpty() && !scope(allow, requester).entangled()) {
            return Optional.of(found(requester, simplest(domains, requester), action));
        }
        return new Combinations(allow, entangled, requester, conditions, effort)
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
        Set<Tie> ties = new LinkedHashSet<>();
        for (Candidate candidate : chosen) {
            ties.addAll(candidate.ties());
        }
        return new Found(requester.request(chosen, action), ties);
    }
}
