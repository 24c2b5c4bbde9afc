package dev.ecrauditor.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything a policy says about condition keys: the values by key, from which requests are made up. */
final class Vocabulary {

    /** A value of a condition, and whether its operator expands wildcards in it, over colons or by field of an ARN. */
    record Word(String text, boolean wildcards, boolean byField) {

        boolean isPattern() {
            return wildcards && Wildcard.isIn(text);
        }
    }

    private final Map<String, Set<Word>> words = new LinkedHashMap<>();

    Vocabulary(Policy policy, Map<String, List<String>> known) {
        for (Statement statement : policy.statements()) {
            for (Condition condition : statement.conditions()) {
                String operator = condition.baseOperator();
                boolean byField = operator.startsWith("arn");
                boolean wildcards = byField || operator.endsWith("like");
                Set<Word> ofKey =
                        words.computeIfAbsent(condition.key().toLowerCase(Locale.ROOT), key -> new LinkedHashSet<>());
                for (String value : condition.values()) {
                    Variables.fill(value, known).ifPresent(text -> ofKey.add(new Word(text, wildcards, byField)));
                }
            }
        }
    }

    Set<Word> of(String key) {
        return words.getOrDefault(key, Set.of());
    }

    /** True when some condition asks for this key. */
    boolean asks(String key) {
        return words.containsKey(key);
    }

    Set<String> keys() {
        return words.keySet();
    }
}
