package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates a condition on a concrete request, as AWS does.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators" and "Multivalued context keys", IAM User Guide.
 */
public final class ConditionMatcher {

    private final boolean variables;
    private final IdentityHashMap<Condition, PreparedCondition> prepared = new IdentityHashMap<>();
    private final Map<Condition, PreparedCondition> preparedByText = new HashMap<>();
    private final WorkBudget budget;

    /**
     * @param variables true when the policy's language has variables
     */
    public ConditionMatcher(boolean variables, WorkBudget budget) {
        this.variables = variables;
        this.budget = budget;
    }

    /** The values of condition keys in a request. */
    public interface Context {

        /** The values of a key; none when it is absent. */
        List<String> of(ConditionKey key);

        static Context of(Map<ConditionKey, List<String>> keys) {
            return key -> keys.getOrDefault(key, List.of());
        }
    }

    private PreparedCondition prepared(Condition condition) {
        PreparedCondition known = prepared.get(condition);
        if (known == null) {
            known = preparedByText.computeIfAbsent(
                    condition, unknown -> new PreparedCondition(unknown, variables, budget));
            prepared.put(condition, known);
        }
        return known;
    }

    /** An object that all conditions with the same text share. */
    public Object sameText(Condition condition, boolean inAllow) {
        return prepared(condition).sameText(inAllow);
    }

    /**
     * True when the condition holds for a request with these keys.
     *
     * @param inAllow true for a condition of an Allow, where every undocumented form holds; in a Deny none of them
     *     holds
     */
    public boolean holds(Condition condition, Context request, boolean inAllow) {
        return prepared(condition).holds(request, inAllow);
    }

    /** The keys of the variables in a condition. */
    public Set<ConditionKey> variables(Condition condition) {
        return prepared(condition).variables();
    }
}
