package dev.ecrauditor.iac.terraform.hcl;

import dev.ecrauditor.iac.terraform.hcl.Source.Newlines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a template into characters, interpolations and directives. */
final class TemplateLexer {

    private enum Form {
        QUOTED,
        WHOLE
    }

    private final Source source;
    private final Form form;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private final StringBuilder characters = new StringBuilder();
    private boolean trimNext;

    private TemplateLexer(Source source, Form form) {
        this.source = source;
        this.form = form;
    }

    /** Up to the closing quotation mark, with escapes. */
    static TemplateLexer quoted(Source source) {
        return new TemplateLexer(source, Form.QUOTED);
    }

    /** Up to the end, where a backslash has no meaning. */
    static TemplateLexer whole(Source source) {
        return new TemplateLexer(source, Form.WHOLE);
    }

    List<TemplateToken> tokens() throws HclSyntaxException {
        int begin = source.line();
        while (!isAtEnd(begin)) {
            if (source.startsWith("$${") || source.startsWith("%%{")) {
                source.next();
                characters.append(source.next()).append(source.next());
            } else if (source.startsWith("${") || source.startsWith("%{")) {
                sequence();
            } else if (form == Form.QUOTED && source.peek() == '\\') {
                escape();
            } else {
                char next = source.next();
                characters.append(next);
                if (next == '\n') {
                    flush(false);
                }
            }
        }
        flush(false);
        return tokens;
    }

    private boolean isAtEnd(int begin) throws HclSyntaxException {
        if (form == Form.WHOLE) {
            return source.isAtEnd();
        }
        if (source.isAtEnd() || source.peek() == '\n') {
            throw new HclSyntaxException("a text in quotation marks does not end in its line", begin);
        }
        return source.accept("\"");
    }

    private void flush(boolean trimEnd) {
        String text = characters.toString();
        characters.setLength(0);
        if (text.isEmpty()) {
            return;
        }
        String begin = trimNext ? text.stripLeading() : text;
        tokens.add(new TemplateToken.Characters(trimEnd ? begin.stripTrailing() : begin));
        trimNext = false;
    }

    private void sequence() throws HclSyntaxException {
        boolean isInterpolation = source.next() == '$';
        source.next();
        flush(source.accept("~"));
        ExpressionParser expressions = new ExpressionParser(source);
        tokens.add(expressions.with(
                Newlines.IGNORED,
                () -> isInterpolation
                        ? new TemplateToken.Interpolation(expressions.expression())
                        : directive(expressions)));
        source.skipSpace(Newlines.IGNORED);
        trimNext = source.accept("~");
        if (!source.accept("}")) {
            throw source.unexpected("\"}\"");
        }
    }

    private TemplateToken directive(ExpressionParser expressions) throws HclSyntaxException {
        source.skipSpace(Newlines.IGNORED);
        int line = source.line();
        String keyword = expressions.identifier("a directive of a template");
        return switch (keyword) {
            case "if" ->
                new TemplateToken.Directive(keyword, Optional.of(expressions.expression()), Optional.empty(), line);
            case "for" ->
                new TemplateToken.Directive(
                        keyword,
                        Optional.empty(),
                        Optional.of(new CollectionParser(source, expressions).intro()),
                        line);
            case "else", "endif", "endfor" ->
                new TemplateToken.Directive(keyword, Optional.empty(), Optional.empty(), line);
            default -> throw new HclSyntaxException("a template has no directive " + keyword, line);
        };
    }

    private void escape() throws HclSyntaxException {
        source.next();
        char kind = source.isAtEnd() ? Source.END : source.next();
        switch (kind) {
            case 'n' -> characters.append('\n');
            case 'r' -> characters.append('\r');
            case 't' -> characters.append('\t');
            case '"', '\\' -> characters.append(kind);
            case 'u' -> codePoint(4);
            case 'U' -> codePoint(8);
            default -> throw new HclSyntaxException("a text has no escape \\" + kind, source.line());
        }
    }

    private void codePoint(int digits) throws HclSyntaxException {
        int code = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(source.peek(), 16);
            if (digit < 0) {
                throw source.unexpected(digits + " hexadecimal digits");
            }
            source.next();
            code = (code << 4) + digit;
        }
        if (!Character.isValidCodePoint(code)) {
            throw new HclSyntaxException("an escape is not a character", source.line());
        }
        characters.appendCodePoint(code);
    }
}
