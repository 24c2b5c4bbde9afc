package dev.ecrauditor.policy.analysis;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionForms;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a Deny does not deny the example request of a grant.
 *
 * @param deny the Deny
 * @param condition the condition that the request does not meet, if there is one
 * @param cause the reason
 */
public record DenyGap(Statement deny, Optional<Condition> condition, Cause cause) {

    /** Why a Deny does not deny a request. */
    public enum Cause {
        /** The statement has a form that AWS refuses, or a Resource. */
        STATEMENT_NOT_RELIED_ON,
        /** The Deny covers other callers. */
        OTHER_CALLERS,
        /** A key of several values is compared without ForAllValues or ForAnyValue. */
        NO_SET_OPERATOR,
        /** A key is compared with no value. */
        NO_VALUES,
        /** The operator, or a value under it, has no form that AWS documents. */
        NOT_DOCUMENTED,
        /** ForAnyValue with a negated operator is false for callers who lack the key. */
        NEGATED_FOR_ANY_VALUE,
        /** The condition is false for the request. */
        NOT_MET
    }

    /** True when the Deny has a fault, false when it covers something else. */
    public boolean isFault() {
        return cause != Cause.NOT_MET && cause != Cause.OTHER_CALLERS;
    }

    /** Every Deny of the example's action, in order, with the reason why it does not deny the example. */
    public static List<DenyGap> of(Policy policy, Grant grant) {
        Map<ConditionKey, List<String>> keys = new HashMap<>();
        grant.witness().context().forEach((key, values) -> keys.put(ConditionKey.of(key), values));
        ConditionMatcher matcher = new ConditionMatcher(policy.hasVariables(), new WorkBudget());
        List<DenyGap> gaps = new ArrayList<>();
        try {
            for (Statement statement : policy.statements()) {
                if (statement.effect() == Statement.Effect.DENY
                        && statement.actions().covers(grant.witness().action())) {
                    gaps.add(of(statement, matcher, Context.of(keys), policy.hasVariables()));
                }
            }
        } catch (WorkBudget.Spent tooMany) {
            return gaps;
        }
        return gaps;
    }

    private static DenyGap of(Statement deny, ConditionMatcher matcher, Context request, boolean variables) {
        if (!deny.asDocumented()) {
            return new DenyGap(deny, Optional.empty(), Cause.STATEMENT_NOT_RELIED_ON);
        }
        Optional<DenyGap> notMet = Optional.empty();
        for (Condition condition : deny.conditions()) {
            if (!matcher.holds(condition, request, false)) {
                DenyGap gap = new DenyGap(deny, Optional.of(condition), cause(condition, request, variables));
                if (gap.isFault()) {
                    return gap;
                }
                notMet = notMet.or(() -> Optional.of(gap));
            }
        }
        return notMet.orElse(new DenyGap(deny, Optional.empty(), Cause.OTHER_CALLERS));
    }

    private static Cause cause(Condition condition, Context request, boolean variables) {
        if (condition.values().isEmpty()) {
            return Cause.NO_VALUES;
        }
        if (ConditionForms.lacksSetOperator(condition)) {
            return Cause.NO_SET_OPERATOR;
        }
        if (!ConditionForms.isUnderstood(condition, variables)) {
            return Cause.NOT_DOCUMENTED;
        }
        boolean absent = request.of(condition.key()).isEmpty();
        return absent
                        && condition.operator().isForAnyValue()
                        && condition.operator().isNegated()
                ? Cause.NEGATED_FOR_ANY_VALUE
                : Cause.NOT_MET;
    }
}
