package dev.ecrauditor.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills policy variables such as {@code ${aws:PrincipalAccount}} from a request.
 *
 * <p>Source: "IAM policy elements: Variables and tags", IAM User Guide.
 */
final class Variables {

    /** A star and a question mark that are no wildcards: {@code ${*}} and {@code ${?}}; characters of no text of a policy. */
    private static final char STAR = '\uE02A';

    private static final char MARK = '\uE03F';

    private Variables() {}

    /** The text without marks of what is no wildcard in it. */
    static String plain(String pattern) {
        return isMarked(pattern) ? pattern.replace(STAR, '*').replace(MARK, '?') : pattern;
    }

    /** True when the text marks something in it as no wildcard. */
    static boolean isMarked(String pattern) {
        return pattern.indexOf(STAR) >= 0 || pattern.indexOf(MARK) >= 0;
    }

    /** A text of a request as a pattern has to spell it. */
    static String literal(String text) {
        return text.replace('*', STAR).replace('?', MARK);
    }

    /** The keys of all variables in these values, in lower case. */
    static Set<String> in(List<String> values) {
        Set<String> keys = new LinkedHashSet<>();
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

    /** Empty when a variable has no value in the request and no default: then the value matches nothing. */
    static Optional<String> fill(String value, Map<String, List<String>> request) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (at < value.length()) {
            int open = value.indexOf("${", at);
            int close = open < 0 ? -1 : value.indexOf('}', open);
            if (close < 0) {
                filled.append(value, at, value.length());
                break;
            }
            filled.append(value, at, open);
            Optional<String> replacement = replacement(value.substring(open + 2, close), request);
            if (replacement.isEmpty()) {
                return Optional.empty();
            }
            filled.append(replacement.get());
            at = close + 1;
        }
        return Optional.of(filled.toString());
    }

    private static Optional<String> replacement(String variable, Map<String, List<String>> request) {
        if (variable.equals("*") || variable.equals("?") || variable.equals("$")) {
            return Optional.of(literal(variable));
        }
        List<String> values = request.getOrDefault(key(variable), List.of());
        if (values.size() == 1) {
            return Optional.of(literal(values.get(0)));
        }
        int comma = variable.indexOf(',');
        return comma < 0
                ? Optional.empty()
                : Optional.of(literal(quoted(variable.substring(comma + 1).strip())));
    }

    private static String key(String variable) {
        int comma = variable.indexOf(',');
        return (comma < 0 ? variable : variable.substring(0, comma)).strip().toLowerCase(Locale.ROOT);
    }

    private static String quoted(String text) {
        boolean quotes = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quotes ? text.substring(1, text.length() - 1) : text;
    }
}
