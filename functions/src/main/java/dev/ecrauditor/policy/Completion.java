package dev.ecrauditor.policy;

/** Makes a text that matches a wildcard pattern. */
final class Completion {

    private Completion() {}

    /** A text that matches: every {@code *} as the filler, every {@code ?} as {@code x}. */
    static String instance(String pattern, String filler) {
        StringBuilder text = new StringBuilder();
        pattern.chars().forEach(c -> {
            if (c == '*') {
                text.append(filler);
            } else {
                text.append(c == '?' ? 'x' : (char) c);
            }
        });
        return text.toString();
    }
}
