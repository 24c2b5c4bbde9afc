package dev.ecrauditor.cli.findings;

import dev.ecrauditor.cli.remediation.SettingsArgument;
import dev.ecrauditor.settings.file.AccountOwner;
import dev.ecrauditor.settings.file.SettingsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the settings file adds to the stored findings: owners, and the name of the deployment. */
record FindingSettings(Optional<SettingsFile> file) {

    /** How accounts without an owner are asked for. */
    static final String NOBODY = "none";

    static FindingSettings of(Optional<Path> path) {
        return new FindingSettings(path.map(SettingsArgument::file));
    }

    boolean isGiven() {
        return file.isPresent();
    }

    List<String> owners() {
        return file.stream()
                .flatMap(given -> given.settings().owners().stream())
                .map(AccountOwner::name)
                .distinct()
                .toList();
    }

    Optional<String> owner(String account) {
        return file.flatMap(given -> given.settings().owner(account)).map(AccountOwner::name);
    }

    String suffix() {
        return file.map(given -> given.settings().deployment().suffix()).orElse("");
    }
}
