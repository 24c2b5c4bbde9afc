package dev.ecrauditor.localaws.call;

/**
 * Matches a whole text against a pattern in which {@code *} stands for any run of characters, in time proportional to
 * both.
 */
public final class Wildcard {

    private static final char ANY = '*';
    private static final int NONE = -1;

    private Wildcard() {}

    public static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int lastStar = NONE;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == ANY) {
                lastStar = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (lastStar != NONE) {
                p = lastStar + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == ANY) {
            p++;
        }
        return p == pattern.length();
    }
}
