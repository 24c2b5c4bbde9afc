package dev.ecrauditor.settings.yaml;

/** Makes text of the file safe for a message: one short line without control characters. */
public final class Printable {

    private static final int LONGEST = 80;

    private Printable() {}

    public static String text(String raw) {
        return text(raw, LONGEST);
    }

    public static String text(String raw, int longest) {
        StringBuilder shown = new StringBuilder();
        raw.codePoints()
                .limit(longest)
                .forEach(each -> shown.append(isText(each) ? Character.toString(each) : "\\u{%x}".formatted(each)));
        return raw.codePointCount(0, raw.length()) > longest ? shown + "..." : shown.toString();
    }

    /** Whether a character is visible: no control, no bidirectional override, no line end, no surrogate. */
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
