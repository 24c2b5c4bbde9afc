package dev.ecrauditor.policy.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * How an operator compares a value of a policy with a value of a request.
 *
 * <p>Source: "IAM JSON policy elements: Condition operators", IAM User Guide.
 */
public enum Comparison {
    STRING_EQUALS(Kind.TEXT, "StringEquals", "StringNotEquals"),
    STRING_EQUALS_IGNORE_CASE(Kind.TEXT, "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
    STRING_LIKE(Kind.TEXT, "StringLike", "StringNotLike"),
    ARN_EQUALS(Kind.ARN, "ArnEquals", "ArnNotEquals"),
    ARN_LIKE(Kind.ARN, "ArnLike", "ArnNotLike"),
    IP_ADDRESS(Kind.ADDRESS, "IpAddress", "NotIpAddress"),
    NUMERIC_EQUALS(Kind.NUMBER, "NumericEquals", "NumericNotEquals", order -> order == 0),
    NUMERIC_LESS_THAN(Kind.NUMBER, "NumericLessThan", order -> order < 0),
    NUMERIC_LESS_THAN_EQUALS(Kind.NUMBER, "NumericLessThanEquals", order -> order <= 0),
    NUMERIC_GREATER_THAN(Kind.NUMBER, "NumericGreaterThan", order -> order > 0),
    NUMERIC_GREATER_THAN_EQUALS(Kind.NUMBER, "NumericGreaterThanEquals", order -> order >= 0),
    DATE_EQUALS(Kind.DATE, "DateEquals", "DateNotEquals", order -> order == 0),
    DATE_LESS_THAN(Kind.DATE, "DateLessThan", order -> order < 0),
    DATE_LESS_THAN_EQUALS(Kind.DATE, "DateLessThanEquals", order -> order <= 0),
    DATE_GREATER_THAN(Kind.DATE, "DateGreaterThan", order -> order > 0),
    DATE_GREATER_THAN_EQUALS(Kind.DATE, "DateGreaterThanEquals", order -> order >= 0),
    BOOL(Kind.BOOLEAN, "Bool"),
    BINARY_EQUALS(Kind.BINARY, "BinaryEquals"),
    /** Whether the key is absent. */
    NULL(Kind.BOOLEAN, "Null"),
    /** The comparison of an operator that AWS does not have: it matches nothing. */
    UNKNOWN(Kind.UNKNOWN, "");

    /** The kind of the values that are compared. */
    public enum Kind {
        TEXT,
        ARN,
        ADDRESS,
        NUMBER,
        DATE,
        BOOLEAN,
        BINARY,
        UNKNOWN
    }

    private static final String NO_NAME = "";

    /** How negated operators begin, and those that resemble them. */
    private static final List<String> NEGATED = List.of("stringnot", "arnnot", "notip", "numericnot", "datenot");

    private static final Map<String, Comparison> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(comparison -> comparison.name, Function.identity()));

    private final Kind kind;
    private final String name;
    private final String negation;
    /** A lambda without state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final IntPredicate orders;

    Comparison(Kind kind, String name) {
        this(kind, name, NO_NAME);
    }

    Comparison(Kind kind, String name, String negation) {
        this(kind, name, negation, order -> false);
    }

    Comparison(Kind kind, String name, IntPredicate orders) {
        this(kind, name, NO_NAME, orders);
    }

    Comparison(Kind kind, String name, String negation, IntPredicate orders) {
        this.kind = kind;
        this.name = name.toLowerCase(Locale.ROOT);
        this.negation = negation.toLowerCase(Locale.ROOT);
        this.orders = orders;
    }

    public Kind kind() {
        return kind;
    }

    /** True when the order of two numbers or dates fits, as {@link Comparable#compareTo} returns it. */
    boolean orders(int order) {
        return orders.test(order);
    }

    /** True for a text that AWS documents as a value under this comparison. */
    boolean accepts(String value) {
        return switch (kind) {
            case ADDRESS -> IpRange.parse(value).isPresent();
            case ARN -> value.split(":", 6).length == 6;
            case DATE -> Comparisons.date(value).isPresent();
            case NUMBER -> Comparisons.number(value).isPresent();
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case TEXT, BINARY, UNKNOWN -> true;
        };
    }

    /**
     * The comparison of an operator, also where AWS negates it in another way or not at all.
     *
     * @param operator in lower case, without set qualifier and IfExists
     */
    static Comparison resembling(String operator) {
        int not = operator.indexOf("not");
        String positive = not < 0 ? operator : operator.substring(0, not) + operator.substring(not + "not".length());
        return BY_NAME.getOrDefault(positive, UNKNOWN);
    }

    /** True when AWS names this comparison or its negation like that. */
    boolean isNamed(String operator) {
        return this != UNKNOWN && (operator.equals(name) || operator.equals(negation));
    }

    static boolean isNegation(String operator) {
        return NEGATED.stream().anyMatch(operator::startsWith);
    }
}
