package dev.ecrauditor.policy.condition;

import java.util.List;
import java.util.Locale;

/**
 * One key of a Condition element under its operator.
 *
 * @param operator as written, such as {@code StringEquals} or {@code ForAnyValue:StringLikeIfExists}
 * @param key the condition key as written; AWS ignores its case
 * @param values any of them may match
 */
public record Condition(String operator, String key, List<String> values) {

    private static final String FOR_ALL_VALUES = "forallvalues:";
    private static final String FOR_ANY_VALUE = "foranyvalue:";
    private static final String IF_EXISTS = "ifexists";

    public Condition {
        values = List.copyOf(values);
    }

    /**
     * The operator without set qualifier and IfExists, in lower case; an unknown qualifier is kept, so that the
     * operator is unknown.
     */
    public String baseOperator() {
        String base = lowerCase();
        if (base.startsWith(FOR_ALL_VALUES)) {
            base = base.substring(FOR_ALL_VALUES.length());
        } else if (base.startsWith(FOR_ANY_VALUE)) {
            base = base.substring(FOR_ANY_VALUE.length());
        }
        return base.endsWith(IF_EXISTS) ? base.substring(0, base.length() - IF_EXISTS.length()) : base;
    }

    boolean isIfExists() {
        return lowerCase().endsWith(IF_EXISTS);
    }

    boolean isForAllValues() {
        return lowerCase().startsWith(FOR_ALL_VALUES);
    }

    public boolean isForAnyValue() {
        return lowerCase().startsWith(FOR_ANY_VALUE);
    }

    /** The condition as a reader would write it: {@code StringEquals aws:PrincipalOrgID = [o-1]}. */
    public String written() {
        return operator + " " + key + " = " + values;
    }

    private String lowerCase() {
        return operator.toLowerCase(Locale.ROOT);
    }
}
