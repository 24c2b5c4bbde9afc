package dev.ecrauditor.cli;

import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The settings file that a person names. */
final class GivenSettings {

    private GivenSettings() {}

    static Settings read(Path file) {
        try {
            return SettingsJson.read(Files.readString(file));
        } catch (IOException | IllegalArgumentException wrong) {
            throw new UsageFault(file + ": " + wrong.getMessage());
        }
    }
}
