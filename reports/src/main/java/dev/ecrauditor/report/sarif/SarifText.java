package dev.ecrauditor.report.sarif;

import java.nio.charset.StandardCharsets;

/**
 * Hostile text in the two places where SARIF gives characters a meaning.
 *
 * <p>Source: SARIF 2.1.0, 3.11.5 "Messages with placeholders", 3.11.6 "Messages with embedded links", 3.10.1 "URI-valued
 * properties".
 */
final class SarifText {

    private static final String PLAIN_IN_PATH = "-._~/";

    private SarifText() {}

    /** The text of a message: no link, no placeholder. */
    static String message(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace("{", "{{")
                .replace("}", "}}");
    }

    /** A relative reference to a file. */
    static String uri(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte b : file.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || PLAIN_IN_PATH.indexOf(c) >= 0;
            uri.append(isPlain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return uri.toString();
    }
}
