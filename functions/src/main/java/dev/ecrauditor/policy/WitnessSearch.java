package dev.ecrauditor.policy;

import dev.ecrauditor.policy.Requester.Part;
import java.util.ArrayList;
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

    private final Policy policy;
    private final ConditionMatcher conditions;
    private final PolicyEvaluator evaluator;
    private int steps;
    private boolean doubtful;

    WitnessSearch(Policy policy) {
        this.policy = policy;
        this.conditions = new ConditionMatcher(policy.version());
        this.evaluator = new PolicyEvaluator(policy);
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
        Optional<Found> found = escape(denies, 0, domains, requester, action);
        if (found.isEmpty() && doubtful) {
            throw new TooHard();
        }
        return found;
    }

    private Optional<Found> escape(
            List<Statement> denies, int at, List<List<Candidate>> domains, Requester requester, String action)
            throws TooHard {
        if (++steps > MOST_STEPS) {
            throw new TooHard();
        }
        if (at == denies.size()) {
            return found(domains, requester, action);
        }
        Statement deny = denies.get(at);
        if (!concerns(deny, requester, domains, action) || fixedEscapes(deny, requester)) {
            return escape(denies, at + 1, domains, requester, action);
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
                Optional<Found> found = escape(denies, at + 1, narrowed, requester, action);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private List<Predicate<Candidate>> waysOut(Statement deny, Part part, Requester requester, String action) {
        List<Predicate<Candidate>> ways = new ArrayList<>();
        if (part.keys().equals(Requester.IDENTITY)) {
            ways.add(candidate -> !PolicyEvaluator.isAbout(deny, requester.request(List.of(candidate), action)));
        }
        deny.conditions().stream()
                .filter(condition -> part.keys().contains(key(condition)))
                .forEach(condition -> ways.add(candidate -> !holds(condition, candidate, requester)));
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
                .filter(condition -> isFixed(condition, requester))
                .anyMatch(condition -> !conditions.holds(condition, requester.fixed()));
    }

    private boolean fits(Statement allow, Part part, Candidate candidate, Requester requester, String action) {
        if (part.keys().equals(Requester.IDENTITY)
                && !PolicyEvaluator.isAbout(allow, requester.request(List.of(candidate), action))) {
            return false;
        }
        return allow.conditions().stream()
                .filter(condition -> part.keys().contains(key(condition)))
                .allMatch(condition -> holds(condition, candidate, requester));
    }

    private boolean fixedFits(Statement allow, Requester requester) {
        return allow.conditions().stream()
                .filter(condition -> isFixed(condition, requester))
                .allMatch(condition -> conditions.holds(condition, requester.fixed()));
    }

    private static boolean isFixed(Condition condition, Requester requester) {
        return requester.parts().stream().noneMatch(part -> part.keys().contains(key(condition)));
    }

    private boolean holds(Condition condition, Candidate candidate, Requester requester) {
        Map<String, List<String>> context = new LinkedHashMap<>(requester.fixed());
        context.putAll(candidate.keys());
        return conditions.holds(condition, context);
    }

    /** The simplest request of what is left; checked as a whole before it is believed. */
    private Optional<Found> found(List<List<Candidate>> domains, Requester requester, String action) {
        List<Candidate> chosen = domains.stream().map(domain -> domain.get(0)).toList();
        Request request = requester.request(chosen, action);
        Set<Tie> ties = new LinkedHashSet<>();
        chosen.forEach(candidate -> ties.addAll(candidate.ties()));
        if (!evaluator.allows(request)) {
            doubtful = true; // its parts are not as independent as they look: a policy variable ties them together
            return Optional.empty();
        }
        return Optional.of(new Found(request, ties));
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
