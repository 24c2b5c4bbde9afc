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
import java.util.HashMap;
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
     * The number of combinations of values tried for the variables of one text; for one variable all values are tried.
     */
    private static final int MOST_FILLINGS = 64;

    private static final ConditionKey ACCOUNT = ConditionKey.PRINCIPAL_ACCOUNT;

    /** Values with variables may be compared with other values with variables. */
    private static final int ROUNDS = 2;

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
    private final Representatives.Known representatives;
    private final boolean variables;
    private final WorkBudget budget;
    private final Set<ConditionKey> comparedWithVariables = new HashSet<>();
    private final List<Condition> withVariables = new ArrayList<>();
    private final Map<ConditionKey, Set<Value>> filled = new HashMap<>();
    private boolean complete;

    /**
     * @param known the values of a caller's keys: first of a principal that the policy does not name, then of those it
     *     names
     */
    public ConditionValueCatalog(Policy policy, Supplier<Map<ConditionKey, List<String>>> known, WorkBudget budget) {
        this.budget = budget;
        representatives = new Representatives.Known(budget);
        variables = policy.hasVariables();
        Set<Condition> seen = new HashSet<>();
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                if (variables && !Variables.in(condition.values()).isEmpty()) {
                    withVariables.add(condition);
                    comparedWithVariables.add(condition.key());
                }
                if (seen.add(condition)) {
                    read(condition);
                }
            }
        }
        if (!withVariables.isEmpty()) {
            fill(known.get());
        }
        complete = !budget.wasCutShort();
    }

    private void fill(Map<ConditionKey, List<String>> known) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean asWritten = round == 0;
            withVariables.forEach(condition -> hints(condition, asWritten));
            withVariables.forEach(condition -> fill(condition, known));
        }
        withVariables.stream()
                .filter(condition -> Variables.in(condition.values()).contains(ACCOUNT)
                        && ConditionKey.IDENTITY.contains(condition.key()))
                .forEach(this::fillWithExternalPrincipals);
    }

    /**
     * Fills the variables in values of freely chosen keys, such as tags, with all other values that a request can have.
     *
     * @param possible the possible values of a key
     */
    public void fillFreely(Function<ConditionKey, Set<String>> possible) {
        for (Condition condition : withVariables) {
            if (condition.key().isFree()) {
                Map<ConditionKey, List<String>> known = new HashMap<>();
                for (ConditionKey variable : Variables.in(condition.values())) {
                    known.put(variable, List.copyOf(possible.apply(variable)));
                }
                fillFreely(condition, known);
            }
        }
        complete &= !budget.wasCutShort();
    }

    private void fillFreely(Condition condition, Map<ConditionKey, List<String>> known) {
        Set<Value> made = filled.computeIfAbsent(condition.key(), key -> new LinkedHashSet<>());
        for (String value : condition.values()) {
            Variables.Template template = Variables.template(value);
            for (Map<ConditionKey, List<String>> filling : fillings(value, known)) {
                template.filled(Context.of(filling), budget)
                        .ifPresent(text -> made.add(value(condition.operator(), text)));
            }
        }
    }

    /** A part of a request with these candidates, which were just generated. */
    public RequestDimension part(Set<ConditionKey> keys, List<Candidate> candidates) {
        return new RequestDimension(keys, candidates, !budget.wasCutShort() && complete);
    }

    /**
     * Adds what the other values of a key leave for the variables in its values.
     *
     * @param asWritten true while the values are those of the policy; values generated from an external principal's
     *     serve only for freely chosen keys
     */
    private void hints(Condition condition, boolean asWritten) {
        for (String value : condition.values()) {
            Variables.Template template = Variables.template(value);
            for (ConditionKey key : Variables.in(List.of(value))) {
                if (asWritten || key.isFree()) {
                    hints(template, key, ofKey(condition));
                }
            }
        }
    }

    private void hints(Variables.Template template, ConditionKey key, Set<Value> others) {
        Set<Value> ofVariable = words.computeIfAbsent(key, asked -> new LinkedHashSet<>());
        for (Value word : List.copyOf(others)) {
            budget.spend(20 + (long) word.text().length() * (8 + template.length()) / 128);
            template.left(key, word.text()).ifPresent(left -> ofVariable.add(new Value(left, word.wildcards(), false)));
        }
    }

    private void fill(Condition condition, Map<ConditionKey, List<String>> known) {
        List<Value> same = sameAs(condition, known);
        for (ConditionKey key : Variables.in(condition.values())) {
            Set<Value> ofVariable = words.computeIfAbsent(key, asked -> new LinkedHashSet<>());
            budget.spend(10L * same.size());
            same.stream().limit(key.isFree() ? same.size() : 1).forEach(ofVariable::add);
        }
        ConditionOperator operator = condition.operator();
        condition.values().stream()
                .filter(value -> !Variables.in(List.of(value)).isEmpty())
                .forEach(value -> {
                    Variables.Template template = Variables.template(value);
                    template.filled(Context.of(Map.of()), budget)
                            .ifPresent(byDefault -> ofKey(condition).add(value(operator, byDefault)));
                    fillings(value, known)
                            .forEach(filling -> ofKey(condition)
                                    .add(value(
                                            operator,
                                            template.filled(Context.of(filling), budget)
                                                    .orElse(value))));
                });
    }

    /**
     * Adds ARNs and unique ids with the caller's account in them, for accounts that are not named but match a pattern.
     */
    private void fillWithExternalPrincipals(Condition condition) {
        for (String account : NamedAccounts.fitting(this, of(ACCOUNT), of(ConditionKey.PRINCIPAL_ARN))) {
            Context itself = Context.of(Map.of(ACCOUNT, List.of(account)));
            for (String value : condition.values()) {
                if (Variables.in(List.of(value)).contains(ACCOUNT)) {
                    Variables.template(value)
                            .filled(itself, budget)
                            .ifPresent(text -> ofKey(condition)
                                    .add(value(condition.operator(), text).ofExternalAccount()));
                }
            }
        }
    }

    /** Adds the values without variables. */
    private void read(Condition condition) {
        Set<Value> known = ofKey(condition);
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

    /** The values that a variable of the caller needs where it is compared with a key. */
    private static List<Value> sameAs(Condition condition, Map<ConditionKey, List<String>> known) {
        List<String> own = known.getOrDefault(condition.key(), List.of());
        return Variables.in(condition.values()).stream().anyMatch(ConditionKey::isOfTheRepository)
                ? List.of()
                : own.stream().map(text -> new Value(text, false, false)).toList();
    }

    private Set<Value> ofKey(Condition condition) {
        return words.computeIfAbsent(condition.key(), key -> new LinkedHashSet<>());
    }

    private Value value(ConditionOperator operator, String text) {
        budget.spend(30 + text.length() / 4);
        return new Value(text, operator.expandsWildcards(), operator.comparesArns());
    }

    /**
     * Every way to fill the variables of a value: with the values of an external principal, and with those that the
     * policy names for their keys.
     */
    private List<Map<ConditionKey, List<String>>> fillings(String value, Map<ConditionKey, List<String>> known) {
        List<Map<ConditionKey, List<String>>> fillings = new ArrayList<>(List.of(Map.of()));
        for (ConditionKey key : Variables.in(List.of(value))) {
            Set<String> values = new LinkedHashSet<>(known.getOrDefault(key, List.of(OtherCandidates.ANYTHING)));
            budget.spend(4L * of(key).size());
            of(key).stream().filter(word -> !word.isPattern()).map(Value::text).forEach(values::add);
            if (key.isFree()) {
                values.addAll(representatives("", patterns(key), Representatives.Kind.ANY));
            }
            List<Map<ConditionKey, List<String>>> longer = new ArrayList<>();
            for (Map<ConditionKey, List<String>> filling : fillings) {
                for (String text : values) {
                    budget.spend(4L + filling.size());
                    if (longer.size() == Math.max(MOST_FILLINGS, values.size())) {
                        budget.cutShort();
                        break;
                    }
                    Map<ConditionKey, List<String>> more = new LinkedHashMap<>(filling);
                    more.put(key, List.of(Variables.plain(text)));
                    longer.add(more);
                }
            }
            fillings = longer;
        }
        return fillings;
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
        return filled.getOrDefault(key, Set.of());
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
        return comparedWithVariables.contains(key);
    }

    /** True when some condition or variable uses this key. */
    public boolean isCompared(ConditionKey key) {
        return words.containsKey(key);
    }

    public Set<ConditionKey> keys() {
        return words.keySet();
    }
}
