package dev.ecrauditor.policy;

import dev.ecrauditor.policy.FixedValue.Matching;
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
     * True when a Deny for everyone stops every stranger: every condition it has, if any, is a negated one on a fixed value. Whoever
     * is let through then fits at least one of the values.
     */
    static boolean denyStopsStrangers(List<Condition> conditions) {
        return conditions.stream().allMatch(ConditionBound::sparesOnlyFixedValues);
    }

    /** A request without the key is denied too, except under ForAnyValue. */
    private static boolean sparesOnlyFixedValues(Condition condition) {
        String positive = NEGATIONS.getOrDefault(condition.baseOperator(), "");
        return !positive.isEmpty() && !condition.isForAnyValue() && loosest(condition, positive) == Bound.BOUNDS;
    }

    private static Bound allow(Condition condition) {
        String operator = condition.baseOperator();
        boolean trueWithoutKey = condition.isIfExists() && !condition.isForAnyValue();
        if (!BOUNDING.contains(operator) || condition.isForAllValues() || trueWithoutKey) {
            return Bound.DOES_NOT;
        }
        boolean manyValued = condition.key().equalsIgnoreCase("aws:PrincipalOrgPaths")
                || condition.key().equalsIgnoreCase("aws:SourceOrgPaths");
        if (manyValued && !condition.isForAnyValue()) {
            return Bound.UNCLEAR;
        }
        return loosest(condition, operator);
    }

    private static Bound loosest(Condition condition, String operator) {
        if (condition.values().isEmpty()) {
            return Bound.UNCLEAR;
        }
        Matching matching = matching(operator);
        List<Bound> bounds = condition.values().stream()
                .map(value -> FixedValue.bound(condition.key(), value, matching))
                .toList();
        if (bounds.contains(Bound.DOES_NOT)) {
            return Bound.DOES_NOT;
        }
        return bounds.contains(Bound.UNCLEAR) ? Bound.UNCLEAR : Bound.BOUNDS;
    }

    /** ArnEquals and ArnLike behave the same. */
    private static Matching matching(String operator) {
        return switch (operator) {
            case "stringlike" -> Matching.WHOLE_TEXT;
            case "arnequals", "arnlike" -> Matching.BY_FIELD;
            default -> Matching.EXACT;
        };
    }
}
