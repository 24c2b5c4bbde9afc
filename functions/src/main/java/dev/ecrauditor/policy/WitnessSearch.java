package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Requester.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
        List<List<Candidate>> domains = new ArrayList<>();
        for (Part part : requester.parts()) {
            List<Candidate> fitting = part.candidates().stream()
                    .filter(candidate -> candidate.ties().stream().allMatch(ties))
                    .filter(candidate -> fits(allow, part, candidate, requester, action))
                    .toList();
            if (fitting.isEmpty()) {
                return Optional.empty();
            }
            domains.add(fitting);
        }
        if (!fixedFits(allow, requester)) {
            return Optional.empty();
        }
        List<Statement> denies = policy.statements().stream()
                .filter(statement -> statement.effect() == Statement.Effect.DENY
                        && statement.actions().covers(action))
                .toList();
        steps = 0;
        doubtful = false;
        Optional<Found> found = escape(allow, denies, 0, domains, requester, action);
        if (found.isEmpty() && doubtful) {
            throw new TooHard();
        }
        return found;
    }

    private Optional<Found> escape(
            Statement allow,
            List<Statement> denies,
            int at,
            List<List<Candidate>> domains,
            Requester requester,
            String action)
            throws TooHard {
        if (++steps > MOST_STEPS) {
            throw new TooHard();
        }
        if (at == denies.size()) {
            return found(allow, domains, requester, action);
        }
        Statement deny = denies.get(at);
        if (!concerns(deny, requester, domains, action) || fixedEscapes(deny, requester)) {
            return escape(allow, denies, at + 1, domains, requester, action);
        }
        for (int i = 0; i < domains.size(); i++) {
            Part part = requester.parts().get(i);
            for (Predicate<Candidate> way : waysOut(deny, part, requester, action)) {
                List<Candidate> left = domains.get(i).stream().filter(way).toList();
                if (left.isEmpty()) {
                    continue;
                }
                List<List<Candidate>> narrowed = new ArrayList<>(domains);
                narrowed.set(i, left);
                Optional<Found> found = escape(allow, denies, at + 1, narrowed, requester, action);
                if (found.isPresent() || left.size() == domains.get(i).size()) {
                    return found; // a way out that narrows nothing is as good as any
                }
            }
        }
        boolean perhaps = deny.conditions().stream().anyMatch(condition -> isEntangled(condition, requester));
        return perhaps ? escape(allow, denies, at + 1, domains, requester, action) : Optional.empty();
    }

    private List<Predicate<Candidate>> waysOut(Statement deny, Part part, Requester requester, String action) {
        List<Predicate<Candidate>> ways = new ArrayList<>();
        if (part.keys().equals(Requester.IDENTITY)) {
            ways.add(candidate -> !PolicyEvaluator.isAbout(deny, requester.request(List.of(candidate), action)));
        }
        deny.conditions().stream()
                .filter(condition -> part.keys().contains(key(condition)) && !isEntangled(condition, requester))
                .forEach(condition -> ways.add(candidate -> !holds(condition, candidate, requester, false)));
        return ways;
    }

    private static boolean concerns(Statement deny, Requester requester, List<List<Candidate>> domains, String action) {
        if (requester.service().isPresent()) {
            return PolicyEvaluator.isAbout(deny, requester.request(List.of(), action));
        }
        return domains.get(0).stream()
                .anyMatch(identity -> PolicyEvaluator.isAbout(deny, requester.request(List.of(identity), action)));
    }

    /** True when a condition on something no request of this requester varies in is false. */
    private boolean fixedEscapes(Statement deny, Requester requester) {
        return deny.conditions().stream()
                .filter(condition -> isFixed(condition, requester) && !isEntangled(condition, requester))
                .anyMatch(condition -> !conditions.holds(condition, requester.fixed(), false));
    }

    private boolean fits(Statement allow, Part part, Candidate candidate, Requester requester, String action) {
        if (part.keys().equals(Requester.IDENTITY)
                && !PolicyEvaluator.isAbout(allow, requester.request(List.of(candidate), action))) {
            return false;
        }
        return allow.conditions().stream()
                .filter(condition -> part.keys().contains(key(condition)) && !isEntangled(condition, requester))
                .allMatch(condition -> holds(condition, candidate, requester, true));
    }

    private boolean fixedFits(Statement allow, Requester requester) {
        return allow.conditions().stream()
                .filter(condition -> isFixed(condition, requester) && !isEntangled(condition, requester))
                .allMatch(condition -> conditions.holds(condition, requester.fixed(), true));
    }

    private static boolean isFixed(Condition condition, Requester requester) {
        return requester.parts().stream().noneMatch(part -> part.keys().contains(key(condition)));
    }

    /** True when variables make a condition depend on more than one part of the request. */
    private boolean isEntangled(Condition condition, Requester requester) {
        Set<String> keys = conditions.variables(condition);
        return !keys.isEmpty()
                && requester.parts().stream()
                        .filter(part -> !part.keys().contains(key(condition)))
                        .anyMatch(part -> !Collections.disjoint(part.keys(), keys));
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
    private Optional<Found> found(Statement allow, List<List<Candidate>> domains, Requester requester, String action) {
        int[] at = new int[domains.size()];
        for (int tries = 0; tries < MOST_COMBINATIONS; tries++) {
            List<Candidate> chosen = new ArrayList<>();
            for (int i = 0; i < at.length; i++) {
                chosen.add(domains.get(i).get(at[i]));
            }
            Request request = requester.request(chosen, action);
            if (evaluator.allows(allow, request)) {
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
    private boolean advance(int[] at, List<List<Candidate>> domains, Requester requester) {
        for (int i = 0; i < at.length; i++) {
            if (Collections.disjoint(requester.parts().get(i).keys(), entangled)) {
                continue;
            }
            if (++at[i] < domains.get(i).size()) {
                return true;
            }
            at[i] = 0;
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
                    keys.add(key(condition));
                    keys.addAll(variables);
                }
            }
        }
        return keys;
    }

    private static String key(Condition condition) {
        return condition.key().toLowerCase(Locale.ROOT);
    }

    /** The policy's denials are too entangled for a sure answer. */
    static final class TooHard extends Exception {
        TooHard() {
            super("too many combinations of denials");
        }
    }
}
