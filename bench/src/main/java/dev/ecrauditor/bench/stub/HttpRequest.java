package dev.ecrauditor.bench.stub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A request of HTTP/1.1 with a body of known length.
 *
 * @param method of the request line
 * @param target of the request line
 * @param operation of the header {@code X-Amz-Target}, else of the form's {@code Action}; may be empty
 * @param body in UTF-8
 */
record HttpRequest(String method, String target, String operation, String body) {

    private static final int MAX_LINE = 16_384;

    /** The next request of a connection; empty at its end. */
    static Optional<HttpRequest> read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] words = first.split(" ", 3);
        if (words.length < 2) {
            throw new IOException("not HTTP: " + first);
        }
        int length = 0;
        String operation = "";
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            } else if (name.equals("x-amz-target")) {
                operation = value.substring(value.lastIndexOf('.') + 1);
            } else if (name.equals("transfer-encoding")) {
                throw new IOException("a body of unknown length is not supported: " + first);
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return Optional.of(new HttpRequest(words[0], words[1], operation.isEmpty() ? actionOf(body) : operation, body));
    }

    private static String actionOf(String form) {
        for (String field : form.split("&", -1)) {
            if (field.startsWith("Action=")) {
                return field.substring("Action=".length());
            }
        }
        return "";
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
            if (line.length() > MAX_LINE) {
                throw new IOException("a header has more than " + MAX_LINE + " characters");
            }
        }
        return line.toString();
    }
}
