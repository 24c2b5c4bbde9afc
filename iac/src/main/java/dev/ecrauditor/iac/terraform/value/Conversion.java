package dev.ecrauditor.iac.terraform.value;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Conversions between texts, numbers and truth values, which Terraform does without being asked. */
public final class Conversion {

    private Conversion() {}

    /** The text of a value that is known. */
    public static String text(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.Num number) {
            return number.plain();
        }
        if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        }
        throw new EvaluationException("a text is required, not " + kind(value));
    }

    /** The number of a value that is known. */
    public static BigDecimal number(Value value) {
        if (value instanceof Value.Num number) {
            return number.number();
        }
        if (value instanceof Value.Text text) {
            return number(text.text());
        }
        throw new EvaluationException("a number is required, not " + kind(value));
    }

    private static BigDecimal number(String text) {
        if (text.length() > 400) {
            throw new EvaluationException("a number is required, not a long text");
        }
        try {
            return new Value.Num(new BigDecimal(text)).number();
        } catch (NumberFormatException e) {
            throw new EvaluationException("a number is required, not a text");
        }
    }

    /** The whole number of a value that is known, as an index or length. */
    public static int index(Value value) {
        try {
            return number(value).intValueExact();
        } catch (ArithmeticException e) {
            throw new EvaluationException("a whole number is required");
        }
    }

    /** The truth of a value that is known. */
    public static boolean bool(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Text text) {
            return switch (text.text()) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new EvaluationException("true or false is required, not another text");
            };
        }
        throw new EvaluationException("true or false is required, not " + kind(value));
    }

    /** What kind of value it is, for messages: the value itself may be confidential. */
    public static String kind(Value value) {
        if (value instanceof Value.Text) {
            return "a text";
        }
        if (value instanceof Value.Num) {
            return "a number";
        }
        if (value instanceof Value.Bool) {
            return "true or false";
        }
        if (value instanceof Value.Null) {
            return "null";
        }
        if (value instanceof Sequence sequence) {
            return sequence.kind() == Sequence.Kind.SET ? "a set" : "a list";
        }
        if (value instanceof Value.Namespace namespace) {
            return namespace.description();
        }
        return value instanceof Mapping ? "a map" : "an unknown value";
    }

    /** The first part that is unknown, in a value whose references were resolved. */
    public static Optional<Value.Unknown> firstUnknown(Value value) {
        if (value.isWhollyKnown()) {
            return Optional.empty();
        }
        if (value instanceof Value.Unknown unknown) {
            return Optional.of(unknown);
        }
        if (value instanceof Value.Namespace namespace) {
            return Optional.of(Value.Unknown.untilPlan(namespace.description() + " is used as a whole"));
        }
        if (value instanceof Value.Reference) {
            return firstUnknown(value.resolved());
        }
        return children(value).stream()
                .flatMap(child -> firstUnknown(child).stream())
                .findFirst();
    }

    private static Collection<Value> children(Value value) {
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        return value instanceof Mapping mapping ? mapping.entries().values() : List.of();
    }

    /** The value with what the configuration says in place of each reference. */
    public static Value resolveAll(Value value) {
        if (value.isWhollyKnown()) {
            return value;
        }
        if (value instanceof Sequence sequence) {
            var items = sequence.items().stream().map(Conversion::resolveAll).toList();
            return sequence.kind() == Sequence.Kind.SET ? Sequence.set(items) : Sequence.list(items);
        }
        if (value instanceof Mapping mapping) {
            var entries = new TreeMap<String, Value>();
            mapping.entries().forEach((key, entry) -> entries.put(key, resolveAll(entry)));
            return new Mapping(entries);
        }
        return value instanceof Value.Reference ? resolveAll(value.resolved()) : value;
    }
}
