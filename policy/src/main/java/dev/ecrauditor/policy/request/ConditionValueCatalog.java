package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.condition.ConditionOperator;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.Statement;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The values of a policy by condition key, from which requests are generated. */
public final class ConditionValueCatalog {

    /**
     * A value of a condition, and whether its operator expands wildcards in it, over colons or by field of an ARN.
     *
     * @param isPattern true when there are wildcards to expand
     * @param fields the text as an ARN; fewer than six when it is none
     * @param isOfExternalAccount true when its account was generated from a pattern, not named
     */
    public record Value(
            String text,
            boolean wildcards,
            boolean byField,
            boolean isPattern,
            List<String> fields,
            boolean isOfExternalAccount) {

        Value(String text, boolean wildcards, boolean byField) {
            this(text, wildcards, byField, wildcards && Wildcard.isIn(text), List.of(text.split(":", 6)), false);
        }

        Value ofExternalAccount() {
            return new Value(text, wildcards, byField, isPattern, fields, true);
        }
    }

    private final Map<ConditionKey, Set<Value>> words = new LinkedHashMap<>();
    private final Representatives representatives;
    private final boolean variables;
    private final WorkBudget budget;
    private final VariableFilling filling;
    private boolean complete;

    /**
     * @param known the values of a caller's keys: first of a principal that the policy does not name, then of those it
     *     names
     */
    public ConditionValueCatalog(Policy policy, Supplier<Map<ConditionKey, List<String>>> known, WorkBudget budget) {
        this.budget = budget;
        representatives = new Representatives(budget);
        variables = policy.hasVariables();
        List<Condition> withVariables = new ArrayList<>();
        Set<Condition> seen = new HashSet<>();
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                if (variables && !Variables.in(condition.values()).isEmpty()) {
                    withVariables.add(condition);
                }
                if (seen.add(condition)) {
                    read(condition);
                }
            }
        }
        filling = new VariableFilling(withVariables, this);
        if (!withVariables.isEmpty()) {
            filling.fill(known.get());
        }
        complete = !budget.wasCutShort();
    }

    /**
     * Fills the variables in values of freely chosen keys, such as tags, with all other values that a request can have.
     *
     * @param possible the possible values of a key
     */
    public void fillFreely(Function<ConditionKey, Set<String>> possible) {
        filling.fillFreely(possible);
        complete &= !budget.wasCutShort();
    }

    /** A part of a request with these candidates, which were just generated. */
    public RequestDimension part(Set<ConditionKey> keys, List<Candidate> candidates) {
        return new RequestDimension(keys, candidates, !budget.wasCutShort() && complete);
    }

    /** Adds the values without variables. */
    private void read(Condition condition) {
        Set<Value> known = changeable(condition.key());
        ConditionOperator operator = condition.operator();
        for (String value : condition.values()) {
            if (!variables || Variables.in(List.of(value)).isEmpty()) {
                String text = variables && value.contains("${")
                        ? Variables.template(value)
                                .filled(Context.of(Map.of()), budget)
                                .orElse(value)
                        : value;
                known.add(value(operator, text));
            }
        }
    }

    /** The values of a key, to which others can be added. */
    Set<Value> changeable(ConditionKey key) {
        return words.computeIfAbsent(key, asked -> new LinkedHashSet<>());
    }

    /** A value under an operator. */
    Value value(ConditionOperator operator, String text) {
        budget.spend(30 + text.length() / 4);
        return new Value(text, operator.expandsWildcards(), operator.comparesArns());
    }

    /** The budget to which everything generated from these values is charged. */
    public WorkBudget budget() {
        return budget;
    }

    public Set<Value> of(ConditionKey key) {
        return words.getOrDefault(key, Set.of());
    }

    /** The values that a freely chosen key needs where it is compared with the rest of the request. */
    Set<Value> filled(ConditionKey key) {
        return filling.freely(key);
    }

    /** Texts with this beginning that represent all others for these patterns. */
    List<String> representatives(String beginning, Collection<String> patterns, Representatives.Kind kind) {
        return representatives.of(beginning, patterns, kind);
    }

    /** The wildcard patterns for a key that match the whole text. */
    List<String> patterns(ConditionKey key) {
        List<String> patterns = new ArrayList<>();
        for (Value word : of(key)) {
            if (word.isPattern()) {
                patterns.add(word.text());
            }
        }
        return patterns;
    }

    /** True when some condition compares the key with a variable. */
    boolean isComparedWithVariables(ConditionKey key) {
        return filling.isComparedWithVariables(key);
    }

    /** True when some condition or variable uses this key. */
    public boolean isCompared(ConditionKey key) {
        return words.containsKey(key);
    }

    public Set<ConditionKey> keys() {
        return words.keySet();
    }
}
