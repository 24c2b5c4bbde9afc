package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.terminal.UsageFault;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.yaml.WrongSettings;
import java.nio.file.Path;

/** Reads a settings file with the same checks as before a deployment. */
public final class GivenSettings {

    private GivenSettings() {}

    public static Settings read(Path file) {
        try {
            return SettingsJson.read(SettingsFile.read(file).json());
        } catch (WrongSettings wrong) {
            throw new UsageFault(String.valueOf(wrong.getMessage()));
        }
    }
}
