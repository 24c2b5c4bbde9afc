package dev.ecrauditor.infra.settings;

import dev.ecrauditor.settings.file.AuditorSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;

/**
 * The settings of the person who deploys.
 *
 * @param file the checked settings file, or the defaults
 */
public record HubSettings(SettingsFile file) {

    /** The default settings: one account, no subscriber, no remediation. */
    public static HubSettings defaults() {
        return new HubSettings(SettingsFile.defaults());
    }

    public AuditorSettings auditor() {
        return file.settings();
    }

    /** The widest remediation mode of any account. */
    public RemediationMode remediation() {
        return file.mode();
    }

    /** Whether remediation is deployed. */
    public boolean deploysRemediation() {
        return remediation() != RemediationMode.OFF;
    }
}
