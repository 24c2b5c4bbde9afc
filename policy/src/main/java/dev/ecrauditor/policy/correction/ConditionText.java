package dev.ecrauditor.policy.correction;

import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The Condition element of a statement as it is written: operators, under them keys, under them values. */
record ConditionText(Map<String, Json> operators) {

    /** They mean the same for a value without a wildcard. */
    private static final List<String> EQUALS = List.of("StringEquals", "StringLike", "StringEqualsIgnoreCase");

    /** They hold only where the key has one of the values. */
    private static final Set<String> HOLD_BY_VALUE =
            Set.of("stringequals", "stringlike", "stringequalsignorecase", "arnequals", "arnlike");

    /**
     * A condition that holds for fewer requests.
     *
     * @param removed the values that were taken out; none where a condition was added
     * @param holdsNever true when a key has no value left
     */
    record Narrowed(ConditionText left, List<String> removed, boolean holdsNever) {}

    /** A value that a condition compares with; operator and key are in lower case. */
    record Value(String operator, String key, String text) {}

    Json json() {
        return new Json.Obj(operators);
    }

    /**
     * With the requirement that the key has one of these values. Empty where each operator that can say so is taken.
     *
     * @param ids without wildcards and variables
     */
    Optional<Narrowed> requiring(String key, Set<String> ids) {
        for (String equal : EQUALS) {
            String operator = StatementText.ignoringCase(operators, equal).orElse(equal);
            Map<String, Json> keys = keys(operator);
            Optional<String> same = StatementText.ignoringCase(keys, key);
            if (same.isEmpty()) {
                return Optional.of(new Narrowed(with(operator, key, value(ids)), List.of(), false));
            }
            List<Json> values = values(keys.getOrDefault(same.get(), new Json.Null()));
            // What an empty list means is not documented, so it stays as it is, beside another condition.
            boolean isPlain = !values.isEmpty()
                    && values.stream()
                            .allMatch(value -> value.text()
                                    .filter(text -> !text.contains("$"))
                                    .isPresent());
            if (isPlain && operator.equalsIgnoreCase("StringEquals")) {
                return Optional.of(without(value -> value.operator().equals("stringequals")
                        && value.key().equalsIgnoreCase(key)
                        && !ids.contains(value.text())));
            }
        }
        return Optional.empty();
    }

    private static Json value(Set<String> ids) {
        Set<String> sorted = new TreeSet<>(ids);
        return sorted.size() == 1 ? Json.of(sorted.iterator().next()) : Json.of(sorted);
    }

    private Map<String, Json> keys(String operator) {
        return operators.getOrDefault(operator, new Json.Null()).members();
    }

    private ConditionText with(String operator, String key, Json value) {
        Map<String, Json> keys = new LinkedHashMap<>(keys(operator));
        keys.put(key, value);
        Map<String, Json> all = new LinkedHashMap<>(operators);
        all.put(operator, new Json.Obj(keys));
        return new ConditionText(all);
    }

    /** Without some of the values of which a key must have one. */
    Narrowed without(Predicate<Value> gone) {
        ConditionText left = this;
        List<String> removed = new ArrayList<>();
        boolean never = false;
        for (String operator : operators.keySet()) {
            if (!HOLD_BY_VALUE.contains(lower(operator))) {
                continue;
            }
            for (Map.Entry<String, Json> key : keys(operator).entrySet()) {
                List<Json> kept = new ArrayList<>();
                for (Json value : values(key.getValue())) {
                    Optional<String> text =
                            value.text().filter(one -> gone.test(new Value(lower(operator), lower(key.getKey()), one)));
                    text.ifPresentOrElse(removed::add, () -> kept.add(value));
                }
                if (kept.size() < values(key.getValue()).size()) {
                    never |= kept.isEmpty();
                    left = left.with(operator, key.getKey(), new Json.Arr(kept));
                }
            }
        }
        return new Narrowed(left, removed, never);
    }

    private static List<Json> values(Json value) {
        return value instanceof Json.Arr array ? array.items() : List.of(value);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
