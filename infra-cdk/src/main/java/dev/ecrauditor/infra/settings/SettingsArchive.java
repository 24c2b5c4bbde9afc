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
 * The archive that a layer is made of. The same settings are the same bytes on every machine, in every Java and on every day, so that a deploy that
 * changes nothing replaces nothing: one entry, stored and not compressed, of a fixed time, without the permissions of whoever deploys.
 */
public final class SettingsArchive {

    public static final String ENTRY = "ecr-auditor/settings.json";

    /** Not the first moment of 1980, beside which Java notes the time zone's own time too. */
    private static final LocalDateTime ALWAYS = LocalDateTime.of(2000, 1, 1, 0, 0);

    private SettingsArchive() {}

    /** Writes the archive into the directory, under a name that its bytes decide. */
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
        entry.setTimeLocal(ALWAYS);
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
