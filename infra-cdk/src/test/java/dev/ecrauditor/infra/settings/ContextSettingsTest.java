package dev.ecrauditor.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSettingsTest {

    private static final String DRY_RUN = "remediation: [{accounts: ['*'], mode: DRY_RUN}]";

    @TempDir
    private Path directory;

    @Test
    void withoutAFileNobodyIsSubscribedAndRemediationIsOff() {
        HubSettings settings = read(Map.of());
        assertThat(settings).isEqualTo(HubSettings.defaults());
        assertThat(settings.file()).isEqualTo(SettingsFile.defaults());
        assertThat(settings.auditor().alerts().isEmpty()).isTrue();
        assertThat(settings.auditor().watch().isSingleAccount()).isTrue();
        assertThat(settings.remediation()).isEqualTo(RemediationMode.OFF);
        assertThat(settings.deploysRemediation()).isFalse();
    }

    @Test
    void theNamedFileIsRead() throws IOException {
        Path file = Files.writeString(directory.resolve("other.yaml"), DRY_RUN);
        HubSettings settings = read(Map.of("settings", " " + file + " "));
        assertThat(settings).isEqualTo(new HubSettings(SettingsFile.read(file)));
        assertThat(settings.remediation()).isEqualTo(RemediationMode.DRY_RUN);
        assertThat(settings.deploysRemediation()).isTrue();
    }

    @Test
    void theFileBesideCdkJsonIsReadWhereNoneIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), DRY_RUN);
        assertThat(read(Map.of())).isEqualTo(new HubSettings(SettingsFile.read(file)));
        assertThat(read(Map.of("settings", ""))).isEqualTo(read(Map.of()));
    }

    @Test
    void theNamedFileIsReadInsteadOfTheOneBesideCdkJson() throws IOException {
        Files.writeString(directory.resolve("auditor.yaml"), DRY_RUN);
        Path other = Files.writeString(directory.resolve("other.yaml"), "exclusions: []");
        assertThat(read(Map.of("settings", other.toString()))).isEqualTo(HubSettings.defaults());
    }

    @Test
    void aWrongFileBesideCdkJsonIsReported() throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), "alerts: {emails: [someone]}");
        assertThatThrownBy(() -> read(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        file
                                + ":1: alerts.emails[0]: 'someone' is not an e-mail address; write it like security@example.org");
    }

    @Test
    void aFileThatIsNamedButMissingIsReportedWithTheMessageOfItsReader() {
        assertThatThrownBy(() -> read(Map.of("settings", "auditor.yml")))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("auditor.yml: no such file; ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "alertEmails|alerts: {emails: [security@example.org]}",
                "operationsEmails|operations: {emails: [operations@example.org]}",
                "slackWorkspaceId|alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}]}",
                "slackChannelId|alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}]}",
                "policyGrace|rules: {policyGrace: PT15M}",
                "sweepEvery|schedule: {sweepEvery: PT24H}",
                "trustedAccounts|trust: {accounts: ['444455556666']}",
                "trustedOrganizations|trust: {organizations: [o-exampleorgid]}",
                "findingTable|deployment: {table: {name: TABLE, key: KEY_ARN}}",
                "findingTableKey|deployment: {table: {name: TABLE, key: KEY_ARN}}",
                "remediation|remediation: [{accounts: ['*'], mode: DRY_RUN}]"
            })
    void aFormerContextValueSaysWhereItStandsInTheFile(String name, String place) throws IOException {
        assertThatThrownBy(() -> read(Map.of(name, "x", "settings", "auditor.yml")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "context value %s: is now in the settings file (docs/settings.md); write it into auditor.yaml like %s"
                                .formatted(name, place));
        String yaml = place.replace("TABLE", "Findings")
                .replace("KEY_ARN", "'arn:aws:kms:eu-west-1:111122223333:key/1234abcd'");
        Path file = Files.writeString(directory.resolve("other.yaml"), yaml);
        assertThat(read(Map.of("settings", file.toString())).file().settings()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertEmail", "setting", "suffix", "organization"})
    void anUnknownContextValueIsReported(String name) {
        assertThatThrownBy(() -> read(Map.of(name, "x")))
                .isInstanceOf(UsageException.class)
                .hasMessage("context value %s: no such value; the only one is settings, like -c settings=auditor.yaml"
                        .formatted(name));
    }

    @Test
    void whatIsNoFileNameIsReported() {
        assertThatThrownBy(() -> read(Map.of("settings", "\0")))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("context value settings: ")
                .contains("; ")
                .hasLineCount(1);
    }

    @Test
    void theContextOfTheCdkItselfIsNoSetting() {
        assertThat(read(SynthesizedHub.contextOfCdkJson())).isEqualTo(HubSettings.defaults());
        assertThat(read(Map.of("aws:cdk:enable-path-metadata", true, "@aws-cdk/core:x", List.of("aws"))))
                .isEqualTo(HubSettings.defaults());
    }

    private HubSettings read(Map<String, ?> context) {
        return ContextSettings.read(context, directory);
    }
}
