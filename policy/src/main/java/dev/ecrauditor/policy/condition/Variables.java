package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.condition.ConditionMatcher.Context;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills policy variables such as {@code ${aws:PrincipalAccount}} from a request.
 *
 * <p>Source: "IAM policy elements: Variables and tags", IAM User Guide.
 */
public final class Variables {

    /**
     * Marks for a star and a question mark that are no wildcards: {@code ${*}} and {@code ${?}}; these characters occur
     * in no policy text.
     */
    private static final char STAR = '\uE02A';

    private static final char MARK = '\uE03F';

    private Variables() {}

    /** The text without the marks. */
    public static String plain(String pattern) {
        return isMarked(pattern) ? pattern.replace(STAR, '*').replace(MARK, '?') : pattern;
    }

    /** True when the text contains a mark. */
    public static boolean isMarked(String pattern) {
        return pattern.indexOf(STAR) >= 0 || pattern.indexOf(MARK) >= 0;
    }

    /** True when the text, without marks, contains a wildcard character. */
    public static boolean hasWildcard(String text) {
        return Wildcard.isIn(text) || isMarked(text);
    }

    /** A text of a request, escaped for use in a pattern. */
    static String literal(String text) {
        return Wildcard.isIn(text) ? text.replace('*', STAR).replace('?', MARK) : text;
    }

    /** The keys of all variables in these values. */
    public static Set<ConditionKey> in(List<String> values) {
        Set<ConditionKey> keys = new LinkedHashSet<>();
        for (String value : values) {
            for (int open = value.indexOf("${"); open >= 0; open = value.indexOf("${", open + 2)) {
                int close = value.indexOf('}', open);
                if (close > 0 && close - open > 3) {
                    keys.add(key(value.substring(open + 2, close)));
                }
            }
        }
        return keys;
    }

    /** Parses a value, to be filled from many requests. */
    public static Template template(String value) {
        List<String> texts = new ArrayList<>();
        List<Variable> variables = new ArrayList<>();
        int at = 0;
        int open = value.indexOf("${");
        int close = open < 0 ? -1 : value.indexOf('}', open);
        while (close >= 0) {
            texts.add(value.substring(at, open));
            variables.add(variable(value.substring(open + 2, close)));
            at = close + 1;
            open = value.indexOf("${", at);
            close = open < 0 ? -1 : value.indexOf('}', open);
        }
        texts.add(value.substring(at));
        return new Template(texts, variables, value.length());
    }

    /**
     * A value and its variables.
     *
     * @param texts the text before each variable, and after the last one
     * @param length the length of the value as it is written
     */
    public record Template(List<String> texts, List<Variable> variables, int length) {

        /** Empty when a variable has no value in the request and no default: then the value matches nothing. */
        public Optional<String> filled(Context request, WorkBudget budget) {
            budget.spend(8 + length / 2);
            StringBuilder filled = new StringBuilder(texts.get(0));
            for (int i = 0; i < variables.size(); i++) {
                Variable variable = variables.get(i);
                List<String> values = variable.isLiteral() ? List.of() : request.of(variable.key());
                if (values.size() == 1) {
                    budget.spend(2 + values.get(0).length() / 2);
                    filled.append(literal(values.get(0)));
                } else if (variable.otherwise().isPresent()) {
                    filled.append(variable.otherwise().get());
                } else {
                    return Optional.empty();
                }
                filled.append(texts.get(i + 1));
            }
            return Optional.of(filled.toString());
        }

        /**
         * The text that another value of the same key leaves for a variable, such as {@code a*} of {@code role/a*}
         * where this is {@code *:role/} and the variable: the text between the literal texts before and after it.
         */
        public Optional<String> left(ConditionKey key, String other) {
            for (int i = 0; i < variables.size(); i++) {
                if (variables.get(i).key().equals(key)) {
                    String before = Wildcard.ending(texts.get(i));
                    String behind = Wildcard.beginning(texts.get(i + 1));
                    int start = other.indexOf(before);
                    int end = behind.isEmpty() ? other.length() : other.indexOf(behind, start + before.length());
                    return start < 0 || end < start + before.length()
                            ? Optional.empty()
                            : Optional.of(other.substring(start + before.length(), end));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * One variable.
     *
     * @param key the key; without a name for a literal star or question mark
     * @param otherwise the default when the key has no value
     */
    record Variable(ConditionKey key, Optional<String> otherwise) {

        boolean isLiteral() {
            return key.name().isEmpty();
        }
    }

    private static Variable variable(String variable) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            return new Variable(ConditionKey.of(""), Optional.of(literal(variable)));
        }
        int comma = variable.indexOf(',');
        return new Variable(
                key(variable),
                comma < 0
                        ? Optional.empty()
                        : Optional.of(
                                literal(quoted(variable.substring(comma + 1).strip()))));
    }

    private static ConditionKey key(String variable) {
        int comma = variable.indexOf(',');
        return ConditionKey.of((comma < 0 ? variable : variable.substring(0, comma)).strip());
    }

    private static String quoted(String text) {
        boolean quotes = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quotes ? text.substring(1, text.length() - 1) : text;
    }
}
