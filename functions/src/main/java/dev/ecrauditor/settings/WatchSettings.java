package dev.ecrauditor.settings;

import java.util.List;
import java.util.Optional;

/**
 * The watched accounts of an organization.
 *
 * @param organization the id of the watched organization; empty where accounts are listed or only the own one is watched
 * @param organizationalUnits ids of the organizational units whose accounts are watched, or of the root; empty for all
 * @param managementAccount the management account, where it is watched too
 * @param regions the watched Regions; empty for the Region of the function
 * @param excludedAccounts account ids of accounts that are not watched, in which {@code *} stands for any text and
 *     {@code ?} for one character
 * @param canary the name of the canary repository of the hub account; empty where there is none
 */
public record WatchSettings(
        Optional<String> organization,
        List<String> organizationalUnits,
        Optional<String> managementAccount,
        List<String> regions,
        List<String> excludedAccounts,
        Optional<String> canary) {

    /** Nothing but the account and Region of the function, or the accounts that its environment lists. */
    public static final WatchSettings OWN_ACCOUNT =
            new WatchSettings(Optional.empty(), List.of(), Optional.empty(), List.of(), List.of(), Optional.empty());

    /** Without a canary. */
    public WatchSettings(
            Optional<String> organization,
            List<String> organizationalUnits,
            Optional<String> managementAccount,
            List<String> regions,
            List<String> excludedAccounts) {
        this(organization, organizationalUnits, managementAccount, regions, excludedAccounts, Optional.empty());
    }

    public WatchSettings {
        organizationalUnits = List.copyOf(organizationalUnits);
        regions = List.copyOf(regions);
        excludedAccounts = List.copyOf(excludedAccounts);
    }
}
