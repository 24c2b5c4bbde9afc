package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;

/** The source of the settings; read again before every write. */
public interface SettingsReader {

    /** The settings as they are now; never absent. */
    Reading<Settings> read();
}
