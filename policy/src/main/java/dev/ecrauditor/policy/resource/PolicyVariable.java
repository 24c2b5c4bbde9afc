package dev.ecrauditor.policy.resource;

import dev.ecrauditor.policy.condition.ConditionKey;
import java.util.Optional;
import java.util.Set;

/**
 * A policy variable.
 *
 * @param key its key; without a name for a literal character such as {@code ${*}}
 * @param defaultValue the value where the key has none
 */
record PolicyVariable(ConditionKey key, Optional<String> defaultValue) {

    private static final int ACCOUNT_DIGITS = 12;
    private static final Set<String> LITERALS = Set.of("*", "?", "$", "");
    private static final Set<ConditionKey> ACCOUNTS = Set.of(
            ConditionKey.PRINCIPAL_ACCOUNT,
            ConditionKey.SOURCE_ACCOUNT,
            ConditionKey.SOURCE_OWNER,
            ConditionKey.REPOSITORY_ACCOUNT);

    /** Parses the text between the braces. */
    static PolicyVariable of(String content) {
        if (LITERALS.contains(content)) {
            return new PolicyVariable(ConditionKey.of(""), Optional.empty());
        }
        int comma = content.indexOf(',');
        ConditionKey key = ConditionKey.of((comma < 0 ? content : content.substring(0, comma)).strip());
        return new PolicyVariable(
                key,
                comma < 0
                        ? Optional.empty()
                        : Optional.of(unquoted(content.substring(comma + 1).strip())));
    }

    private static String unquoted(String text) {
        boolean quotes = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quotes ? text.substring(1, text.length() - 1) : text;
    }

    /** True for a character that no ARN contains. */
    boolean isLiteral() {
        return key.name().isEmpty();
    }

    /** True for a key whose value is an account id. */
    boolean isAccount() {
        return ACCOUNTS.contains(key);
    }

    /** False for text that its key never has as value: an account has an id, and only a tag can be empty. */
    boolean mayHave(String value) {
        if (isAccount()) {
            return value.length() == ACCOUNT_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
        }
        return !value.isEmpty() || key.name().contains("tag/");
    }
}
