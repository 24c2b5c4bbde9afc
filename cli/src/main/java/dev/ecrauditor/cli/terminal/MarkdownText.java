package dev.ecrauditor.cli.terminal;

import dev.ecrauditor.text.HostileText;

/** Hostile text for a cell of a table in Markdown: no markup, no HTML, no mention, no link, no number of an issue. */
public final class MarkdownText {

    private static final int MAX = 1_000;
    private static final String MARKUP = "\\`*_{}[]()#+!|~&$";

    private MarkdownText() {}

    public static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        // GitHub links the number of an issue also where its sign is escaped.
        String plain = HostileText.plain(text, MAX).replaceAll("([#!])(?=[0-9])", "$1 ");
        plain.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
