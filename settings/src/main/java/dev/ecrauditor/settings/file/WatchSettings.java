package dev.ecrauditor.settings.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The watched accounts and Regions. Without organization and accounts this is the account and Region of the deployment.
 *
 * @param organization the id of the watched organization; never beside accounts
 * @param organizationalUnits ids of the root or of units, to which the StackSets deploy; never empty with organization
 * @param managementAccount the management account, to which the StackSets belong; never empty with organization
 * @param watchManagementAccount whether the management account, which StackSets do not reach, is watched too
 * @param accounts the watched accounts where no organization is named
 * @param regions the watched Regions; empty for the Region of the deployment
 * @param excludedAccounts account ids and globs of accounts that are not watched
 * @param canary the canary repository of the hub account; empty where there is none
 */
public record WatchSettings(
        Optional<String> organization,
        List<String> organizationalUnits,
        Optional<String> managementAccount,
        boolean watchManagementAccount,
        List<String> accounts,
        List<String> regions,
        List<String> excludedAccounts,
        Optional<String> canary) {

    public WatchSettings {
        organizationalUnits = List.copyOf(organizationalUnits);
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        excludedAccounts = List.copyOf(excludedAccounts);
    }

    static WatchSettings of(JsonNode watch) {
        return new WatchSettings(
                JsonLists.text(watch, "organization"),
                JsonLists.texts(watch.get("organizationalUnits")),
                JsonLists.text(watch, "managementAccount"),
                watch.get("watchManagementAccount").asBoolean(),
                JsonLists.texts(watch.get("accounts")),
                JsonLists.texts(watch.get("regions")),
                JsonLists.texts(watch.get("excludedAccounts")),
                JsonLists.text(watch, "canary"));
    }

    /** Whether only the account and Region of the deployment are watched. */
    public boolean isSingleAccount() {
        return organization.isEmpty() && accounts.isEmpty();
    }

    /** Whether the accounts of some organizational units are watched, not those of the whole organization. */
    public boolean isLimitedToUnits() {
        return !organizationalUnits.isEmpty() && organizationalUnits.stream().noneMatch(unit -> unit.startsWith("r-"));
    }
}
