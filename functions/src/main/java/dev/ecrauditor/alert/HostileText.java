package dev.ecrauditor.alert;

import java.util.List;

/**
 * Makes text from events and policies harmless: no control, bidirectional or invisible characters, no line breaks, no live links or
 * mentions, and not longer than asked. Cleaning twice changes nothing more.
 */
final class HostileText {

    private static final String CUT = " [cut]";
    /** What mail and chat clients turn into a link, each broken at its colon or dot. */
    private static final List<String> LINKS =
            List.of("://", "www.", "mailto:", "javascript:", "vbscript:", "data:", "file:", "tel:", "sms:");

    private HostileText() {}

    /** For plain text, as in e-mail and on a terminal. */
    static String plain(String text, int maxCharacters) {
        String looked = cut(text, 2 * maxCharacters); // what is never shown need not be cleaned
        StringBuilder clean = new StringBuilder();
        looked.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : ' '));
        String quiet = clean.toString().replace("@", "(at)").replace("<!", "< !");
        for (String link : LINKS) {
            quiet = broken(quiet, link);
        }
        quiet = quiet.strip();
        boolean fits = quiet.length() <= maxCharacters && looked.length() == text.length();
        return fits ? quiet : (cut(quiet, maxCharacters - CUT.length()) + CUT).strip();
    }

    /** For chat: as plain text in a code span, with the three characters that Slack gives a meaning escaped. */
    static String chat(String text, int maxCharacters) {
        String quiet = plain(text, maxCharacters);
        return quiet.isEmpty() ? "(empty)" : "`" + words(quiet) + "`";
    }

    /** For chat, cleaned and outside a code span, where our own words go on after it and Markdown would make links. */
    static String chatWords(String text, int maxCharacters) {
        return words(plain(text, maxCharacters)).replace("](", "] (");
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

    /** A backtick would end the code span it stands in, or begin one. */
    private static String words(String quiet) {
        return quiet.replace('`', '\'')
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** Puts the first colon, or the dot, of every link beginning, in whatever case, into brackets: {@code www[.]}. */
    private static String broken(String text, String link) {
        int mark = link.equals("://") ? 0 : link.length() - 1;
        char sign = link.charAt(mark);
        StringBuilder broken = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
            if (text.regionMatches(true, at - mark, link, 0, link.length())) {
                broken.append(text, done, at).append('[').append(sign).append(']');
                done = at + 1;
            }
        }
        return done == 0 ? text : broken.append(text, done, text.length()).toString();
    }

    private static boolean isHarmless(int c) {
        return !isInvisible(c)
                && switch (Character.getType(c)) {
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

    /** Letters and marks without a shape: fillers, the grapheme joiner, variation selectors. */
    private static boolean isInvisible(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        };
    }
}
