package dev.ecrauditor.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a condition on a concrete request, as AWS does.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators", "Multivalued context keys" and "IAM policy elements: Variables and
 * tags", IAM User Guide.
 */
final class ConditionMatcher {

    private final boolean variables;
    private final IdentityHashMap<Condition, Form> forms = new IdentityHashMap<>();
    private final Map<Condition, Form> formsByText = new HashMap<>();
    private final Map<String, Optional<IpRange>> ranges = new HashMap<>();

    /**
     * @param variables true when the policy's language has variables
     */
    ConditionMatcher(boolean variables) {
        this.variables = variables;
    }

    /** What a condition says in words of the User Guide. */
    private record Form(
            boolean understood,
            String key,
            String operator,
            boolean negated,
            boolean forAllValues,
            boolean forAnyValue,
            boolean ifExists,
            Set<String> variables,
            Object inAllow,
            Object inDeny) {}

    private Form known(Condition condition) {
        Form form = forms.get(condition);
        if (form == null) {
            form = formsByText.computeIfAbsent(condition, this::form);
            forms.put(condition, form);
        }
        return form;
    }

    /** What conditions of one text have in common, wherever they stand. */
    Object sameText(Condition condition, boolean inAllow) {
        return inAllow ? known(condition).inAllow() : known(condition).inDeny();
    }

    private Form form(Condition condition) {
        String operator = condition.baseOperator();
        boolean negated = operator.contains("not");
        boolean understood = ConditionForms.isUnderstood(condition, variables);
        Object inAllow = new Object();
        return new Form(
                understood,
                condition.key().toLowerCase(Locale.ROOT),
                negated ? operator.replaceFirst("not", "") : operator,
                negated,
                condition.isForAllValues(),
                condition.isForAnyValue(),
                condition.isIfExists(),
                variables ? Variables.in(condition.values()) : Set.of(),
                inAllow,
                understood ? inAllow : new Object());
    }

    /**
     * True when the condition holds for a request with these keys (lower case).
     *
     * @param otherwise the answer for a condition of a form nobody documents
     */
    boolean holds(Condition condition, Map<String, List<String>> request, boolean otherwise) {
        Form form = known(condition);
        if (!form.understood()) {
            return otherwise;
        }
        List<String> actual = request.getOrDefault(form.key(), List.of());
        if (form.operator().equals("null")) {
            for (String value : condition.values()) {
                if (value.equalsIgnoreCase("true") == actual.isEmpty()) {
                    return true;
                }
            }
            return false;
        }
        if (actual.isEmpty()) {
            return form.forAllValues() || (!form.forAnyValue() && (form.ifExists() || form.negated()));
        }
        for (String value : actual) {
            boolean matches = anyMatches(condition, form, value, request) != form.negated();
            if (matches != form.forAllValues()) {
                return matches;
            }
        }
        return form.forAllValues();
    }

    /** The key of a condition in lower case. */
    String key(Condition condition) {
        return known(condition).key();
    }

    /** The keys of the variables in a condition, in lower case. */
    Set<String> variables(Condition condition) {
        return known(condition).variables();
    }

    private boolean anyMatches(Condition condition, Form form, String actual, Map<String, List<String>> request) {
        for (String value : condition.values()) {
            Optional<String> wanted =
                    variables && value.contains("${") ? Variables.fill(value, request) : Optional.of(value);
            if (wanted.isPresent() && matches(form.operator(), wanted.get(), actual)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(String operator, String pattern, String actual) {
        String wanted = Variables.plain(pattern);
        return switch (operator) {
            case "stringequals", "binaryequals" -> wanted.equals(actual);
            case "stringequalsignorecase" -> wanted.equalsIgnoreCase(actual);
            case "stringlike" -> Wildcard.matches(pattern, Variables.literal(actual));
            case "arnequals", "arnlike" -> arnMatches(pattern, Variables.literal(actual));
            case "ipaddress" ->
                ranges.computeIfAbsent(wanted, IpRange::parse)
                        .map(range -> range.contains(actual))
                        .orElse(false);
            case "bool" -> wanted.equalsIgnoreCase(actual);
            default -> ordered(operator, wanted, actual);
        };
    }

    /** Each of the six fields by itself, so that a wildcard never reaches over a colon before the resource. */
    private static boolean arnMatches(String wanted, String actual) {
        String[] pattern = wanted.split(":", 6);
        String[] fields = actual.split(":", 6);
        if (pattern.length != 6 || fields.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!Wildcard.matches(pattern[i], fields[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean ordered(String operator, String wanted, String actual) {
        Optional<Integer> order = operator.startsWith("numeric")
                ? compareNumbers(actual, wanted)
                : operator.startsWith("date") ? compareDates(actual, wanted) : Optional.empty();
        if (order.isEmpty()) {
            return false;
        }
        int sign = Integer.signum(order.get());
        return switch (operator.substring(operator.startsWith("numeric") ? 7 : 4)) {
            case "equals" -> sign == 0;
            case "lessthan" -> sign < 0;
            case "lessthanequals" -> sign <= 0;
            case "greaterthan" -> sign > 0;
            case "greaterthanequals" -> sign >= 0;
            default -> false;
        };
    }

    private static Optional<Integer> compareNumbers(String actual, String wanted) {
        Optional<BigDecimal> left = number(actual);
        Optional<BigDecimal> right = number(wanted);
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().compareTo(right.get()))
                : Optional.empty();
    }

    static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> compareDates(String actual, String wanted) {
        Optional<Instant> left = date(actual);
        Optional<Instant> right = date(wanted);
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().compareTo(right.get()))
                : Optional.empty();
    }

    static Optional<Instant> date(String text) {
        try {
            if (!text.isEmpty() && Accounts.isDigits(text)) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }
}
