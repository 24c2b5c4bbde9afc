package dev.ecrauditor.policy.condition;

import java.util.Locale;
import java.util.Set;

/**
 * Whether a condition has a form that AWS documents. The effect of any other form is unknown, so it does not restrict
 * an Allow, and a Deny with it is not relied on.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "AWS global condition context keys", IAM User Guide.
 */
public final class ConditionForms {

    private static final Set<String> TEXT = Set.of(
            "stringequals",
            "stringnotequals",
            "stringequalsignorecase",
            "stringnotequalsignorecase",
            "stringlike",
            "stringnotlike");
    private static final Set<String> ARN = Set.of("arnequals", "arnnotequals", "arnlike", "arnnotlike");
    private static final Set<String> ADDRESS = Set.of("ipaddress", "notipaddress");
    private static final Set<String> ORDERED =
            Set.of("equals", "notequals", "lessthan", "lessthanequals", "greaterthan", "greaterthanequals");

    private static final Set<String> TEXT_KEYS = Set.of(
            "aws:principalaccount",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:userid",
            "aws:sourceaccount",
            "aws:sourceowner",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
            "aws:sourcevpc",
            "aws:sourcevpce");
    private static final Set<String> ARN_KEYS = Set.of("aws:principalarn", "aws:sourcearn");
    private static final Set<String> ADDRESS_KEYS = Set.of("aws:sourceip", "aws:vpcsourceip");

    private ConditionForms() {}

    /**
     * True when a Deny with this condition is relied on. AWS documents keys of several values only with {@code
     * ForAllValues:} or {@code ForAnyValue:}; without one it is unknown whom such a Deny covers.
     *
     * <p>Source: "Multivalued context keys", IAM User Guide.
     */
    static boolean isReliedOn(Condition condition, boolean variables) {
        return isUnderstood(condition, variables) && !lacksSetOperator(condition);
    }

    /** True for a key of several values that is compared as if it had one. */
    public static boolean lacksSetOperator(Condition condition) {
        return ConditionKeys.isMultivalued(condition.key().toLowerCase(Locale.ROOT))
                && !condition.isForAllValues()
                && !condition.isForAnyValue()
                && !condition.baseOperator().equals("null");
    }

    /**
     * True when the analysis evaluates the condition as AWS does.
     *
     * @param variables true when values may contain policy variables, whose form is not known beforehand
     */
    public static boolean isUnderstood(Condition condition, boolean variables) {
        String operator = condition.baseOperator();
        String key = condition.key().toLowerCase(Locale.ROOT);
        if (condition.values().isEmpty()) {
            return false;
        }
        if (operator.equals("null")) {
            return !condition.isIfExists()
                    && !condition.isForAllValues()
                    && !condition.isForAnyValue()
                    && condition.values().stream().allMatch(ConditionForms::isBool);
        }
        return fits(operator, key)
                && condition.values().stream()
                        .allMatch(value -> (variables && value.contains("${")) || isValue(operator, value));
    }

    /** True for an operator that AWS has, whatever it compares. */
    public static boolean isOperator(Condition condition) {
        String operator = condition.baseOperator();
        return operator.equals("null") || fits(operator, "");
    }

    private static boolean fits(String operator, String key) {
        if (TEXT_KEYS.contains(key)) {
            return TEXT.contains(operator);
        }
        if (ARN_KEYS.contains(key)) {
            return TEXT.contains(operator) || ARN.contains(operator);
        }
        if (ADDRESS_KEYS.contains(key)) {
            return TEXT.contains(operator) || ADDRESS.contains(operator);
        }
        return TEXT.contains(operator)
                || ARN.contains(operator)
                || ADDRESS.contains(operator)
                || operator.equals("bool")
                || operator.equals("binaryequals")
                || isOrdered(operator);
    }

    private static boolean isOrdered(String operator) {
        return (operator.startsWith("numeric") && ORDERED.contains(operator.substring("numeric".length())))
                || (operator.startsWith("date") && ORDERED.contains(operator.substring("date".length())));
    }

    private static boolean isValue(String operator, String value) {
        if (ADDRESS.contains(operator)) {
            return IpRange.parse(value).isPresent();
        }
        if (ARN.contains(operator)) {
            return value.split(":", 6).length == 6;
        }
        if (operator.startsWith("date")) {
            return Comparisons.date(value).isPresent();
        }
        if (operator.startsWith("numeric")) {
            return Comparisons.number(value).isPresent();
        }
        return !operator.equals("bool") || isBool(value);
    }

    private static boolean isBool(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }
}
