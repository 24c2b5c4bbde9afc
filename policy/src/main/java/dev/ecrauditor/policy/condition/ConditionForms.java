package dev.ecrauditor.policy.condition;

import java.util.Set;

/**
 * Whether a condition has a form that AWS documents. The effect of any other form is unknown, so it does not restrict
 * an Allow, and a Deny with it is not relied on.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "AWS global condition context keys", IAM User Guide.
 */
public final class ConditionForms {

    private static final Set<ConditionKey> TEXT_KEYS = Set.of(
            ConditionKey.PRINCIPAL_ACCOUNT,
            ConditionKey.PRINCIPAL_ORGANIZATION,
            ConditionKey.PRINCIPAL_ORGANIZATION_PATHS,
            ConditionKey.USER_ID,
            ConditionKey.SOURCE_ACCOUNT,
            ConditionKey.SOURCE_OWNER,
            ConditionKey.SOURCE_ORGANIZATION,
            ConditionKey.SOURCE_ORGANIZATION_PATHS,
            ConditionKey.SOURCE_VPC,
            ConditionKey.SOURCE_ENDPOINT);
    private static final Set<ConditionKey> ARN_KEYS = Set.of(ConditionKey.PRINCIPAL_ARN, ConditionKey.SOURCE_ARN);
    private static final Set<ConditionKey> ADDRESS_KEYS = Set.of(ConditionKey.SOURCE_IP, ConditionKey.VPC_SOURCE_IP);

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
        return condition.key().isMultivalued()
                && !condition.operator().isForSets()
                && !condition.operator().isNullCheck();
    }

    /**
     * True when the analysis evaluates the condition as AWS does.
     *
     * @param variables true when values may contain policy variables, whose form is not known beforehand
     */
    public static boolean isUnderstood(Condition condition, boolean variables) {
        ConditionOperator operator = condition.operator();
        Comparison comparison = operator.comparison();
        if (condition.values().isEmpty() || !operator.isDocumented()) {
            return false;
        }
        if (operator.isNullCheck()) {
            return !operator.isIfExists()
                    && !operator.isForSets()
                    && condition.values().stream().allMatch(comparison::accepts);
        }
        return isComparable(condition.key(), comparison.kind())
                && condition.values().stream()
                        .allMatch(value -> (variables && value.contains("${")) || comparison.accepts(value));
    }

    /** True when AWS compares the values of a key as values of this kind. */
    private static boolean isComparable(ConditionKey key, Comparison.Kind kind) {
        if (kind == Comparison.Kind.TEXT) {
            return true;
        }
        if (ARN_KEYS.contains(key)) {
            return kind == Comparison.Kind.ARN;
        }
        if (ADDRESS_KEYS.contains(key)) {
            return kind == Comparison.Kind.ADDRESS;
        }
        return !TEXT_KEYS.contains(key);
    }
}
