package dev.ecrauditor.infra.settings;

import dev.ecrauditor.settings.file.SettingsFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The archive of a layer. Equal settings give equal bytes on every machine, Java version and day, so that an unchanged
 * deployment replaces nothing: one entry, stored and not compressed, with a fixed time and without file permissions of
 * the machine.
 */
public final class SettingsArchive {

    public static final String ENTRY = "ecr-auditor/settings.json";

    /** Not the first moment of 1980, for which Java also stores the time in the machine's time zone. */
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private SettingsArchive() {}

    /** Writes the archive into the directory, under a name derived from its bytes. */
    public static Path write(SettingsFile settings, Path directory) {
        byte[] archive = of(settings.json().getBytes(StandardCharsets.UTF_8));
        try {
            Files.createDirectories(directory);
            return Files.write(directory.resolve("settings-" + sha256(archive) + ".zip"), archive);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the settings into " + directory, e);
        }
    }

    private static byte[] of(byte[] json) {
        CRC32 sum = new CRC32();
        sum.update(json);
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(json.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(FIXED_TIME);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(json);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
