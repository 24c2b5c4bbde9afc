package dev.ecrauditor.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How the operators of conditions compare two texts.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
final class Comparisons {

    private Comparisons() {}

    /**
     * @param operator without set qualifier, negation and IfExists, in lower case
     * @param wanted the value of the policy; what is no wildcard in it is marked
     * @param actual the value of the request
     */
    static boolean matches(String operator, String wanted, String actual) {
        return switch (operator) {
            case "stringlike" -> WildcardPattern.matchesOnce(wanted, Variables.literal(actual));
            case "arnequals", "arnlike" -> arnMatches(wanted, Variables.literal(actual));
            default -> plainMatches(operator, Variables.plain(wanted), actual);
        };
    }

    private static boolean plainMatches(String operator, String wanted, String actual) {
        return switch (operator) {
            case "stringequals", "binaryequals" -> wanted.equals(actual);
            case "stringequalsignorecase", "bool" -> wanted.equalsIgnoreCase(actual);
            case "ipaddress" ->
                IpRange.parse(wanted).map(range -> range.contains(actual)).orElse(false);
            default -> ordered(operator, wanted, actual);
        };
    }

    private static boolean arnMatches(String wanted, String actual) {
        String[] pattern = wanted.split(":", 6);
        String[] fields = actual.split(":", 6);
        if (pattern.length != 6 || fields.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!WildcardPattern.matchesOnce(pattern[i], fields[i])) {
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
        if (!mayBeNumber(text)) {
            return Optional.empty();
        }
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
        if (!mayBeNumber(text)) {
            return Optional.empty();
        }
        try {
            if (!text.isEmpty() && Accounts.isDigits(text)) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }

    /** False for most of what is neither a number nor a date, without the cost of an exception. */
    static boolean mayBeNumber(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first == '+' || first == '-' || first == '.' || Character.isDigit(first);
    }
}
