package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKey;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.condition.ConditionOperator;
import dev.ecrauditor.policy.condition.Variables;
import dev.ecrauditor.policy.pattern.Representatives;
import dev.ecrauditor.policy.pattern.WorkBudget;
import dev.ecrauditor.policy.request.ConditionValueCatalog.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Fills the policy variables in the values of conditions, and adds the results to the catalog of values. */
final class VariableFilling {

    /**
     * The number of combinations of values tried for the variables of one text; for one variable all values are tried.
     */
    private static final int MOST_FILLINGS = 64;

    private static final ConditionKey ACCOUNT = ConditionKey.PRINCIPAL_ACCOUNT;

    /** Values with variables may be compared with other values with variables. */
    private static final int ROUNDS = 2;

    private final List<Condition> withVariables;
    private final ConditionValueCatalog catalog;
    private final WorkBudget budget;
    private final Map<ConditionKey, Set<Value>> freely = new HashMap<>();

    /**
     * @param withVariables the conditions that compare with variables
     */
    VariableFilling(List<Condition> withVariables, ConditionValueCatalog catalog) {
        this.withVariables = withVariables;
        this.catalog = catalog;
        this.budget = catalog.budget();
    }

    /** The values that a freely chosen key needs where it is compared with the rest of the request. */
    Set<Value> freely(ConditionKey key) {
        return freely.getOrDefault(key, Set.of());
    }

    /** True when some condition compares the key with a variable. */
    boolean isComparedWithVariables(ConditionKey key) {
        return withVariables.stream().anyMatch(condition -> condition.key().equals(key));
    }

    /**
     * Fills the variables with the values of callers and with those that the policy names for their keys.
     *
     * @param known the values of a caller's keys
     */
    void fill(Map<ConditionKey, List<String>> known) {
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
    void fillFreely(Function<ConditionKey, Set<String>> possible) {
        for (Condition condition : withVariables) {
            if (condition.key().isFree()) {
                Map<ConditionKey, List<String>> known = new HashMap<>();
                for (ConditionKey variable : Variables.in(condition.values())) {
                    known.put(variable, List.copyOf(possible.apply(variable)));
                }
                fillFreely(condition, known);
            }
        }
    }

    private void fillFreely(Condition condition, Map<ConditionKey, List<String>> known) {
        Set<Value> made = freely.computeIfAbsent(condition.key(), key -> new LinkedHashSet<>());
        for (String value : condition.values()) {
            Variables.Template template = Variables.template(value);
            for (Map<ConditionKey, List<String>> filling : fillings(value, known)) {
                template.filled(Context.of(filling), budget)
                        .ifPresent(text -> made.add(catalog.value(condition.operator(), text)));
            }
        }
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
                    hints(template, key, catalog.changeable(condition.key()));
                }
            }
        }
    }

    private void hints(Variables.Template template, ConditionKey key, Set<Value> others) {
        Set<Value> ofVariable = catalog.changeable(key);
        for (Value word : List.copyOf(others)) {
            budget.spend(20 + (long) word.text().length() * (8 + template.length()) / 128);
            template.left(key, word.text()).ifPresent(left -> ofVariable.add(new Value(left, word.wildcards(), false)));
        }
    }

    private void fill(Condition condition, Map<ConditionKey, List<String>> known) {
        List<Value> same = sameAs(condition, known);
        for (ConditionKey key : Variables.in(condition.values())) {
            Set<Value> ofVariable = catalog.changeable(key);
            budget.spend(10L * same.size());
            same.stream().limit(key.isFree() ? same.size() : 1).forEach(ofVariable::add);
        }
        ConditionOperator operator = condition.operator();
        condition.values().stream()
                .filter(value -> !Variables.in(List.of(value)).isEmpty())
                .forEach(value -> {
                    Variables.Template template = Variables.template(value);
                    template.filled(Context.of(Map.of()), budget)
                            .ifPresent(byDefault ->
                                    catalog.changeable(condition.key()).add(catalog.value(operator, byDefault)));
                    fillings(value, known)
                            .forEach(filling -> catalog.changeable(condition.key())
                                    .add(catalog.value(
                                            operator,
                                            template.filled(Context.of(filling), budget)
                                                    .orElse(value))));
                });
    }

    /**
     * Adds ARNs and unique ids with the caller's account in them, for accounts that are not named but match a pattern.
     */
    private void fillWithExternalPrincipals(Condition condition) {
        for (String account :
                NamedAccounts.fitting(catalog, catalog.of(ACCOUNT), catalog.of(ConditionKey.PRINCIPAL_ARN))) {
            Context itself = Context.of(Map.of(ACCOUNT, List.of(account)));
            for (String value : condition.values()) {
                if (Variables.in(List.of(value)).contains(ACCOUNT)) {
                    Variables.template(value)
                            .filled(itself, budget)
                            .ifPresent(text -> catalog.changeable(condition.key())
                                    .add(catalog.value(condition.operator(), text)
                                            .ofExternalAccount()));
                }
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

    /**
     * Every way to fill the variables of a value: with the values of an external principal, and with those that the
     * policy names for their keys.
     */
    private List<Map<ConditionKey, List<String>>> fillings(String value, Map<ConditionKey, List<String>> known) {
        List<Map<ConditionKey, List<String>>> fillings = new ArrayList<>(List.of(Map.of()));
        for (ConditionKey key : Variables.in(List.of(value))) {
            Set<String> values = new LinkedHashSet<>(known.getOrDefault(key, List.of(OtherCandidates.ANYTHING)));
            budget.spend(4L * catalog.of(key).size());
            catalog.of(key).stream()
                    .filter(word -> !word.isPattern())
                    .map(Value::text)
                    .forEach(values::add);
            if (key.isFree()) {
                values.addAll(catalog.representatives("", catalog.patterns(key), Representatives.Kind.ANY));
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
}
