package dev.ecrauditor.policy.condition;

import java.util.Locale;

/**
 * The operator of a condition, decoded once. An operator that AWS does not have keeps what its name resembles, so that
 * values under it are tried; {@link #isDocumented()} is false for it.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys", IAM User Guide.
 */
public final class ConditionOperator {

    private static final String IF_EXISTS = "ifexists";

    /** How a condition treats the values of a key of several values; an unknown qualifier makes an operator unknown. */
    private enum SetQualifier {
        FOR_ALL_VALUES("forallvalues:"),
        FOR_ANY_VALUE("foranyvalue:"),
        NONE("");

        private final String prefix;

        SetQualifier(String prefix) {
            this.prefix = prefix;
        }

        private static SetQualifier of(String operator) {
            return operator.startsWith(FOR_ALL_VALUES.prefix)
                    ? FOR_ALL_VALUES
                    : operator.startsWith(FOR_ANY_VALUE.prefix) ? FOR_ANY_VALUE : NONE;
        }
    }

    private final String written;
    private final String base;
    private final SetQualifier qualifier;
    private final boolean ifExists;
    private final Comparison comparison;
    private final boolean documented;
    private final boolean negated;

    private ConditionOperator(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        this.written = written;
        this.qualifier = SetQualifier.of(lower);
        this.ifExists = lower.endsWith(IF_EXISTS);
        String unqualified = lower.substring(qualifier.prefix.length());
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
        return qualifier == SetQualifier.FOR_ALL_VALUES;
    }

    public boolean isForAnyValue() {
        return qualifier == SetQualifier.FOR_ANY_VALUE;
    }

    /** True with {@code ForAllValues:} or {@code ForAnyValue:}. */
    public boolean isForSets() {
        return qualifier != SetQualifier.NONE;
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
        return written.substring(qualifier.prefix.length());
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
