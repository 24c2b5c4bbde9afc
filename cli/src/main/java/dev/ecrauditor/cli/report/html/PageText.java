package dev.ecrauditor.cli.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The style sheet and the script of the page, with the Content Security Policy that allows exactly these two and loads
 * nothing.
 *
 * @param style the style sheet
 * @param script the script
 */
public record PageText(String style, String script) {

    static PageText load() {
        return new PageText(resource("report.css"), resource("report.js"));
    }

    /** A hash of a text in place of {@code unsafe-inline}: what hostile text might add does not run. */
    public String contentSecurityPolicy() {
        return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script)
                + "; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String resource(String name) {
        try (InputStream text = PageText.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is missing on the class path");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
