package dev.ecrauditor.policy.condition;

import java.util.Locale;

/**
 * The operator of a condition, decoded once. An operator that AWS does not have keeps what its name resembles, so that
 * values under it are tried; {@link #isDocumented()} is false for it.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys", IAM User Guide.
 */
public final class ConditionOperator {

    private static final String FOR_ALL_VALUES = "forallvalues:";
    private static final String FOR_ANY_VALUE = "foranyvalue:";
    private static final String IF_EXISTS = "ifexists";

    private final String written;
    private final String base;
    private final boolean forAllValues;
    private final boolean forAnyValue;
    private final boolean ifExists;
    private final Comparison comparison;
    private final boolean documented;
    private final boolean negated;

    private ConditionOperator(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        this.written = written;
        this.forAllValues = lower.startsWith(FOR_ALL_VALUES);
        this.forAnyValue = lower.startsWith(FOR_ANY_VALUE);
        this.ifExists = lower.endsWith(IF_EXISTS);
        String unqualified = lower.substring(isForSets() ? lower.indexOf(':') + 1 : 0);
        this.base = unqualified.endsWith(IF_EXISTS)
                ? unqualified.substring(0, unqualified.length() - IF_EXISTS.length())
                : unqualified;
        this.comparison = Comparison.resembling(base);
        this.documented = comparison.isNamed(base);
        this.negated = Comparison.isNegation(base);
    }

    /**
     * Decodes an operator.
     *
     * @param written as the policy writes it, such as {@code StringEquals} or {@code ForAnyValue:StringLikeIfExists};
     *     AWS ignores its case
     */
    public static ConditionOperator of(String written) {
        return new ConditionOperator(written);
    }

    /** True for an operator that AWS has, whatever it compares. */
    public boolean isDocumented() {
        return documented;
    }

    /** How it compares two texts, without negation. */
    public Comparison comparison() {
        return comparison;
    }

    /** True when it holds where the comparison fails, such as {@code StringNotEquals}. */
    public boolean isNegated() {
        return negated;
    }

    /** True for {@code Null}, which asks whether a key is absent. */
    public boolean isNullCheck() {
        return documented && comparison == Comparison.NULL;
    }

    public boolean isIfExists() {
        return ifExists;
    }

    public boolean isForAllValues() {
        return forAllValues;
    }

    public boolean isForAnyValue() {
        return forAnyValue;
    }

    /** True with {@code ForAllValues:} or {@code ForAnyValue:}. */
    public boolean isForSets() {
        return forAllValues || forAnyValue;
    }

    /** True when it compares ARNs field by field, as far as its name says so. */
    public boolean comparesArns() {
        return base.startsWith("arn");
    }

    /** True when it expands wildcards, as far as its name says so. */
    public boolean expandsWildcards() {
        return comparesArns() || base.endsWith("like");
    }

    /** True when it compares text literally and holds for equal text, as far as its name says so. */
    public boolean takesWildcardsLiterally() {
        return base.startsWith("stringequals");
    }

    /** True when it holds for other text, as far as its name says so. */
    public boolean comparesTextNegated() {
        return negated && base.startsWith("string");
    }

    /** The operator as the policy writes it, without {@code ForAllValues:} or {@code ForAnyValue:}. */
    public String withoutSetQualifier() {
        return isForSets() ? written.substring(written.indexOf(':') + 1) : written;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConditionOperator operator && operator.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** The operator as the policy writes it. */
    @Override
    public String toString() {
        return written;
    }
}
