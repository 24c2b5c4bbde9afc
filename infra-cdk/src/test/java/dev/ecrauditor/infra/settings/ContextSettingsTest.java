package dev.ecrauditor.infra.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.infra.AdoptedTable;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.alarm.SlackChannel;
import dev.ecrauditor.settings.file.RemediationMode;
import dev.ecrauditor.settings.file.SettingsFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextSettingsTest {

    @Test
    void withoutContextNobodyIsSubscribedAndRemediationIsOff() {
        assertThat(ContextSettings.read(Map.of())).isEqualTo(HubSettings.defaults());
        assertThat(HubSettings.defaults().file()).isEmpty();
        assertThat(HubSettings.defaults().remediation()).isEqualTo(RemediationMode.OFF);
        assertThat(HubSettings.defaults().deploysRemediation()).isFalse();
        assertThat(HubSettings.defaults().trust()).isEqualTo(TrustedParties.NOBODY);
    }

    @Test
    void everySettingIsRead() {
        assertThat(ContextSettings.read(Map.of(
                        "alertEmails", "a@example.org, b@example.org,a@example.org",
                        "operationsEmails", "ops@example.org",
                        "slackWorkspaceId", "T0123ABCD",
                        "slackChannelId", "C0123ABCD",
                        "settings", "auditor.example.yaml",
                        "policyGrace", "PT5M",
                        "sweepEvery", "PT1H",
                        "trustedAccounts", "444455556666, 123456789012,444455556666",
                        "trustedOrganizations", "o-a1b2c3d4e5")))
                .isEqualTo(new HubSettings(
                        new Subscribers(
                                List.of("a@example.org", "b@example.org"),
                                List.of("ops@example.org"),
                                List.of(new SlackChannel("T0123ABCD", "C0123ABCD"))),
                        Optional.of(SettingsFile.read(Path.of("auditor.example.yaml"))),
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        new TrustedParties(List.of("444455556666", "123456789012"), List.of("o-a1b2c3d4e5")),
                        Optional.empty()));
    }

    @Test
    void theTableOfAnEarlierStackIsReadWithItsKey() {
        String key = "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assertThat(ContextSettings.read(Map.of("findingTable", "EcrAuditor-FindingTable-1A2B", "findingTableKey", key))
                        .adopted())
                .contains(new AdoptedTable("EcrAuditor-FindingTable-1A2B", key));
    }

    @Test
    void theModeIsNoLongerAContextValueAndTheWayToTheFileIsSaid() {
        assertThatThrownBy(() -> ContextSettings.read(Map.of("remediation", "ON", "alertEmails", "a@example.org")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "context value remediation: is no longer accepted; write the mode into a settings file (docs/settings.md)"
                                + " and name it like -c settings=auditor.yaml");
    }

    @Test
    void aWrongSettingsFileIsReportedWithTheMessageOfItsReader() {
        assertThatThrownBy(() -> ContextSettings.read(Map.of("settings", "auditor.yml")))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("auditor.yml: no such file; ")
                .hasLineCount(1);
    }

    @Test
    void theContextOfTheCdkItselfIsNoSetting() {
        assertThat(ContextSettings.read(SynthesizedHub.contextOfCdkJson())).isEqualTo(HubSettings.defaults());
        assertThat(ContextSettings.read(
                        Map.of("aws:cdk:enable-path-metadata", true, "@aws-cdk/core:x", List.of("aws"))))
                .isEqualTo(HubSettings.defaults());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertEmails=someone",
                "alertEmails=a@example.org;b@example.org",
                "operationsEmails=@example.org",
                "operationsEmails=a@localhost",
                "remediation=on",
                "remediation=OFF",
                "settings=\0",
                "trustedAccounts=1234",
                "trustedAccounts=arn:aws:iam::111122223333:root",
                "trustedAccounts=*",
                "trustedOrganizations=o-*",
                "trustedOrganizations=o-a1b2c3d4e5;o-f6g7h8i9j0",
                "trustedOrganization=o-a1b2c3d4e5",
                "policyGrace=15m",
                "policyGrace=PT2H1S",
                "policyGrace=-PT1S",
                "sweepEvery=daily",
                "sweepEvery=PT59M",
                "sweepEvery=P8D",
                "slackWorkspaceId=T0123ABCD",
                "slackChannelId=C0123ABCD",
                "slackWorkspaceId=acme slackChannelId=C0123ABCD",
                "slackWorkspaceId=T0123ABCD slackChannelId=#alerts",
                "alertEmail=a@example.org",
                "findingTable=EcrAuditor-FindingTable-1A2B",
                "findingTableKey=arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
                "findingTable=arn:aws:dynamodb:eu-west-1:111122223333:table/a findingTableKey=arn:aws:kms:eu-west-1:111122223333:key/1",
                "findingTable=Findings findingTableKey=alias/ecr-auditor"
            })
    void aWrongSettingIsReportedInOneLineWithItsNameAndAFix(String context) {
        Map<String, String> values = Stream.of(context.split(" "))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        assertThatThrownBy(() -> ContextSettings.read(values))
                .isInstanceOf(UsageException.class)
                .message()
                .startsWith("context value ")
                .contains("; ")
                .containsAnyOf(values.keySet().stream()
                        .map(name -> name.substring(0, 5))
                        .toArray(String[]::new))
                .hasLineCount(1);
    }
}
