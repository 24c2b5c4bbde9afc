package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.cli.terminal.UsageException;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.SettingsJson;
import dev.ecrauditor.settings.file.SettingsFile;
import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import java.nio.file.Path;

/** Reads a settings file with the same checks as before a deployment. */
public final class SettingsArgument {

    private SettingsArgument() {}

    public static Settings read(Path file) {
        return SettingsJson.read(file(file).json());
    }

    /** The whole file, with what only deployments and commands read. */
    public static SettingsFile file(Path file) {
        try {
            return SettingsFile.read(file);
        } catch (InvalidSettingsException wrong) {
            throw new UsageException(String.valueOf(wrong.getMessage()));
        }
    }
}
