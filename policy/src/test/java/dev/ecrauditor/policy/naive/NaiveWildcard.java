package dev.ecrauditor.policy.naive;

/** Wildcards by dynamic programming: a table of the prefixes that match. */
final class NaiveWildcard {

    private NaiveWildcard() {}

    /**
     * True when the whole text matches the pattern; a character after a backslash-zero in the pattern is itself, never
     * a wildcard.
     */
    static boolean matches(String pattern, String text) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && pattern.indexOf('\0') < 0) {
            return pattern.equals(text);
        }
        boolean[] row = new boolean[text.length() + 1];
        row[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char wanted = pattern.charAt(p);
            boolean quoted = wanted == '\0' && p + 1 < pattern.length();
            if (quoted) {
                wanted = pattern.charAt(++p);
            }
            boolean[] next = new boolean[row.length];
            for (int t = 0; t <= text.length(); t++) {
                if (!quoted && wanted == '*') {
                    next[t] = row[t] || (t > 0 && next[t - 1]);
                } else {
                    next[t] = t > 0 && row[t - 1] && ((!quoted && wanted == '?') || wanted == text.charAt(t - 1));
                }
            }
            row = next;
        }
        return row[text.length()];
    }
}
