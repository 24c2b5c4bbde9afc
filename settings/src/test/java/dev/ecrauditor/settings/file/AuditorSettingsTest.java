package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.settings.file.AlertSettings.SlackChannel;
import dev.ecrauditor.settings.file.AlertSettings.SlackWebhook;
import dev.ecrauditor.settings.file.AlertSettings.TeamsChannel;
import dev.ecrauditor.settings.file.DeploymentSettings.AdoptedTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditorSettingsTest {

    private static final String KEY = "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final String SECRET = "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:slack/alerts-AbCdEf";

    @TempDir
    private Path directory;

    @Test
    void withoutAFileOneAccountIsWatchedAndNobodyIsSubscribedOrTrusted() {
        AuditorSettings defaults = SettingsFile.defaults().settings();
        assertThat(defaults)
                .isEqualTo(new AuditorSettings(
                        new WatchSettings(
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                false,
                                List.of(),
                                List.of(),
                                List.of(),
                                Optional.empty()),
                        new AuditorSettings.Evaluation(
                                new TrustSettings(true, List.of(), List.of()),
                                new RuleSettings(Duration.ofMinutes(15), Map.of(), List.of(), List.of(), List.of())),
                        new AuditorSettings.Recipients(
                                new AlertSettings(List.of(), List.of(), List.of(), List.of()),
                                new OperationsSettings(List.of())),
                        new ScheduleSettings(Duration.ofHours(24)),
                        new AuditorSettings.Export(false, false),
                        new DeploymentSettings("", Optional.empty()),
                        List.of()));
        assertThat(defaults.watch().isSingleAccount()).isTrue();
        assertThat(defaults.alerts().isEmpty()).isTrue();
        assertThat(SettingsFile.defaults().mode()).isEqualTo(RemediationMode.OFF);
    }

    @Test
    void everySettingIsRead() throws IOException {
        assertThat(read("""
                watch:
                  organization: o-exampleorgid
                  organizationalUnits: [ou-abcd-11111111]
                  managementAccount: '999988887777'
                  watchManagementAccount: true
                  regions: [eu-west-1, us-east-1]
                  excludedAccounts: ['4444*']
                  canary: team/canary
                trust: {ownOrganization: false, accounts: ['444455556666'], organizations: [o-a1b2c3d4e5]}
                alerts:
                  emails: [a@example.org, b@example.org]
                  slack: [{workspace: T0123ABCD, channel: C0123ABCD}]
                  teams:
                  - team: 00000000-1111-2222-3333-444444444444
                    tenant: 55555555-6666-7777-8888-999999999999
                    channel: 19%%3Aexample%%40thread.tacv2
                  slackWebhooks:
                  - {secret: '%2$s', key: '%1$s', severities: [CRITICAL, HIGH]}
                  - {secret: 'arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:slack/alerts-GhIjKl'}
                operations: {emails: [ops@example.org]}
                rules: {policyGrace: PT5M, severities: {ecr-policy-not-public: CRITICAL}, on: [ecr-scan-on-push], off: [ecr-policy-present], allowedKeys: [arn:aws:kms:*:111122223333:key/*]}
                schedule: {sweepEvery: PT1H}
                export: {findings: true, securityHub: true}
                deployment:
                  suffix: test
                  table: {name: EcrAuditor-FindingTable-1A2B, key: '%1$s'}
                owners: [{accounts: ['1111*'], name: payments, email: payments@example.org}]
                """.formatted(KEY, SECRET)).settings())
                .isEqualTo(new AuditorSettings(
                        new WatchSettings(
                                Optional.of("o-exampleorgid"),
                                List.of("ou-abcd-11111111"),
                                Optional.of("999988887777"),
                                true,
                                List.of(),
                                List.of("eu-west-1", "us-east-1"),
                                List.of("4444*"),
                                Optional.of("team/canary")),
                        new AuditorSettings.Evaluation(
                                new TrustSettings(false, List.of("444455556666"), List.of("o-a1b2c3d4e5")),
                                new RuleSettings(
                                        Duration.ofMinutes(5),
                                        Map.of("ecr-policy-not-public", "CRITICAL"),
                                        List.of("ecr-scan-on-push"),
                                        List.of("ecr-policy-present"),
                                        List.of("arn:aws:kms:*:111122223333:key/*"))),
                        new AuditorSettings.Recipients(
                                new AlertSettings(
                                        List.of("a@example.org", "b@example.org"),
                                        List.of(new SlackChannel("T0123ABCD", "C0123ABCD")),
                                        List.of(new TeamsChannel(
                                                "00000000-1111-2222-3333-444444444444",
                                                "55555555-6666-7777-8888-999999999999",
                                                "19%3Aexample%40thread.tacv2")),
                                        List.of(
                                                new SlackWebhook(SECRET, Optional.of(KEY), List.of("CRITICAL", "HIGH")),
                                                new SlackWebhook(
                                                        SECRET.replace("AbCdEf", "GhIjKl"),
                                                        Optional.empty(),
                                                        List.of()))),
                                new OperationsSettings(List.of("ops@example.org"))),
                        new ScheduleSettings(Duration.ofHours(1)),
                        new AuditorSettings.Export(true, true),
                        new DeploymentSettings(
                                "test", Optional.of(new AdoptedTable("EcrAuditor-FindingTable-1A2B", KEY))),
                        List.of(new AccountOwner(List.of("1111*"), "payments", "payments@example.org", false))));
    }

    @Test
    void theFirstOwnerWhoseGlobMatchesIsResponsible() throws IOException {
        AuditorSettings settings = read("""
                owners:
                - {accounts: ['111122223333'], name: payments, email: payments@example.org}
                - {accounts: ['1111*', '4444????????'], name: platform, email: platform@example.org}
                """).settings();
        assertThat(settings.owner("111122223333")).map(AccountOwner::name).contains("payments");
        assertThat(settings.owner("111199998888")).map(AccountOwner::name).contains("platform");
        assertThat(settings.owner("444455556666")).map(AccountOwner::name).contains("platform");
        assertThat(settings.owner("123456789012")).isEmpty();
    }

    @Test
    void theFunctionsReceiveWhatTheyReadAndNoRecipient() throws IOException {
        SettingsFile file = read("""
                alerts: {emails: [a@example.org]}
                operations: {emails: [ops@example.org]}
                export: {findings: true}
                deployment: {suffix: test}
                owners: [{accounts: ['*'], name: payments, email: payments@example.org}]
                watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], managementAccount: '999988887777'}
                trust: {ownOrganization: false}
                rules: {off: [ecr-policy-present]}
                """);
        assertThat(file.json()).isEqualTo("""
                        {"watch":{"organization":"o-exampleorgid","organizationalUnits":["r-abcd"],"managementAccount":"999988887777","watchManagementAccount":false,"accounts":[],"regions":[],"excludedAccounts":[]},\
                        "trust":{"ownOrganization":false,"accounts":[],"organizations":[]},\
                        "rules":{"policyGrace":"PT15M","severities":{},"on":[],"off":["ecr-policy-present"],"allowedKeys":[]},"schedule":{"sweepEvery":"PT24H"},\
                        "reminders":{"CRITICAL":"P1D","HIGH":"OFF","MEDIUM":"OFF","LOW":"OFF"},\
                        "owners":[{"accounts":["*"],"name":"payments","email":"payments@example.org","alerts":false}],\
                        "remediation":[],"exclusions":[],"waivers":[],"quietActors":[]}""");
    }

    @Test
    void twoAccountsAreNoSingleAccount() throws IOException {
        assertThat(read("watch: {accounts: ['111122223333', '444455556666']}")
                        .settings()
                        .watch()
                        .isSingleAccount())
                .isFalse();
        assertThat(
                        read("watch: {organization: o-exampleorgid, organizationalUnits: [r-abcd], managementAccount: '999988887777'}")
                                .settings()
                                .watch()
                                .isSingleAccount())
                .isFalse();
    }

    @Test
    void aChannelIsARecipientToo() throws IOException {
        assertThat(read("alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}]}")
                        .settings()
                        .alerts()
                        .isEmpty())
                .isFalse();
    }

    @Test
    void aWebhookIsARecipientToo() throws IOException {
        assertThat(read("alerts: {slackWebhooks: [{secret: '%s'}]}".formatted(SECRET))
                        .settings()
                        .alerts()
                        .isEmpty())
                .isFalse();
    }

    private SettingsFile read(String yaml) throws IOException {
        return SettingsFile.read(Files.writeString(directory.resolve("auditor.yaml"), yaml));
    }
}
