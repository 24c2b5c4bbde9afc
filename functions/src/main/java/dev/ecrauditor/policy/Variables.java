package dev.ecrauditor.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fills policy variables such as {@code ${aws:PrincipalAccount}} from a request.
 *
 * <p>Source: "IAM policy elements: Variables and tags", IAM User Guide.
 */
final class Variables {

    private Variables() {}

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
            return Optional.of(variable);
        }
        int comma = variable.indexOf(',');
        String name =
                (comma < 0 ? variable : variable.substring(0, comma)).strip().toLowerCase(Locale.ROOT);
        List<String> values = request.getOrDefault(name, List.of());
        if (values.size() == 1) {
            return Optional.of(values.get(0));
        }
        return comma < 0
                ? Optional.empty()
                : Optional.of(quoted(variable.substring(comma + 1).strip()));
    }

    private static String quoted(String text) {
        boolean quotes = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
        return quotes ? text.substring(1, text.length() - 1) : text;
    }
}
