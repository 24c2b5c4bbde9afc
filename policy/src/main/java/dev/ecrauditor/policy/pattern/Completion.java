package dev.ecrauditor.policy.pattern;

/** Makes a text that matches a wildcard pattern. */
public final class Completion {

    private Completion() {}

    /** A text that matches: every {@code *} is replaced by the filler, every {@code ?} by {@code x}. */
    public static String instance(String pattern, String filler, WorkBudget budget) {
        budget.spend(4 + pattern.length() / 2);
        StringBuilder text = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                budget.spend(1 + filler.length() / 8);
                text.append(filler);
            } else {
                text.append(c == '?' ? 'x' : c);
            }
        }
        return text.toString();
    }
}
