package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
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

    /** More steps are not taken; then nothing is claimed. */
    private static final int MOST_STEPS = 20_000;

    /** For all searches in one policy. */
    private static final int MOST_COMBINATIONS = 4_000;

    private final Policy policy;
    private final ConditionMatcher conditions;
    private final PolicyEvaluator evaluator;
    private final Set<String> entangled;
    private final Map<String, List<Statement>> denies = new HashMap<>();
    private final IdentityHashMap<Requester, IdentityHashMap<Statement, Scope>> scopes = new IdentityHashMap<>();
    private int steps;
    private int combinations;
    private boolean doubtful;

    WitnessSearch(Policy policy) {
        this.policy = policy;
        this.conditions = new ConditionMatcher(policy.hasVariables());
        this.evaluator = new PolicyEvaluator(policy, conditions);
        this.entangled = entangledKeys(policy, conditions);
    }

    /** A request that is allowed, with everything it is tied to. */
    record Found(Request request, Set<Tie> ties) {}

    /**
     * @param ties which ties the request may have
     * @throws TooHard when the policy is too entangled to be sure
     */
    Optional<Found> find(Statement allow, Requester requester, String action, Predicate<Tie> ties) throws TooHard {
        Scope scope = scope(allow, requester);
        if (scope.isNone()) {
            return Optional.empty();
        }
        List<BitSet> domains = new ArrayList<>(requester.parts().size());
        for (Part part : requester.parts()) {
            domains.add(part.tiedBy(ties));
        }
        for (Those fitting : scope.those()) {
            BitSet both = (BitSet) domains.get(fitting.place()).clone();
            both.and(fitting.candidates());
            domains.set(fitting.place(), both);
        }
        for (BitSet domain : domains) {
            if (domain.isEmpty()) {
                return Optional.empty();
            }
        }
        steps = 0;
        doubtful = false;
        Optional<Found> found = escape(allow, denies(action), 0, domains, requester, action);
        if (found.isEmpty() && doubtful) {
            throw new TooHard();
        }
        return found;
    }

    /** False when the statement allows no request of this kind of requester, whoever of them it is and whatever ties it has. */
    boolean mayAllow(Statement allow, Requester requester) {
        Scope scope = scope(allow, requester);
        for (Those fitting : scope.those()) {
            if (fitting.place() > 0 && fitting.candidates().isEmpty()) {
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
                if (statement.effect() == Statement.Effect.DENY
                        && statement.actions().covers(name)) {
                    covering.add(statement);
                }
            }
            return covering;
        });
    }

    private Optional<Found> escape(
            Statement allow, List<Statement> denies, int at, List<BitSet> domains, Requester requester, String action)
            throws TooHard {
        if (++steps > MOST_STEPS) {
            throw new TooHard();
        }
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
            if (isEntangled(condition, requester)) {
                entangling = true;
            } else if (place == null) {
                none |= !conditions.holds(condition, requester.fixed(), otherwise);
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

    private static BitSet about(Statement statement, Part part) {
        return part.those(
                identity -> PolicyEvaluator.isAbout(statement, identity.caller().orElseThrow()));
    }

    private BitSet holding(Condition condition, Part part, Requester requester, boolean otherwise) {
        Predicate<Candidate> holds = candidate -> holds(condition, candidate, requester, otherwise);
        return conditions.variables(condition).isEmpty()
                ? part.those(conditions.sameText(condition, otherwise), holds)
                : part.those(holds);
    }

    /** True for an identity as well: who of them is meant is found one by one. */
    private static boolean isAboutService(Statement statement, Requester requester) {
        Optional<String> name = requester.service();
        return name.isEmpty() || PolicyEvaluator.isAbout(statement, Caller.service(name.get()));
    }

    /** True when variables make a condition depend on more than one part of the request. */
    private boolean isEntangled(Condition condition, Requester requester) {
        Integer own = requester.placeOfKey().get(conditions.key(condition));
        for (String variable : conditions.variables(condition)) {
            Integer place = requester.placeOfKey().get(variable);
            if (place != null && !place.equals(own)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(Condition condition, Candidate candidate, Requester requester, boolean otherwise) {
        if (conditions.variables(condition).isEmpty()) {
            return conditions.holds(condition, candidate.keys(), otherwise);
        }
        Map<String, List<String>> context = new LinkedHashMap<>(requester.fixed());
        context.putAll(candidate.keys());
        return conditions.holds(condition, context, otherwise);
    }

    /** The simplest request of what is left; with variables, the first of all that is allowed. */
    private Optional<Found> found(Statement allow, List<BitSet> domains, Requester requester, String action) {
        int[] at = new int[domains.size()];
        for (int i = 0; i < at.length; i++) {
            at[i] = domains.get(i).nextSetBit(0);
        }
        boolean sure = isSure(allow, requester, action);
        while (combinations < MOST_COMBINATIONS) {
            List<Candidate> chosen = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                chosen.add(requester.parts().get(i).candidates().get(at[i]));
            }
            Request request = requester.request(chosen, action);
            if (sure || evaluator.allows(allow, request)) {
                Set<Tie> ties = new LinkedHashSet<>();
                for (Candidate candidate : chosen) {
                    ties.addAll(candidate.ties());
                }
                return Optional.of(new Found(request, ties));
            }
            combinations++;
            if (!advance(at, domains, requester)) {
                return Optional.empty();
            }
        }
        doubtful = true;
        return Optional.empty();
    }

    /** Every condition was decided for each part by itself. */
    private boolean isSure(Statement allow, Requester requester, String action) {
        if (entangled.isEmpty()) {
            return true;
        }
        for (Statement deny : denies(action)) {
            if (scope(deny, requester).entangled()) {
                return false;
            }
        }
        return !scope(allow, requester).entangled();
    }

    /** The next combination of the parts that variables tie together; false when there is none. */
    private boolean advance(int[] at, List<BitSet> domains, Requester requester) {
        for (int i = 0; i < at.length; i++) {
            if (Collections.disjoint(requester.parts().get(i).keys(), entangled)) {
                continue;
            }
            at[i] = domains.get(i).nextSetBit(at[i] + 1);
            if (at[i] >= 0) {
                return true;
            }
            at[i] = domains.get(i).nextSetBit(0);
        }
        return false;
    }

    /** Every key that takes part in a condition with variables. */
    private static Set<String> entangledKeys(Policy policy, ConditionMatcher conditions) {
        Set<String> keys = new LinkedHashSet<>();
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                Set<String> variables = conditions.variables(condition);
                if (!variables.isEmpty()) {
                    keys.add(conditions.key(condition));
                    keys.addAll(variables);
                }
            }
        }
        return keys;
    }

    /** The policy's denials are too entangled for a sure answer. */
    static final class TooHard extends Exception {
        TooHard() {
            super("too many combinations of denials");
        }
    }
}
