package dev.ecrauditor.policy;

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

    public Condition {
        values = List.copyOf(values);
    }

    /** The operator without set qualifier and IfExists, in lower case. */
    String baseOperator() {
        String base = operator.substring(operator.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        return isIfExists() ? base.substring(0, base.length() - "ifexists".length()) : base;
    }

    boolean isIfExists() {
        return operator.toLowerCase(Locale.ROOT).endsWith("ifexists");
    }

    boolean isForAllValues() {
        return operator.toLowerCase(Locale.ROOT).startsWith("forallvalues:");
    }

    boolean isForAnyValue() {
        return operator.toLowerCase(Locale.ROOT).startsWith("foranyvalue:");
    }

    /** As a person would read it: {@code StringEquals aws:PrincipalOrgID = [o-1]}. */
    public String written() {
        return operator + " " + key + " = " + values;
    }
}
