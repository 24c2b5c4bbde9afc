package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.terraform.hcl.Source.Newlines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads lists, objects, their {@code for} forms and the arguments of functions. */
final class CollectionParser {

    private final Source source;
    private final ExpressionParser expressions;

    CollectionParser(Source source, ExpressionParser expressions) {
        this.source = source;
        this.expressions = expressions;
    }

    Expression collection() throws HclSyntaxException {
        if (source.next() == '[') {
            return expressions.with(Newlines.IGNORED, () -> isFor() ? forList() : list());
        }
        if (isFor()) {
            return expressions.with(Newlines.IGNORED, this::forObject);
        }
        return expressions.with(Newlines.SIGNIFICANT, this::object);
    }

    private boolean isFor() throws HclSyntaxException {
        Source.Mark mark = source.mark();
        source.skipSpace(Newlines.IGNORED);
        boolean isFor = source.startsWith("for") && isSpace(source.peek(3));
        if (isFor) {
            source.skip(3);
            source.skipSpace(Newlines.IGNORED);
            isFor = source.peek() != '=' && source.peek() != ':';
        }
        if (!isFor) {
            source.reset(mark);
        }
        return isFor;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private Expression list() throws HclSyntaxException {
        List<Expression> items = new ArrayList<>();
        while (!isClosed("]")) {
            items.add(expressions.expression());
            separator("]");
        }
        return new Expression.ListOf(items);
    }

    Expression call(String name) throws HclSyntaxException {
        List<Expression> arguments = new ArrayList<>();
        var last = Expression.Call.LastArgument.SINGLE;
        while (!isClosed(")")) {
            arguments.add(expressions.expression());
            expressions.skipSpace();
            if (source.accept("...")) {
                last = Expression.Call.LastArgument.EXPANDED;
            }
            separator(")");
        }
        return new Expression.Call(name, arguments, last);
    }

    private boolean isClosed(String end) throws HclSyntaxException {
        source.skipSpace(Newlines.IGNORED);
        return source.accept(end);
    }

    private void separator(String end) throws HclSyntaxException {
        expressions.skipSpace();
        if (!source.accept(",") && !source.startsWith(end)) {
            throw source.unexpected("\",\" or \"" + end + "\"");
        }
    }

    private Expression object() throws HclSyntaxException {
        List<Expression.Entry> entries = new ArrayList<>();
        while (!isClosed("}")) {
            Expression key = key();
            expressions.skipSpace();
            if (!source.accept("=") && !source.accept(":")) {
                throw source.unexpected("\"=\" or \":\"");
            }
            entries.add(new Expression.Entry(key, expressions.expression()));
            expressions.skipSpace();
            if (!source.accept(",") && source.peek() != '\n' && source.peek() != '}') {
                throw source.unexpected("\",\", the end of the line or \"}\"");
            }
        }
        return new Expression.ObjectOf(entries);
    }

    private Expression key() throws HclSyntaxException {
        if (Character.isLetter(source.peek()) || source.peek() == '_') {
            Source.Mark mark = source.mark();
            String name = expressions.identifier("a key");
            expressions.skipSpace();
            if (source.peek() == ':' || (source.peek() == '=' && source.peek(1) != '=')) {
                return Expression.text(name);
            }
            source.reset(mark);
        }
        return expressions.expression();
    }

    /** The names and the collection behind {@code for}. */
    Expression.ForIntro intro() throws HclSyntaxException {
        expressions.skipSpace();
        String first = expressions.identifier("the name of a variable");
        expressions.skipSpace();
        Optional<String> key = Optional.empty();
        String value = first;
        if (source.accept(",")) {
            expressions.skipSpace();
            key = Optional.of(first);
            value = expressions.identifier("the name of a variable");
        }
        expressions.expect("in");
        return new Expression.ForIntro(key, value, expressions.expression());
    }

    private Expression forList() throws HclSyntaxException {
        Expression.ForIntro intro = intro();
        expressions.expect(":");
        Expression value = expressions.expression();
        Optional<Expression> condition = condition();
        expressions.expect("]");
        return new Expression.ForList(intro, value, condition);
    }

    private Expression forObject() throws HclSyntaxException {
        Expression.ForIntro intro = intro();
        expressions.expect(":");
        Expression key = expressions.expression();
        expressions.expect("=>");
        Expression value = expressions.expression();
        expressions.skipSpace();
        var grouping =
                source.accept("...") ? Expression.ForObject.Grouping.GROUPED : Expression.ForObject.Grouping.UNIQUE;
        Optional<Expression> condition = condition();
        expressions.expect("}");
        return new Expression.ForObject(intro, new Expression.Entry(key, value), grouping, condition);
    }

    private Optional<Expression> condition() throws HclSyntaxException {
        expressions.skipSpace();
        return source.accept("if") ? Optional.of(expressions.expression()) : Optional.empty();
    }
}
