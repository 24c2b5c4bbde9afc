package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.organization.MemberAccount;
import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.settings.file.WatchSettings;
import java.util.List;
import java.util.TreeSet;

/** The accounts that the settings watch: those that they name, or the active ones of the organizational units. */
final class WatchedAccountList {

    private WatchedAccountList() {}

    /** The ids, in order. */
    static List<String> of(WatchSettings watch, OrganizationReads organization) {
        TreeSet<String> watched = new TreeSet<>(watch.accounts());
        for (String unit : watch.organizationalUnits()) {
            organization.accountsBelow(unit).orElse(List.of()).stream()
                    .filter(MemberAccount::isActive)
                    .map(MemberAccount::id)
                    .forEach(watched::add);
        }
        watch.managementAccount().ifPresent(watched::remove);
        watch.managementAccount().filter(id -> watch.watchManagementAccount()).ifPresent(watched::add);
        watched.removeIf(id -> watch.excludedAccounts().stream().anyMatch(pattern -> Wildcard.matches(pattern, id)));
        return List.copyOf(watched);
    }
}
