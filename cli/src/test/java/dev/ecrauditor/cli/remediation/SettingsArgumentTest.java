package dev.ecrauditor.cli.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.organization.WatchedOrganization;
import dev.ecrauditor.settings.WatchSettings;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One settings file, as the deployment and as the functions understand it. */
class SettingsArgumentTest {

    @TempDir
    private Path directory;

    /** The deployment decides which calls of AWS Organizations are allowed, the functions which they make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "r-abcd | false",
                "ou-abcd-11111111 | true",
                "ou-abcd-11111111, ou-abcd-22222222 | true",
                "ou-abcd-11111111, r-abcd | false",
                "r-abcd, ou-abcd-11111111 | false"
            })
    void deploymentAndFunctionsAgreeWhetherOnlyUnitsAreWatched(String units, boolean limited) throws IOException {
        Path file = file("organizationalUnits: [%s]".formatted(units));
        WatchSettings watch = SettingsArgument.read(file).watch();
        assertThat(SettingsFile.read(file).settings().watch().isLimitedToUnits())
                .isEqualTo(limited);
        assertThat(new WatchedOrganization.Choice(
                                watch.organizationalUnits(), watch.managementAccount(), watch.excludedAccounts())
                        .isLimitedToUnits())
                .isEqualTo(limited);
    }

    @Test
    void theFunctionsKnowTheManagementAccountOnlyWhereItIsWatched() throws IOException {
        String units = "organizationalUnits: [r-abcd]";
        assertThat(SettingsArgument.read(file(units)).watch().managementAccount())
                .isEmpty();
        assertThat(SettingsArgument.read(file(units + ", watchManagementAccount: true"))
                        .watch()
                        .managementAccount())
                .hasValue("999988887777");
    }

    private Path file(String more) throws IOException {
        return Files.writeString(
                directory.resolve("auditor.yaml"),
                "watch: {organization: o-exampleorgid, managementAccount: '999988887777', %s}".formatted(more));
    }
}
