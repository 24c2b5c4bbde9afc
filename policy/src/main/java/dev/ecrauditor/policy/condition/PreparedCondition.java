package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A condition prepared for evaluation on many requests. */
final class PreparedCondition {

    /** Stands for a condition that holds for no request. */
    private static final Object NEVER = new Object();

    private final Condition condition;
    private final WorkBudget budget;
    private final boolean understood;
    private final boolean reliedOn;
    private final ValueMatcher fixed;
    private final List<Variables.Template> open = new ArrayList<>();
    private final Set<ConditionKey> variables;

    /**
     * @param hasVariables true when values may contain policy variables
     */
    PreparedCondition(Condition condition, boolean hasVariables, WorkBudget budget) {
        this.condition = condition;
        this.budget = budget;
        this.understood = ConditionForms.isUnderstood(condition, hasVariables);
        this.reliedOn = ConditionForms.isReliedOn(condition, hasVariables);
        this.variables = hasVariables ? Variables.in(condition.values()) : Set.of();
        List<String> literal = new ArrayList<>();
        for (String value : condition.values()) {
            if (hasVariables && value.contains("${")) {
                open.add(Variables.template(value));
            } else {
                literal.add(value);
            }
        }
        this.fixed = new ValueMatcher(condition.operator().comparison(), literal, budget);
    }

    /** The keys of its variables. */
    Set<ConditionKey> variables() {
        return variables;
    }

    /** The same object for every condition that holds for the same requests because its text is the same. */
    Object sameText(boolean inAllow) {
        return inAllow || reliedOn ? this : NEVER;
    }

    boolean holds(Context request, boolean inAllow) {
        if (inAllow ? !understood : !reliedOn) {
            return inAllow;
        }
        ConditionOperator operator = condition.operator();
        List<String> actual = request.of(condition.key());
        if (operator.isNullCheck()) {
            for (String value : condition.values()) {
                if (value.equalsIgnoreCase("true") == actual.isEmpty()) {
                    return true;
                }
            }
            return false;
        }
        if (actual.isEmpty()) {
            return operator.isForAllValues()
                    || (!operator.isForAnyValue() && (operator.isIfExists() || operator.isNegated()));
        }
        for (String value : actual) {
            boolean matches = anyMatches(value, request) != operator.isNegated();
            if (matches != operator.isForAllValues()) {
                return matches;
            }
        }
        return operator.isForAllValues();
    }

    private boolean anyMatches(String actual, Context request) {
        if (fixed.match(actual)) {
            return true;
        }
        for (Variables.Template template : open) {
            Optional<String> wanted = template.filled(request, budget);
            if (wanted.isPresent()
                    && Comparisons.matches(condition.operator().comparison(), wanted.get(), actual, budget)) {
                return true;
            }
        }
        return false;
    }
}
