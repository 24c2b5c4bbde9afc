package dev.ecrauditor.cli.policy;

import dev.ecrauditor.text.HostileText;

/** Hostile text for a cell of a table in Markdown: no markup, no HTML, no mention, no link. */
final class MarkdownText {

    private static final int MAX = 1_000;
    private static final String MARKUP = "\\`*_{}[]()#+!|~&$";

    private MarkdownText() {}

    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        HostileText.plain(text, MAX).codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                default -> escaped.append(MARKUP.indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
