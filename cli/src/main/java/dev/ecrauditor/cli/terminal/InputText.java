package dev.ecrauditor.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads the text of a file, plain or gzip, up to {@link #MAX_BYTES}. */
public final class InputText {

    /** A CloudTrail log file is far smaller; the limit stops endless devices and decompression bombs. */
    static final int MAX_BYTES = 128 * 1024 * 1024;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private InputText() {}

    /**
     * Reads a file.
     *
     * @param expected what the file should be, for the message; begins with "name"
     * @throws UsageException if it is missing, a directory, not readable, too large or not UTF-8
     */
    public static String of(Path file, String expected) {
        if (Files.isDirectory(file)) {
            throw new UsageException(file + ": is a directory; " + expected);
        }
        if (!Files.exists(file)) {
            throw new UsageException(file + ": no such file; " + expected);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in);
        } catch (AccessDeniedException denied) {
            throw new UsageException(file + ": permission denied; give yourself read permission");
        } catch (IOException fault) {
            throw new UsageException(file + ": cannot be read; " + expected);
        }
    }

    /**
     * Reads a stream completely.
     *
     * @param name the stream's name in messages
     * @throws UsageException if it is too large, damaged or not UTF-8
     */
    public static String of(String name, InputStream in) {
        byte[] bytes;
        try {
            bytes = plain(in).readNBytes(MAX_BYTES + 1);
        } catch (IOException fault) {
            throw new UsageException(
                    name + ": cannot be read completely; if it is a gzip file, it is damaged: download it again");
        }
        if (bytes.length > MAX_BYTES) {
            throw new UsageException(name + ": larger than " + MAX_BYTES / 1024 / 1024 + " MiB; split it");
        }
        return utf8(name, bytes);
    }

    private static InputStream plain(InputStream in) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(in, 2);
        byte[] first = stream.readNBytes(2);
        stream.unread(first);
        boolean gzip = first.length == 2 && (first[0] & 0xff) == GZIP_FIRST && (first[1] & 0xff) == GZIP_SECOND;
        return gzip ? new GZIPInputStream(stream) : stream;
    }

    private static String utf8(String name, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new UsageException(
                    name + ": not UTF-8 text (byte " + (rest.position() + 1) + "); save it as UTF-8 and try again");
        }
    }
}
