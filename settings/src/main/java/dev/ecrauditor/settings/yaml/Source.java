package dev.ecrauditor.settings.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The text of a settings file; makes messages with the location of an error.
 *
 * @param name the file's name
 * @param text visible characters, line ends and tabs
 */
public record Source(String name, String text) {

    public static final int MOST_BYTES = 1_048_576;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int LONGEST_NAME = 1_000;

    public static Source of(Path file) {
        String name = Printable.text(file.toString(), LONGEST_NAME);
        Source source = new Source(name, text(name, bytes(name, file)));
        source.refuseInvisibleCharacters();
        return source;
    }

    /** The message for an error in a line, counted from 1. */
    public InvalidSettingsException wrong(int line, String what) {
        return new InvalidSettingsException("%s:%d: %s".formatted(name, line, what));
    }

    /** The message for an error in a key, such as {@code remediation[1].mode}. */
    public InvalidSettingsException wrong(int line, String key, String what) {
        return key.isEmpty() ? wrong(line, what) : wrong(line, key + ": " + what);
    }

    private static byte[] bytes(String name, Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidSettingsException(name + ": is a directory; give a file in it, like auditor.yaml");
        }
        if (Files.notExists(file)) {
            throw new InvalidSettingsException(name + ": no such file; a relative path starts at "
                    + Printable.text(Path.of("").toAbsolutePath().toString(), LONGEST_NAME));
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new InvalidSettingsException(
                        "%s: has more than %,d bytes; check that it is the right file".formatted(name, MOST_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw new InvalidSettingsException("%s: cannot be read (%s); give yourself read permission"
                    .formatted(name, e.getClass().getSimpleName()));
        }
    }

    private static String text(String name, byte[] bytes) {
        ByteBuffer encoded = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8
                .newDecoder()
                .decode(encoded, text, /* endOfInput= */ true)
                .isError()) {
            int line = 1;
            for (int i = 0; i < encoded.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new InvalidSettingsException("%s:%d: is not UTF-8; save the file as UTF-8".formatted(name, line));
        }
        String decoded = text.flip().toString();
        boolean marked = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK;
        return marked ? decoded.substring(1) : decoded;
    }

    private void refuseInvisibleCharacters() {
        int line = 1;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int each = text.codePointAt(i);
            if (each == '\n') {
                line++;
            } else if (each != '\r' && each != '\t' && !Printable.isText(each)) {
                throw wrong(line, "contains the invisible character U+%04X; remove it".formatted(each));
            }
        }
    }
}
