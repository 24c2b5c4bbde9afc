package dev.ecrauditor.policy.condition;

import dev.ecrauditor.policy.pattern.AccountIds;
import dev.ecrauditor.policy.pattern.WildcardPattern;
import dev.ecrauditor.policy.pattern.WorkBudget;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the operators of conditions compare two texts.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
public final class Comparisons {

    /** The cost of reading a number, a date or an address. */
    static final long READ = 200;

    private static final int LONGEST_NUMBER = 40;

    private Comparisons() {}

    /**
     * @param wanted the value of the policy; literal stars and question marks in it are marked
     * @param actual the value of the request
     */
    static boolean matches(Comparison comparison, String wanted, String actual, WorkBudget budget) {
        budget.spend(4 + (wanted.length() + actual.length()) / 2);
        return switch (comparison) {
            case STRING_LIKE -> WildcardPattern.matchesOnce(wanted, Variables.literal(actual), budget);
            case ARN_EQUALS, ARN_LIKE -> arnMatches(wanted, Variables.literal(actual), budget);
            default -> plainMatches(comparison, Variables.plain(wanted), actual, budget);
        };
    }

    private static boolean plainMatches(Comparison comparison, String wanted, String actual, WorkBudget budget) {
        return switch (comparison) {
            case STRING_EQUALS, BINARY_EQUALS -> wanted.equals(actual);
            case STRING_EQUALS_IGNORE_CASE, BOOL -> wanted.equalsIgnoreCase(actual);
            default -> {
                budget.spend(2 * READ);
                yield comparison == Comparison.IP_ADDRESS
                        ? IpRange.parse(wanted)
                                .map(range -> range.contains(actual))
                                .orElse(false)
                        : ordered(comparison, List.of(wanted)).test(actual);
            }
        };
    }

    private static boolean arnMatches(String wanted, String actual, WorkBudget budget) {
        String[] pattern = wanted.split(":", 6);
        String[] fields = actual.split(":", 6);
        if (pattern.length != 6 || fields.length != 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!WildcardPattern.matchesOnce(pattern[i], fields[i], budget)) {
                return false;
            }
        }
        return true;
    }

    /** Numbers or dates that are compared by size, those of the policy read once. */
    static Predicate<String> ordered(Comparison comparison, List<String> wanted) {
        return switch (comparison.kind()) {
            case NUMBER -> ordered(comparison, wanted, Comparisons::number);
            case DATE -> ordered(comparison, wanted, Comparisons::date);
            default -> actual -> false;
        };
    }

    private static <T extends Comparable<T>> Predicate<String> ordered(
            Comparison comparison, List<String> wanted, Function<String, Optional<T>> read) {
        List<T> values =
                wanted.stream().flatMap(value -> read.apply(value).stream()).toList();
        return text -> {
            Optional<T> actual = read.apply(text);
            return actual.isPresent()
                    && values.stream()
                            .anyMatch(value -> comparison.orders(actual.get().compareTo(value)));
        };
    }

    /** A number; its length is limited, because reading it takes the square of its length. */
    public static Optional<BigDecimal> number(String text) {
        if (!mayBeNumber(text) || text.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    public static Optional<Instant> date(String text) {
        if (!mayBeDate(text)) {
            return Optional.empty();
        }
        try {
            if (!text.isEmpty() && AccountIds.isDigits(text)) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text));
        } catch (DateTimeException | NumberFormatException notADate) {
            return Optional.empty();
        }
    }

    private static boolean mayBeDate(String text) {
        return mayBeNumber(text)
                && text.length() <= LONGEST_NUMBER
                && (AccountIds.isDigits(text)
                        || (text.length() >= 10 && text.charAt(4) == '-' && text.charAt(7) == '-'));
    }

    /** False for most of what is neither a number nor a date, without the cost of an exception. */
    public static boolean mayBeNumber(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return first == '+' || first == '-' || first == '.' || Character.isDigit(first);
    }
}
