package dev.ecrauditor.settings.check;

/** Compares globs of {@code *} (any characters) and {@code ?} (one character). */
public final class Globs {

    private Globs() {}

    /**
     * Whether the first glob matches everything that the second one matches. Reads the second as a text in which its
     * {@code *} is a character that only a {@code *} matches: what is covered that way is covered. Iterative, so no
     * glob makes it slow.
     */
    public static boolean covers(String wide, String narrow) {
        int w = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < narrow.length()) {
            if (w < wide.length() && wide.charAt(w) == '*') {
                star = w++;
                resume = n;
            } else if (w < wide.length() && matchesOne(wide.charAt(w), narrow.charAt(n))) {
                w++;
                n++;
            } else if (star >= 0) {
                w = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (w < wide.length() && wide.charAt(w) == '*') {
            w++;
        }
        return w == wide.length();
    }

    private static boolean matchesOne(char wide, char narrow) {
        return narrow != '*' && (wide == '?' || wide == narrow);
    }
}
