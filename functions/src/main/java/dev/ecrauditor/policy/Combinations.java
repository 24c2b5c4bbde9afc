package dev.ecrauditor.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses a candidate for each part of a request where policy variables make conditions depend on several parts: from the last part to
 * the first, and back as soon as what is chosen breaks a statement. Of all that fit, it finds the one that counting would come to
 * first, which is the simplest.
 */
final class Combinations {

    private final Requester requester;
    private final ConditionMatcher conditions;
    private final Budget budget;
    private final List<Integer> varying;
    private final List<List<Test>> tests = new ArrayList<>();
    private final Map<String, List<String>> context;
    private final int[] chosen;
    private List<BitSet> domains = List.of();

    /** How many more choices are tried, for all searches in one policy together. */
    static final class Budget {

        private int left;

        Budget(int choices) {
            this.left = choices;
        }

        boolean isSpent() {
            return left <= 0;
        }

        private boolean spend() {
            return left-- > 0;
        }
    }

    /** What must be true as soon as all parts it depends on are chosen. */
    private interface Test {
        boolean passes();
    }

    /**
     * @param allow the statement whose conditions have to hold
     * @param denies those denials that depend on several parts
     */
    Combinations(
            Statement allow, List<Statement> denies, Requester requester, ConditionMatcher conditions, Budget budget) {
        this.requester = requester;
        this.conditions = conditions;
        this.budget = budget;
        this.context = new HashMap<>(requester.fixed());
        this.chosen = new int[requester.parts().size()];
        TreeSet<Integer> places = new TreeSet<>();
        entangled(allow).forEach(condition -> places.addAll(places(condition)));
        denies.forEach(deny -> entangled(deny).forEach(condition -> places.addAll(places(condition))));
        this.varying = List.copyOf(places.descendingSet());
        for (int i = 0; i <= varying.size(); i++) {
            tests.add(new ArrayList<>());
        }
        entangled(allow)
                .forEach(condition ->
                        tests.get(known(places(condition))).add(() -> conditions.holds(condition, context, true)));
        for (Statement deny : denies) {
            Set<Integer> needed = new HashSet<>();
            deny.conditions().forEach(condition -> needed.addAll(places(condition)));
            if (requester.service().isEmpty() && !isAboutEveryone(deny)) {
                needed.add(0);
            }
            tests.get(known(needed)).add(() -> !applies(deny));
        }
    }

    /** True when variables make a condition depend on more than one part of the request. */
    static boolean isEntangled(Condition condition, Requester requester, ConditionMatcher conditions) {
        Integer own = requester.placeOfKey().get(conditions.key(condition));
        for (String variable : conditions.variables(condition)) {
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
        Integer own = requester.placeOfKey().get(conditions.key(condition));
        if (own != null) {
            places.add(own);
        }
        for (String variable : conditions.variables(condition)) {
            Integer place = requester.placeOfKey().get(variable);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    private static boolean isAboutEveryone(Statement deny) {
        return deny.asDocumented()
                && !deny.everyoneExcept()
                && deny.principals().stream().anyMatch(principal -> principal instanceof Principal.Anyone);
    }

    /** After how many choices all these parts are known. */
    private int known(Set<Integer> places) {
        for (int i = varying.size(); i > 0; i--) {
            if (places.contains(varying.get(i - 1))) {
                return i;
            }
        }
        return 0;
    }

    private boolean applies(Statement deny) {
        Caller caller = requester.caller(candidate(0));
        if (!Principals.isAbout(deny, caller)) {
            return false;
        }
        for (Condition condition : deny.conditions()) {
            if (!conditions.holds(condition, context, false)) {
                return false;
            }
        }
        return true;
    }

    private Candidate candidate(int place) {
        return requester.parts().get(place).candidates().get(chosen[place]);
    }

    /**
     * The simplest choice of these candidates, one for each part.
     *
     * @return empty when there is none, or when the budget is spent
     */
    Optional<List<Candidate>> simplest(List<BitSet> domains) {
        this.domains = domains;
        for (int place = 0; place < chosen.length; place++) {
            choose(place, domains.get(place).nextSetBit(0));
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
        for (int i = domain.nextSetBit(0); i >= 0 && budget.spend(); i = domain.nextSetBit(i + 1)) {
            choose(place, i);
            if (passes(depth + 1) && search(depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private void choose(int place, int candidate) {
        Part part = requester.parts().get(place);
        chosen[place] = candidate;
        part.keys().forEach(context::remove);
        context.putAll(part.candidates().get(candidate).keys());
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
