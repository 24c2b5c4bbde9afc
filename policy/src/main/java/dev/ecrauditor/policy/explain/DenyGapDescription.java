package dev.ecrauditor.policy.explain;

import dev.ecrauditor.policy.analysis.DenyGap;
import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionOperator;

/** Why a Deny does not deny a request, and what to change where the Deny is at fault. */
public final class DenyGapDescription {

    private DenyGapDescription() {}

    /**
     * What is wrong with a Deny, as text that follows its name; empty text where the Deny only covers something else.
     */
    public static String of(DenyGap gap) {
        return gap.isFault() ? ", and is not relied on: " + fault(gap) : "";
    }

    /** What is wrong with a Deny, as a clause. */
    public static String fault(DenyGap gap) {
        String key =
                gap.condition().map(Condition::key).map(ConditionKey::toString).orElse("");
        return switch (gap.cause()) {
            case STATEMENT_NOT_RELIED_ON -> "AWS refuses a statement of this form or ECR does not support its Resource";
            case NO_SET_OPERATOR ->
                key + " has several values, and AWS documents it with ForAllValues or ForAnyValue only";
            case NO_VALUES -> key + " is compared with an empty list";
            case NOT_DOCUMENTED ->
                gap.condition()
                                .map(Condition::operator)
                                .map(ConditionOperator::toString)
                                .orElse("") + " on " + key + " has a form AWS does not document";
            case NEGATED_FOR_ANY_VALUE -> "ForAnyValue does not deny callers without " + key;
            case OTHER_CALLERS -> "it covers other callers";
            case NOT_MET ->
                "the request does not meet "
                        + gap.condition().map(Condition::written).orElse("it");
        };
    }

    /** What to change in a Deny that is at fault, as a clause. */
    public static String change(DenyGap gap) {
        String key =
                gap.condition().map(Condition::key).map(ConditionKey::toString).orElse("");
        return switch (gap.cause()) {
            case STATEMENT_NOT_RELIED_ON -> "write it by AWS's grammar and without Resource";
            case NO_SET_OPERATOR, NEGATED_FOR_ANY_VALUE -> {
                String operator = gap.condition()
                        .map(Condition::operator)
                        .map(ConditionOperator::withoutSetQualifier)
                        .orElse("");
                yield "write ForAllValues:" + operator + " for " + key;
            }
            case NO_VALUES -> "name the values of " + key;
            case NOT_DOCUMENTED -> "compare " + key + " with an operator and values that AWS documents";
            case OTHER_CALLERS, NOT_MET -> "make it cover this request";
        };
    }
}
