package dev.ecrauditor.iac.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file to check.
 *
 * @param name as the user named it, or below the directory that the user named
 * @param path where it is
 * @param isNamed true if the user named it, so that it has to be one that is understood
 */
public record SourceFile(String name, Path path, boolean isNamed) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The last part of the name. */
    public String fileName() {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    /**
     * The whole text.
     *
     * @param mostBytes more is refused
     * @throws UnreadableSourceException if it is larger, not UTF-8, or cannot be read; the message is a clause
     */
    public String text(int mostBytes) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(mostBytes + 1);
        } catch (IOException fault) {
            throw new UnreadableSourceException("cannot be opened; check that you may read it");
        }
        if (bytes.length > mostBytes) {
            throw new UnreadableSourceException("is larger than " + mostBytes / 1024 / 1024 + " MiB");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableSourceException("is not UTF-8 text");
        }
    }
}
