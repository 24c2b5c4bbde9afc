package dev.ecrauditor.settings.file;

/** Puts a word of the file into a message: one line, short, and nothing in it that a terminal obeys. */
final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    static String text(String raw) {
        return text(raw, LONGEST);
    }

    static String text(String raw, int longest) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints()
                .limit(longest)
                .forEach(each -> shown.append(isText(each) ? Character.toString(each) : "\\u{%x}".formatted(each)));
        return raw.codePointCount(0, raw.length()) > longest ? shown + "..." : shown.toString();
    }

    /** Whether a character is seen where it stands: no control, no order to write backwards, no line end, no half character. */
    static boolean isText(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
