package dev.ecrauditor.infra.settings;

import dev.ecrauditor.settings.file.AuditorSettings;
import dev.ecrauditor.settings.file.WatchSettings;

/**
 * What is watched by which deployment.
 *
 * @param watch the watched accounts and Regions
 * @param suffix appended to every fixed name; empty for the first deployment in an account
 */
public record Rollout(WatchSettings watch, String suffix) {

    static Rollout of(AuditorSettings settings) {
        return new Rollout(settings.watch(), settings.deployment().suffix());
    }

    /** Whether the functions evaluate only their own account, with their own roles. */
    public boolean isSingleAccount() {
        return watch.isSingleAccount();
    }

    /** Whether the accounts of some organizational units are watched, not those of the whole organization. */
    public boolean isLimitedToUnits() {
        return watch.isLimitedToUnits();
    }
}
