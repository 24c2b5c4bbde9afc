package dev.ecrauditor.policy.condition;

import java.util.List;

/**
 * One key of a Condition element under its operator.
 *
 * @param values any of them may match
 */
public record Condition(ConditionOperator operator, ConditionKey key, List<String> values) {

    public Condition {
        values = List.copyOf(values);
    }

    /** A condition as a policy writes it. */
    public Condition(String operator, String key, List<String> values) {
        this(ConditionOperator.of(operator), ConditionKey.of(key), values);
    }

    /** The condition as a reader would write it: {@code StringEquals aws:PrincipalOrgID = [o-1]}. */
    public String written() {
        return operator + " " + key + " = " + values;
    }
}
