package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.terraform.hcl.Source.Newlines;
import dev.ecrauditor.iac.terraform.value.Value;

/** Reads what follows a term: attributes, indexes and splats. */
final class TraversalParser {

    /** Long chains are evaluated by recursion. */
    private static final int MOST_STEPS = 100;

    private final Source source;
    private final ExpressionParser expressions;
    private int steps;

    TraversalParser(Source source, ExpressionParser expressions) {
        this.source = source;
        this.expressions = expressions;
    }

    Expression traversal(Expression term) throws HclSyntaxException {
        Expression result = term;
        while (true) {
            Source.Mark mark = source.mark();
            expressions.skipSpace();
            if (++steps > MOST_STEPS) {
                throw new HclSyntaxException("more than " + MOST_STEPS + " attributes in a row", source.line());
            }
            if (source.peek() == '.' && source.peek(1) != '.') {
                source.next();
                result = source.accept("*") ? attributeSplat(result) : attribute(result);
            } else if (source.accept("[")) {
                Expression target = result;
                result = expressions.with(Newlines.IGNORED, () -> index(target));
            } else {
                source.reset(mark);
                return result;
            }
        }
    }

    private Expression attribute(Expression target) throws HclSyntaxException {
        expressions.skipSpace();
        String digits = source.takeWhile(c -> c >= '0' && c <= '9');
        if (digits.isEmpty()) {
            return new Expression.Attribute(target, expressions.identifier("the name of an attribute"));
        }
        return new Expression.Index(target, Expression.text(digits));
    }

    private Expression attributeSplat(Expression source) throws HclSyntaxException {
        Expression item = new Expression.SplatItem();
        while (this.source.peek() == '.' && Character.isLetter(this.source.peek(1))) {
            this.source.next();
            item = attribute(item);
        }
        return new Expression.Splat(source, item);
    }

    private Expression index(Expression target) throws HclSyntaxException {
        expressions.skipSpace();
        if (source.peek() == '*') {
            source.next();
            expressions.expect("]");
            return new Expression.Splat(target, traversal(new Expression.SplatItem()));
        }
        Expression key = expressions.expression();
        expressions.expect("]");
        return new Expression.Index(target, key instanceof Expression.Literal literal ? literal(literal) : key);
    }

    private static Expression literal(Expression.Literal key) {
        return key.value() instanceof Value.Null ? Expression.text("") : key;
    }
}
