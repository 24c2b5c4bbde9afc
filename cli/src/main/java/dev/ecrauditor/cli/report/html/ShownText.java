package dev.ecrauditor.cli.report.html;

import dev.ecrauditor.cli.terminal.Printable;
import dev.ecrauditor.text.HostileText;

/** Hostile text for the page: no invisible and no bidirectional characters, and not longer than a page can show. */
final class ShownText {

    private static final int MAX = 2_000;
    private static final String CUT = " [cut]";

    private ShownText() {}

    /** The template escapes it; this makes visible what it would not. */
    static String of(String text) {
        return Printable.of(
                text.length() <= MAX ? spaced(text) : spaced(HostileText.cut(text, MAX - CUT.length())) + CUT);
    }

    private static String spaced(String text) {
        return text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' ');
    }
}
