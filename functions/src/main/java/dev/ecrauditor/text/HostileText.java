package dev.ecrauditor.text;

import java.util.List;

/**
 * Makes text from events and policies harmless: no control, bidirectional or invisible characters, no line breaks, no
 * live links or mentions, and not longer than asked. Cleaning is idempotent.
 */
public final class HostileText {

    private static final String CUT = " [cut]";
    private static final int MAX_COMMAND = 4_000;
    private static final List<String> FILES = List.of(
            "policy.json",
            "scanning.json",
            "lifecycle.json",
            "signing.json",
            "registry-policy-closed.json",
            "replication.json",
            "replication-without.json");
    private static final List<String> BINARY_FILES = List.of("import-token.bin", "material.bin");
    /** What mail and chat clients turn into a link before a colon, beside everything before {@code ://}. */
    private static final List<String> SCHEMES =
            List.of("mailto", "javascript", "vbscript", "data", "file", "tel", "sms");

    private HostileText() {}

    /** For plain text, as in e-mail, in logs and on a terminal. */
    public static String plain(String text, int maxCharacters) {
        return text.length() <= maxCharacters && isPlainAlready(text) ? text : cleaned(text, maxCharacters);
    }

    private static String cleaned(String text, int maxCharacters) {
        String start = cut(text, 2 * maxCharacters); // what is never shown need not be cleaned
        StringBuilder clean = new StringBuilder();
        start.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : ' '));
        String quiet = withoutLinks(clean.toString().replace("@", "(at)").replace("<!", "< !"))
                .strip();
        boolean fits = quiet.length() <= maxCharacters && start.length() == text.length();
        return fits ? endingSafely(quiet) : (cut(quiet, maxCharacters - CUT.length()) + CUT).strip();
    }

    /** True for most texts: printable ASCII without any character that a link, a mention or an escape needs. */
    private static boolean isPlainAlready(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '@' || c == ':' || c == '.' || c == '<') {
                return false;
            }
        }
        return text.equals(text.strip()) && !endsWith(text, text.length(), "www");
    }

    /**
     * One of the auditor's commands, or its explanation, from the store; the files that the commands read stay
     * unchanged.
     */
    public static String command(String line) {
        String quiet = plain(line, MAX_COMMAND);
        for (String file : FILES) {
            quiet = quiet.replace("file[:]//" + file, "file://" + file);
        }
        for (String file : BINARY_FILES) {
            quiet = quiet.replace("fileb[:]//" + file, "fileb://" + file);
        }
        return quiet;
    }

    /** The same for chat. */
    public static String chatCommand(String line) {
        return words(command(line));
    }

    /** For chat: as plain text in a code span, with the three characters that Slack gives a meaning escaped. */
    public static String chat(String text, int maxCharacters) {
        String quiet = plain(text, maxCharacters);
        return quiet.isEmpty() ? "(empty)" : "`" + words(quiet) + "`";
    }

    /** For chat, cleaned and outside a code span, where fixed words follow. */
    public static String chatWords(String text, int maxCharacters) {
        return words(plain(text, maxCharacters));
    }

    /** Printable ASCII only, for subjects. */
    public static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(c -> ascii.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return ascii.toString();
    }

    /** Never splits a surrogate pair. */
    public static String cut(String text, int maxCharacters) {
        if (text.length() <= maxCharacters) {
            return text;
        }
        int end = Math.max(0, maxCharacters);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsPair ? end - 1 : end);
    }

    /** A backtick would end the surrounding code span or begin one; some clients make links inside code spans. */
    private static String words(String quiet) {
        return quiet.replace('`', '\'')
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("](", "] (");
    }

    /** Puts the colon or the dot of every link beginning, in whatever case, into brackets: {@code www[.]}. */
    private static String withoutLinks(String text) {
        StringBuilder broken = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ((c == ':' && makesLink(text, at)) || (c == '.' && endsWith(text, at, "www"))) {
                broken.append('[').append(c).append(']');
            } else {
                broken.append(c);
            }
        }
        return broken.toString();
    }

    /** Breaks an ending that a full stop after the text would turn into a link. */
    private static String endingSafely(String text) {
        return endsWith(text, text.length(), "www")
                ? text.substring(0, text.length() - 1) + "[" + text.charAt(text.length() - 1) + "]"
                : text;
    }

    private static boolean makesLink(String text, int colon) {
        return text.startsWith("//", colon + 1) || SCHEMES.stream().anyMatch(scheme -> endsWith(text, colon, scheme));
    }

    private static boolean endsWith(String text, int end, String word) {
        return end >= word.length() && text.regionMatches(true, end - word.length(), word, 0, word.length());
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

    /** Invisible letters and marks: fillers, the grapheme joiner, variation selectors. */
    private static boolean isInvisible(int c) {
        return switch (c) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        };
    }
}
