package dev.ecrauditor.iac.terraform.hcl;

import java.util.function.IntPredicate;

/** A text with the position up to which it was read. */
final class Source {

    static final char END = '\0';

    /** Expressions are read and evaluated by recursion. */
    private static final int MOST_LEVELS = 150;

    private final String text;
    private int at;
    private int line;
    private int level;

    Source(String text, int firstLine) {
        this.text = text;
        this.line = firstLine;
    }

    /** A text inside this one, which counts as deep as this one. */
    Source inner(String content, int firstLine) {
        Source inner = new Source(content, firstLine);
        inner.level = level;
        return inner;
    }

    void enter() throws HclSyntaxException {
        if (++level > MOST_LEVELS) {
            throw new HclSyntaxException("more than " + MOST_LEVELS + " expressions are inside each other", line);
        }
    }

    void leave() {
        level--;
    }

    /** A position to which reading can return. */
    record Mark(int at, int line) {}

    int line() {
        return line;
    }

    boolean isAtEnd() {
        return at >= text.length();
    }

    char peek() {
        return peek(0);
    }

    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    char next() {
        char next = text.charAt(at++);
        if (next == '\n') {
            line++;
        }
        return next;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    boolean accept(String expected) {
        if (!startsWith(expected)) {
            return false;
        }
        skip(expected.length());
        return true;
    }

    String takeWhile(IntPredicate wanted) {
        int from = at;
        while (!isAtEnd() && wanted.test(text.codePointAt(at))) {
            skip(Character.charCount(text.codePointAt(at)));
        }
        return text.substring(from, at);
    }

    /** The rest of the line, without its end, which is consumed. */
    String restOfLine() {
        int end = text.indexOf('\n', at);
        String rest = text.substring(at, end < 0 ? text.length() : end);
        skip(rest.length());
        if (!isAtEnd()) {
            next();
        }
        return rest;
    }

    /** Spaces and comments; an end of line only where it has no meaning. */
    void skipSpace(Newlines newlines) throws HclSyntaxException {
        while (true) {
            char next = peek();
            if (next == ' ' || next == '\t' || (next == '\n' && newlines == Newlines.IGNORED)) {
                next();
            } else if (next == '#' || startsWith("//")) {
                takeWhile(c -> c != '\n');
            } else if (startsWith("/*")) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws HclSyntaxException {
        int begin = line;
        skip(2);
        while (!startsWith("*/")) {
            if (isAtEnd()) {
                throw new HclSyntaxException("a comment is not closed", begin);
            }
            next();
        }
        skip(2);
    }

    Mark mark() {
        return new Mark(at, line);
    }

    void reset(Mark mark) {
        at = mark.at();
        line = mark.line();
    }

    HclSyntaxException unexpected(String expected) {
        String found =
                isAtEnd() ? "the end of the file" : peek() == '\n' ? "the end of the line" : "\"" + peek() + "\"";
        return new HclSyntaxException("expected " + expected + ", found " + found, line);
    }

    /** Whether an end of line ends what is being read. */
    enum Newlines {
        SIGNIFICANT,
        IGNORED
    }
}
