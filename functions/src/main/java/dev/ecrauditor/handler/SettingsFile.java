package dev.ecrauditor.handler;

import dev.ecrauditor.remediation.SettingsReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the settings that were deployed with the function from its layer. */
final class SettingsFile implements SettingsReader {

    private final Path path;

    SettingsFile(Path path) {
        this.path = path;
    }

    @Override
    public Reading<Settings> read() {
        try {
            return new Reading.Known<>(SettingsJson.read(Files.readString(path)));
        } catch (IOException | IllegalArgumentException fault) {
            return new Reading.Unreadable<>("SETTINGS_FILE", path + ": " + fault.getMessage());
        }
    }
}
