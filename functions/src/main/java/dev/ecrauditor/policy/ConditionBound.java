package dev.ecrauditor.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a condition ties a statement about anyone to somebody in particular, so that it is no longer public.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "Single-valued vs. multivalued context keys", IAM User Guide.
 */
final class ConditionBound {

    /** What one condition does to a grant to anyone. */
    enum Bound {
        BOUNDS,
        DOES_NOT,
        /** This version does not understand it: the grant is neither called public nor safe. */
        UNCLEAR
    }

    private static final Set<String> BOUNDING =
            Set.of("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress");
    private static final Set<String> EXPANDING = Set.of("stringlike", "arnequals", "arnlike");
    private static final Map<String, String> NEGATIONS = Map.of(
            "stringnotequals", "stringequals",
            "stringnotequalsignorecase", "stringequalsignorecase",
            "stringnotlike", "stringlike",
            "arnnotequals", "arnequals",
            "arnnotlike", "arnlike",
            "notipaddress", "ipaddress");

    private ConditionBound() {}

    /** All conditions of an Allow must hold, so one that bounds is enough. */
    static Bound ofAllow(List<Condition> conditions) {
        List<Bound> bounds = conditions.stream().map(ConditionBound::allow).toList();
        if (bounds.contains(Bound.BOUNDS)) {
            return Bound.BOUNDS;
        }
        return bounds.contains(Bound.UNCLEAR) ? Bound.UNCLEAR : Bound.DOES_NOT;
    }

    /**
     * True when a Deny for everyone stops every stranger: it has no condition, or one negated condition on a fixed value (a request
     * without the key is denied too). Under ForAnyValue a request without the key is not denied.
     */
    static boolean denyStopsStrangers(List<Condition> conditions) {
        if (conditions.isEmpty()) {
            return true;
        }
        Condition only = conditions.get(0);
        String positive = NEGATIONS.getOrDefault(only.baseOperator(), "");
        return conditions.size() == 1
                && !positive.isEmpty()
                && !only.isForAnyValue()
                && loosest(only, EXPANDING.contains(positive)) == Bound.BOUNDS;
    }

    private static Bound allow(Condition condition) {
        String operator = condition.baseOperator();
        boolean trueWithoutKey = condition.isIfExists() && !condition.isForAnyValue();
        if (!BOUNDING.contains(operator) || condition.isForAllValues() || trueWithoutKey) {
            return Bound.DOES_NOT;
        }
        if (condition.key().equalsIgnoreCase("aws:PrincipalOrgPaths") && !condition.isForAnyValue()) {
            return Bound.UNCLEAR;
        }
        return loosest(condition, EXPANDING.contains(operator));
    }

    private static Bound loosest(Condition condition, boolean wildcards) {
        if (condition.values().isEmpty()) {
            return Bound.UNCLEAR;
        }
        List<Bound> bounds = condition.values().stream()
                .map(value -> FixedValue.bound(condition.key(), value, wildcards))
                .toList();
        if (bounds.contains(Bound.DOES_NOT)) {
            return Bound.DOES_NOT;
        }
        return bounds.contains(Bound.UNCLEAR) ? Bound.UNCLEAR : Bound.BOUNDS;
    }
}
