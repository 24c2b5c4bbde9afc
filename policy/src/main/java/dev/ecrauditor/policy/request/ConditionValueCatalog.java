package dev.ecrauditor.policy.request;

import dev.ecrauditor.policy.condition.Condition;
import dev.ecrauditor.policy.condition.ConditionKeys;
import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
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
import java.util.Locale;
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

    private static final String ACCOUNT = "aws:principalaccount";

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

    private final Map<String, Set<Value>> words = new LinkedHashMap<>();
    private final Representatives.Known representatives;
    private final boolean variables;
    private final WorkBudget budget;
    private final Set<String> comparedWithVariables = new HashSet<>();
    private final List<Condition> withVariables = new ArrayList<>();
    private final Map<String, Set<Value>> filled = new HashMap<>();
    private boolean complete;

    /**
     * @param known the values of a caller's keys: first of a principal that the policy does not name, then of those it
     *     names
     */
    public ConditionValueCatalog(Policy policy, Supplier<Map<String, List<String>>> known, WorkBudget budget) {
        this.budget = budget;
        representatives = new Representatives.Known(budget);
        variables = policy.hasVariables();
        Set<Condition> seen = new HashSet<>();
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                if (variables && !Variables.in(condition.values()).isEmpty()) {
                    withVariables.add(condition);
                    comparedWithVariables.add(condition.key().toLowerCase(Locale.ROOT));
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

    private void fill(Map<String, List<String>> known) {
        for (int round = 0; round < ROUNDS; round++) {
            boolean asWritten = round == 0;
            withVariables.forEach(condition -> hints(condition, asWritten));
            withVariables.forEach(condition -> fill(condition, known));
        }
        withVariables.stream()
                .filter(condition -> Variables.in(condition.values()).contains(ACCOUNT)
                        && ConditionKeys.IDENTITY.contains(condition.key().toLowerCase(Locale.ROOT)))
                .forEach(this::fillWithExternalPrincipals);
    }

    /**
     * Fills the variables in values of freely chosen keys, such as tags, with all other values that a request can have.
     *
     * @param possible the possible values of a key
     */
    public void fillFreely(Function<String, Set<String>> possible) {
        for (Condition condition : withVariables) {
            if (ConditionKeys.isFree(condition.key().toLowerCase(Locale.ROOT))) {
                Map<String, List<String>> known = new HashMap<>();
                for (String variable : Variables.in(condition.values())) {
                    known.put(variable, List.copyOf(possible.apply(variable)));
                }
                fillFreely(condition, known);
            }
        }
        complete &= !budget.wasCutShort();
    }

    private void fillFreely(Condition condition, Map<String, List<String>> known) {
        Set<Value> made =
                filled.computeIfAbsent(condition.key().toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>());
        for (String value : condition.values()) {
            Variables.Template template = Variables.template(value);
            for (Map<String, List<String>> filling : fillings(value, known)) {
                template.filled(Context.of(filling), budget)
                        .ifPresent(text -> made.add(value(condition.baseOperator(), text)));
            }
        }
    }

    /** A part of a request with these candidates, which were just generated. */
    public RequestDimension part(Set<String> keys, List<Candidate> candidates) {
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
            for (String key : Variables.in(List.of(value))) {
                if (asWritten || ConditionKeys.isFree(key)) {
                    hints(template, key, ofKey(condition));
                }
            }
        }
    }

    private void hints(Variables.Template template, String key, Set<Value> others) {
        Set<Value> ofVariable = words.computeIfAbsent(key, asked -> new LinkedHashSet<>());
        for (Value word : List.copyOf(others)) {
            budget.spend(20 + (long) word.text().length() * (8 + template.length()) / 128);
            template.left(key, word.text()).ifPresent(left -> ofVariable.add(new Value(left, word.wildcards(), false)));
        }
    }

    private void fill(Condition condition, Map<String, List<String>> known) {
        List<Value> same = sameAs(condition, known);
        for (String key : Variables.in(condition.values())) {
            Set<Value> ofVariable = words.computeIfAbsent(key, asked -> new LinkedHashSet<>());
            budget.spend(10L * same.size());
            same.stream().limit(ConditionKeys.isFree(key) ? same.size() : 1).forEach(ofVariable::add);
        }
        String operator = condition.baseOperator();
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
        for (String account : NamedAccounts.fitting(this, of(ACCOUNT), of("aws:principalarn"))) {
            Context itself = Context.of(Map.of(ACCOUNT, List.of(account)));
            for (String value : condition.values()) {
                if (Variables.in(List.of(value)).contains(ACCOUNT)) {
                    Variables.template(value)
                            .filled(itself, budget)
                            .ifPresent(text -> ofKey(condition)
                                    .add(value(condition.baseOperator(), text).ofExternalAccount()));
                }
            }
        }
    }

    /** Adds the values without variables. */
    private void read(Condition condition) {
        Set<Value> known = ofKey(condition);
        String operator = condition.baseOperator();
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
    private static List<Value> sameAs(Condition condition, Map<String, List<String>> known) {
        List<String> own = known.getOrDefault(condition.key().toLowerCase(Locale.ROOT), List.of());
        return Variables.in(condition.values()).stream().anyMatch(ConditionKeys::isOfTheRepository)
                ? List.of()
                : own.stream().map(text -> new Value(text, false, false)).toList();
    }

    private Set<Value> ofKey(Condition condition) {
        return words.computeIfAbsent(condition.key().toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>());
    }

    private Value value(String operator, String text) {
        budget.spend(30 + text.length() / 4);
        boolean byField = operator.startsWith("arn");
        return new Value(text, byField || operator.endsWith("like"), byField);
    }

    /**
     * Every way to fill the variables of a value: with the values of an external principal, and with those that the
     * policy names for their keys.
     */
    private List<Map<String, List<String>>> fillings(String value, Map<String, List<String>> known) {
        List<Map<String, List<String>>> fillings = new ArrayList<>(List.of(Map.of()));
        for (String key : Variables.in(List.of(value))) {
            Set<String> values = new LinkedHashSet<>(known.getOrDefault(key, List.of(OtherCandidates.ANYTHING)));
            budget.spend(4L * of(key).size());
            of(key).stream().filter(word -> !word.isPattern()).map(Value::text).forEach(values::add);
            if (ConditionKeys.isFree(key)) {
                values.addAll(representatives("", patterns(key), Representatives.Kind.ANY));
            }
            List<Map<String, List<String>>> longer = new ArrayList<>();
            for (Map<String, List<String>> filling : fillings) {
                for (String text : values) {
                    budget.spend(4L + filling.size());
                    if (longer.size() == Math.max(MOST_FILLINGS, values.size())) {
                        budget.cutShort();
                        break;
                    }
                    Map<String, List<String>> more = new LinkedHashMap<>(filling);
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

    public Set<Value> of(String key) {
        return words.getOrDefault(key, Set.of());
    }

    /** The values that a freely chosen key needs where it is compared with the rest of the request. */
    Set<Value> filled(String key) {
        return filled.getOrDefault(key, Set.of());
    }

    /** Texts with this beginning that represent all others for these patterns. */
    List<String> representatives(String beginning, Collection<String> patterns, Representatives.Kind kind) {
        return representatives.of(beginning, patterns, kind);
    }

    /** The wildcard patterns for a key that match the whole text. */
    List<String> patterns(String key) {
        List<String> patterns = new ArrayList<>();
        for (Value word : of(key)) {
            if (word.isPattern()) {
                patterns.add(word.text());
            }
        }
        return patterns;
    }

    /** True when some condition compares the key with a variable. */
    boolean isComparedWithVariables(String key) {
        return comparedWithVariables.contains(key);
    }

    /** True when some condition or variable uses this key. */
    public boolean isCompared(String key) {
        return words.containsKey(key);
    }

    public Set<String> keys() {
        return words.keySet();
    }
}
