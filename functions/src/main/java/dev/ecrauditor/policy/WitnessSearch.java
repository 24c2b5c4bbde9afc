package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
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

    /** More steps are not taken; then nothing is claimed. */
    private static final int MOST_STEPS = 20_000;

    private static final int MOST_COMBINATIONS = 5_000;

    private final Policy policy;
    private final ConditionMatcher conditions;
    private final PolicyEvaluator evaluator;
    private final Set<String> entangled;
    private final Map<String, List<Statement>> denies = new HashMap<>();
    private int steps;
    private boolean doubtful;

    WitnessSearch(Policy policy) {
        this.policy = policy;
        this.conditions = new ConditionMatcher(policy.hasVariables());
        this.evaluator = new PolicyEvaluator(policy);
        this.entangled = entangledKeys(policy, conditions);
    }

    /** A request that is allowed, with everything it is tied to. */
    record Found(Request request, Set<Tie> ties) {}

    /**
     * @param ties which ties the request may have
     * @throws TooHard when the policy is too entangled to be sure
     */
    Optional<Found> find(Statement allow, Requester requester, String action, Predicate<Tie> ties) throws TooHard {
        if (!isAboutService(allow, requester) || !fixedFits(allow, requester)) {
            return Optional.empty();
        }
        List<BitSet> domains = new ArrayList<>();
        requester.parts().forEach(part -> domains.add(part.tiedBy(ties)));
        narrow(domains, allow, requester);
        if (domains.stream().anyMatch(BitSet::isEmpty)) {
            return Optional.empty();
        }
        steps = 0;
        doubtful = false;
        Optional<Found> found = escape(allow, denies(action), 0, domains, requester, action);
        if (found.isEmpty() && doubtful) {
            throw new TooHard();
        }
        return found;
    }

    /** The denials of an action. */
    List<Statement> denies(String action) {
        return denies.computeIfAbsent(
                action,
                name -> policy.statements().stream()
                        .filter(statement -> statement.effect() == Statement.Effect.DENY
                                && statement.actions().covers(name))
                        .toList());
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
        Statement deny = denies.get(at);
        if (!concerns(deny, requester, domains) || fixedEscapes(deny, requester)) {
            return escape(allow, denies, at + 1, domains, requester, action);
        }
        for (WayOut way : waysOut(deny, requester)) {
            BitSet left = (BitSet) domains.get(way.place()).clone();
            left.andNot(way.caught());
            if (left.isEmpty()) {
                continue;
            }
            List<BitSet> narrowed = new ArrayList<>(domains);
            narrowed.set(way.place(), left);
            Optional<Found> found = escape(allow, denies, at + 1, narrowed, requester, action);
            if (found.isPresent() || left.equals(domains.get(way.place()))) {
                return found; // a way out that narrows nothing is as good as any
            }
        }
        boolean perhaps = deny.conditions().stream().anyMatch(condition -> isEntangled(condition, requester));
        return perhaps ? escape(allow, denies, at + 1, domains, requester, action) : Optional.empty();
    }

    /** A way out of a Deny, and whom it catches all the same. */
    private record WayOut(int place, BitSet caught) {}

    /** In the order of the parts. */
    private List<WayOut> waysOut(Statement deny, Requester requester) {
        List<WayOut> ways = new ArrayList<>();
        if (requester.service().isEmpty()) {
            ways.add(new WayOut(0, about(deny, requester.parts().get(0))));
        }
        for (Condition condition : deny.conditions()) {
            Integer place = requester.placeOfKey().get(conditions.key(condition));
            if (place != null && !isEntangled(condition, requester)) {
                ways.add(new WayOut(place, holding(condition, requester.parts().get(place), requester, false)));
            }
        }
        ways.sort(Comparator.comparingInt(WayOut::place));
        return ways;
    }

    private static BitSet about(Statement statement, Part part) {
        return part.those(
                statement,
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
        return requester
                .service()
                .map(name -> PolicyEvaluator.isAbout(statement, Caller.service(name)))
                .orElse(true);
    }

    private static boolean concerns(Statement deny, Requester requester, List<BitSet> domains) {
        if (requester.service().isPresent()) {
            return PolicyEvaluator.isAbout(
                    deny, Caller.service(requester.service().get()));
        }
        return about(deny, requester.parts().get(0)).intersects(domains.get(0));
    }

    /** True when a condition on something no request of this requester varies in is false. */
    private boolean fixedEscapes(Statement deny, Requester requester) {
        return deny.conditions().stream()
                .filter(condition -> isFixed(condition, requester) && !isEntangled(condition, requester))
                .anyMatch(condition -> !conditions.holds(condition, requester.fixed(), false));
    }

    private void narrow(List<BitSet> domains, Statement allow, Requester requester) {
        if (requester.service().isEmpty()) {
            domains.get(0).and(about(allow, requester.parts().get(0)));
        }
        for (Condition condition : allow.conditions()) {
            Integer place = requester.placeOfKey().get(conditions.key(condition));
            if (place != null && !isEntangled(condition, requester)) {
                domains.get(place).and(holding(condition, requester.parts().get(place), requester, true));
            }
        }
    }

    private boolean fixedFits(Statement allow, Requester requester) {
        return allow.conditions().stream()
                .filter(condition -> isFixed(condition, requester) && !isEntangled(condition, requester))
                .allMatch(condition -> conditions.holds(condition, requester.fixed(), true));
    }

    private boolean isFixed(Condition condition, Requester requester) {
        return !requester.placeOfKey().containsKey(conditions.key(condition));
    }

    /** True when variables make a condition depend on more than one part of the request. */
    private boolean isEntangled(Condition condition, Requester requester) {
        Integer own = requester.placeOfKey().get(conditions.key(condition));
        return conditions.variables(condition).stream()
                .map(requester.placeOfKey()::get)
                .anyMatch(place -> place != null && !place.equals(own));
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
        int[] at = domains.stream().mapToInt(domain -> domain.nextSetBit(0)).toArray();
        for (int tries = 0; tries < MOST_COMBINATIONS; tries++) {
            List<Candidate> chosen = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                chosen.add(requester.parts().get(i).candidates().get(at[i]));
            }
            Request request = requester.request(chosen, action);
            if (entangled.isEmpty() || evaluator.allows(allow, request)) {
                Set<Tie> ties = new LinkedHashSet<>();
                chosen.forEach(candidate -> ties.addAll(candidate.ties()));
                return Optional.of(new Found(request, ties));
            }
            if (!advance(at, domains, requester)) {
                return Optional.empty();
            }
        }
        doubtful = true;
        return Optional.empty();
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
