package dev.ecrauditor.remediation;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.Settings;

/** Where the settings come from; asked again before every write. */
public interface SettingsReader {

    /** The settings as they are now; never absent. */
    Reading<Settings> read();
}
