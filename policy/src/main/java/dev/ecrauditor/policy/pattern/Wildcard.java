package dev.ecrauditor.policy.pattern;

/**
 * Matches {@code *} (any text) and {@code ?} (one character) in linear memory and without recursion or regular
 * expressions.
 */
public final class Wildcard {

    /** The number of characters compared in one step of the work budget. */
    private static final int STEPS = 8;

    private Wildcard() {}

    /** True when the whole text matches the pattern. */
    public static boolean matches(String pattern, String text) {
        return steps(pattern, text, false) >= 0;
    }

    /** The same, charged to a work budget. */
    static boolean matches(String pattern, String text, WorkBudget budget) {
        long steps = steps(pattern, text, false);
        budget.spend(2 + Math.abs(steps) / STEPS);
        return steps >= 0;
    }

    /** The same, ignoring the case of ASCII letters. */
    public static boolean matchesIgnoringCase(String pattern, String text) {
        return endsAlike(pattern, text) && steps(pattern, text, true) >= 0;
    }

    /** False when the last characters alone decide that the text does not match, as for most names. */
    private static boolean endsAlike(String pattern, String text) {
        if (pattern.isEmpty() || text.isEmpty()) {
            return true;
        }
        char last = pattern.charAt(pattern.length() - 1);
        return last == '*' || last == '?' || equal(last, text.charAt(text.length() - 1), true);
    }

    /** The number of characters compared; negative when the text does not match. */
    private static long steps(String pattern, String text, boolean ignoringCase) {
        long steps = 1;
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            steps++;
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || equal(pattern.charAt(p), text.charAt(t), ignoringCase))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return -steps;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length() ? steps : -steps;
    }

    private static boolean equal(char one, char other, boolean ignoringCase) {
        return one == other || (ignoringCase && small(one) == small(other));
    }

    private static char small(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }

    /** True when the text contains a wildcard character. */
    public static boolean isIn(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** The text before the first wildcard. */
    public static String beginning(String pattern) {
        int at = 0;
        while (at < pattern.length() && pattern.charAt(at) != '*' && pattern.charAt(at) != '?') {
            at++;
        }
        return pattern.substring(0, at);
    }

    /** The longest part without wildcards; every text that matches contains it. */
    public static String longestPiece(String pattern) {
        String longest = "";
        int start = 0;
        for (int at = 0; at <= pattern.length(); at++) {
            if (at == pattern.length() || pattern.charAt(at) == '*' || pattern.charAt(at) == '?') {
                if (at - start > longest.length()) {
                    longest = pattern.substring(start, at);
                }
                start = at + 1;
            }
        }
        return longest;
    }

    /** The text after the last wildcard. */
    public static String ending(String pattern) {
        return pattern.substring(Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?')) + 1);
    }

    /** Joins runs of stars: two stars match the same as one, and each costs more with every character. */
    public static String withoutRunsOfStars(String pattern) {
        if (!pattern.contains("**")) {
            return pattern;
        }
        StringBuilder single = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '*' || i == 0 || pattern.charAt(i - 1) != '*') {
                single.append(pattern.charAt(i));
            }
        }
        return single.toString();
    }
}
