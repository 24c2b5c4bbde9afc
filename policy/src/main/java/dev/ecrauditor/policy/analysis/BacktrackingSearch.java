package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.Candidate;
import dev.ecrauditor.policy.request.Principals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses a candidate for each part of a request where policy variables make conditions depend on several parts. It
 * goes from the last part to the first and backtracks as soon as a choice violates a statement. Of all solutions it
 * finds the first in the order of the candidates, which is the simplest.
 */
final class BacktrackingSearch {

    private final Requester requester;
    private final ConditionMatcher conditions;
    private final WorkBudget budget;
    private final List<Integer> varying;
    private final List<List<Test>> tests = new ArrayList<>();
    private final Context context = this::chosen;
    private final int[] chosen;
    private List<BitSet> domains = List.of();

    /** A condition that must be true as soon as all parts on which it depends are chosen. */
    private interface Test {
        boolean passes();
    }

    /**
     * @param allow the statement whose conditions have to hold
     * @param denies the denials that depend on several parts, with their principals
     */
    BacktrackingSearch(
            Statement allow,
            Map<Statement, Principals> denies,
            Requester requester,
            ConditionMatcher conditions,
            WorkBudget budget) {
        this.requester = requester;
        this.conditions = conditions;
        this.budget = budget;
        this.chosen = new int[requester.parts().size()];
        TreeSet<Integer> places = new TreeSet<>();
        entangled(allow).forEach(condition -> places.addAll(places(condition)));
        denies.keySet().forEach(deny -> entangled(deny).forEach(condition -> places.addAll(places(condition))));
        this.varying = List.copyOf(places.descendingSet());
        for (int i = 0; i <= varying.size(); i++) {
            tests.add(new ArrayList<>());
        }
        entangled(allow)
                .forEach(condition ->
                        tests.get(known(places(condition))).add(() -> conditions.holds(condition, context, true)));
        denies.forEach((deny, principals) -> {
            Set<Integer> needed = new HashSet<>();
            deny.conditions().forEach(condition -> needed.addAll(places(condition)));
            if (requester.service().isEmpty() && !principals.areEveryone()) {
                needed.add(0);
            }
            tests.get(known(needed)).add(() -> !applies(deny, principals));
        });
    }

    /** True when variables make a condition depend on more than one part of the request. */
    static boolean isEntangled(Condition condition, Requester requester, ConditionMatcher conditions) {
        Integer own = requester.placeOfKey().get(condition.key());
        for (ConditionKey variable : conditions.variables(condition)) {
            Integer place = requester.placeOfKey().get(variable);
            if (place != null && !place.equals(own)) {
                return true;
            }
        }
        return false;
    }

    private List<Condition> entangled(Statement statement) {
        return statement.conditions().stream()
                .filter(condition -> isEntangled(condition, requester, conditions))
                .toList();
    }

    private Set<Integer> places(Condition condition) {
        Set<Integer> places = new HashSet<>();
        Integer own = requester.placeOfKey().get(condition.key());
        if (own != null) {
            places.add(own);
        }
        for (ConditionKey variable : conditions.variables(condition)) {
            Integer place = requester.placeOfKey().get(variable);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    /** The number of choices after which all these parts are known. */
    private int known(Set<Integer> places) {
        for (int i = varying.size(); i > 0; i--) {
            if (places.contains(varying.get(i - 1))) {
                return i;
            }
        }
        return 0;
    }

    private boolean applies(Statement deny, Principals principals) {
        if (!principals.include(requester.caller(candidate(0)))) {
            return false;
        }
        for (Condition condition : deny.conditions()) {
            if (!conditions.holds(condition, context, false)) {
                return false;
            }
        }
        return true;
    }

    /** The values of a key in the chosen candidates. */
    private List<String> chosen(ConditionKey key) {
        Integer place = requester.placeOfKey().get(key);
        Map<ConditionKey, List<String>> keys =
                place == null ? requester.fixed() : candidate(place).keys();
        return keys.getOrDefault(key, List.of());
    }

    private Candidate candidate(int place) {
        return requester.parts().get(place).candidates().get(chosen[place]);
    }

    /**
     * The simplest choice of these candidates, one for each part.
     *
     * @return empty when there is none
     */
    Optional<List<Candidate>> simplest(List<BitSet> domains) {
        this.domains = domains;
        for (int place = 0; place < chosen.length; place++) {
            chosen[place] = domains.get(place).nextSetBit(0);
        }
        if (!passes(0) || !search(0)) {
            return Optional.empty();
        }
        List<Candidate> simplest = new ArrayList<>();
        for (int place = 0; place < chosen.length; place++) {
            simplest.add(candidate(place));
        }
        return Optional.of(simplest);
    }

    private boolean search(int depth) {
        if (depth == varying.size()) {
            return true;
        }
        int place = varying.get(depth);
        BitSet domain = domains.get(place);
        for (int i = domain.nextSetBit(0); i >= 0; i = domain.nextSetBit(i + 1)) {
            budget.spend(8);
            chosen[place] = i;
            if (passes(depth + 1) && search(depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean passes(int depth) {
        for (Test test : tests.get(depth)) {
            if (!test.passes()) {
                return false;
            }
        }
        return true;
    }
}
