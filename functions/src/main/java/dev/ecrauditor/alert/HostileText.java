package dev.ecrauditor.alert;

/**
 * Makes text from events and policies harmless: no control, bidirectional or invisible characters, no line breaks, no live links or
 * mentions, and not longer than asked.
 */
final class HostileText {

    private static final String CUT = " [cut]";

    private HostileText() {}

    /** For plain text, as in e-mail and on a terminal. */
    static String plain(String text, int maxCharacters) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : ' '));
        String quiet = clean.toString()
                .replace("@", "(at)")
                .replace("://", "[:]//")
                .replace("www.", "www[.]")
                .strip();
        return quiet.length() <= maxCharacters ? quiet : cut(quiet, maxCharacters - CUT.length()) + CUT;
    }

    /** For chat: as plain text in a code span, with the three characters that Slack gives a meaning escaped. */
    static String chat(String text, int maxCharacters) {
        return "`" + escape(plain(text, maxCharacters).replace('`', '\'')) + "`";
    }

    /** For our own chat text around it. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Printable ASCII only, for subjects. */
    static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(c -> ascii.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return ascii.toString();
    }

    /** Never splits a surrogate pair. */
    static String cut(String text, int maxCharacters) {
        if (text.length() <= maxCharacters) {
            return text;
        }
        int end = Math.max(0, maxCharacters);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
