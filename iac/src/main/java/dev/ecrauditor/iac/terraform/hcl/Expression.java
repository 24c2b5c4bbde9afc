package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.terraform.value.Value;
import java.util.List;
import java.util.Optional;

/** An expression of a configuration. */
public sealed interface Expression {

    /** A number, a text without interpolation, true, false or null. */
    record Literal(Value value) implements Expression {}

    /** A text with interpolations. */
    record Template(List<TemplatePart> parts) implements Expression {

        public Template {
            parts = List.copyOf(parts);
        }
    }

    /** The first name of a traversal. */
    record Variable(String name) implements Expression {}

    /** {@code target.name}. */
    record Attribute(Expression target, String name) implements Expression {}

    /** {@code target[key]}. */
    record Index(Expression target, Expression key) implements Expression {}

    /**
     * {@code source[*].name}.
     *
     * @param item what is done with each item, which it holds as {@link SplatItem}
     */
    record Splat(Expression source, Expression item) implements Expression {}

    /** The current item of the innermost splat. */
    record SplatItem() implements Expression {}

    /** {@code name(arguments...)}. */
    record Call(String name, List<Expression> arguments, LastArgument last) implements Expression {

        /** Whether the last argument is a list of further arguments. */
        public enum LastArgument {
            SINGLE,
            EXPANDED
        }

        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** {@code !operand} or {@code -operand}. */
    record Unary(char operator, Expression operand) implements Expression {}

    /** {@code left operator right}. */
    record Binary(String operator, Expression left, Expression right) implements Expression {}

    /** {@code condition ? then : otherwise}. */
    record Conditional(Expression condition, Expression then, Expression otherwise) implements Expression {}

    /** {@code [items...]}. */
    record ListOf(List<Expression> items) implements Expression {

        public ListOf {
            items = List.copyOf(items);
        }
    }

    /** {@code {entries...}}. */
    record ObjectOf(List<Entry> entries) implements Expression {

        public ObjectOf {
            entries = List.copyOf(entries);
        }
    }

    /** A key with its value. */
    record Entry(Expression key, Expression value) {}

    /** {@code [for intro : value if condition]}. */
    record ForList(ForIntro intro, Expression value, Optional<Expression> condition) implements Expression {}

    /** {@code {for intro : key => value if condition}}. */
    record ForObject(ForIntro intro, Entry entry, Grouping grouping, Optional<Expression> condition)
            implements Expression {

        /** Whether values with the same key become a list. */
        public enum Grouping {
            UNIQUE,
            GROUPED
        }
    }

    /** {@code key, value in collection}. */
    record ForIntro(Optional<String> key, String value, Expression collection) {}

    /** The expression of a text that is a fixed one. */
    static Expression text(String text) {
        return new Literal(Value.of(text));
    }
}
