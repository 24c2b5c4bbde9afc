package dev.ecrauditor.exposure.naive;

/** Wildcards, by trying every length of each star. */
final class NaiveMatch {

    private NaiveMatch() {}

    static boolean matches(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        char first = pattern.charAt(0);
        if (first == '*') {
            String rest = pattern.substring(1);
            for (int skipped = 0; skipped <= text.length(); skipped++) {
                if (matches(rest, text.substring(skipped))) {
                    return true;
                }
            }
            return false;
        }
        return !text.isEmpty()
                && (first == '?' || first == text.charAt(0))
                && matches(pattern.substring(1), text.substring(1));
    }

    /** An ARN pattern, field by field. */
    static boolean arn(String pattern, String arn) {
        String[] wanted = pattern.split(":", 6);
        String[] fields = arn.split(":", 6);
        if (wanted.length < 6 || fields.length < 6) {
            return false;
        }
        for (int i = 0; i < 6; i++) {
            if (!matches(wanted[i], fields[i])) {
                return false;
            }
        }
        return true;
    }
}
