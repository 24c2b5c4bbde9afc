package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.terraform.hcl.Source.Newlines;
import dev.ecrauditor.iac.terraform.value.UnevaluatedException;
import dev.ecrauditor.iac.terraform.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Reads an expression: operators by their precedence, and the traversals behind each term. */
final class ExpressionParser {

    /** From the weakest to the strongest; a longer operator comes before its prefix. */
    private static final List<List<String>> OPERATORS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!="),
            List.of("<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private final Source source;
    private final CollectionParser collections;
    private Newlines newlines = Newlines.SIGNIFICANT;

    ExpressionParser(Source source) {
        this.source = source;
        this.collections = new CollectionParser(source, this);
    }

    /** Something to read while an end of line has, or does not have, a meaning. */
    interface Reading<T> {
        T read() throws HclSyntaxException;
    }

    <T> T with(Newlines setting, Reading<T> reading) throws HclSyntaxException {
        Newlines before = newlines;
        newlines = setting;
        try {
            return reading.read();
        } finally {
            newlines = before;
        }
    }

    void skipSpace() throws HclSyntaxException {
        source.skipSpace(newlines);
    }

    Expression expression() throws HclSyntaxException {
        source.enter();
        Expression condition = binary(0);
        skipSpace();
        if (source.accept("?")) {
            source.skipSpace(Newlines.IGNORED);
            Expression then = expression();
            source.skipSpace(Newlines.IGNORED);
            expect(":");
            source.skipSpace(Newlines.IGNORED);
            condition = new Expression.Conditional(condition, then, expression());
        }
        source.leave();
        return condition;
    }

    private Expression binary(int precedence) throws HclSyntaxException {
        if (precedence == OPERATORS.size()) {
            return unary();
        }
        Expression left = binary(precedence + 1);
        while (true) {
            skipSpace();
            Optional<String> operator = operator(precedence);
            if (operator.isEmpty()) {
                return left;
            }
            source.skipSpace(Newlines.IGNORED);
            left = new Expression.Binary(operator.get(), left, binary(precedence + 1));
        }
    }

    private Optional<String> operator(int precedence) {
        return OPERATORS.get(precedence).stream().filter(source::accept).findFirst();
    }

    private Expression unary() throws HclSyntaxException {
        skipSpace();
        char operator = source.peek();
        if (operator != '-' && operator != '!') {
            return traversal(term());
        }
        source.next();
        source.enter();
        Expression operand = unary();
        source.leave();
        return new Expression.Unary(operator, operand);
    }

    private Expression term() throws HclSyntaxException {
        char next = source.peek();
        if (next == '(') {
            source.next();
            return with(Newlines.IGNORED, () -> {
                Expression inner = expression();
                expect(")");
                return inner;
            });
        }
        if (next == '[' || next == '{') {
            return collections.collection();
        }
        if (next == '"') {
            source.next();
            return quoted();
        }
        if (source.startsWith("<<")) {
            return new HeredocParser(source).heredoc();
        }
        return next >= '0' && next <= '9' ? number() : named();
    }

    private Expression named() throws HclSyntaxException {
        StringBuilder name = new StringBuilder(identifier("an expression"));
        while (source.accept("::")) {
            name.append("::").append(identifier("the name of a function"));
        }
        Source.Mark mark = source.mark();
        skipSpace();
        if (source.accept("(")) {
            return with(Newlines.IGNORED, () -> collections.call(name.toString()));
        }
        source.reset(mark);
        return switch (name.toString()) {
            case "true" -> new Expression.Literal(Value.of(true));
            case "false" -> new Expression.Literal(Value.of(false));
            case "null" -> new Expression.Literal(Value.absent());
            default -> new Expression.Variable(name.toString());
        };
    }

    private Expression number() throws HclSyntaxException {
        StringBuilder digits = new StringBuilder(digits());
        if (source.peek() == '.' && isDigit(source.peek(1))) {
            digits.append(source.next()).append(digits());
        }
        int sign = source.peek(1) == '+' || source.peek(1) == '-' ? 1 : 0;
        if ((source.peek() == 'e' || source.peek() == 'E') && isDigit(source.peek(1 + sign))) {
            digits.append(source.next());
            if (sign > 0) {
                digits.append(source.next());
            }
            digits.append(digits());
        }
        try {
            return new Expression.Literal(new Value.Num(new BigDecimal(digits.toString())));
        } catch (UnevaluatedException | NumberFormatException e) {
            throw new HclSyntaxException("a number is too large", source.line());
        }
    }

    private String digits() {
        return source.takeWhile(ExpressionParser::isDigit);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private Expression traversal(Expression term) throws HclSyntaxException {
        return new TraversalParser(source, this).traversal(term);
    }

    /** The text behind a quotation mark. */
    Expression quoted() throws HclSyntaxException {
        return new TemplateParser(TemplateLexer.quoted(source).tokens()).expression();
    }

    String identifier(String expected) throws HclSyntaxException {
        if (!Character.isLetter(source.peek()) && source.peek() != '_') {
            throw source.unexpected(expected);
        }
        return source.takeWhile(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }

    void expect(String expected) throws HclSyntaxException {
        skipSpace();
        if (!source.accept(expected)) {
            throw source.unexpected("\"" + expected + "\"");
        }
    }
}
