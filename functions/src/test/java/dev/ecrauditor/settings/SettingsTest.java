package dev.ecrauditor.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.testing.SampleRepository;
import dev.ecrauditor.testing.SettingsText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings as the functions read them; half of a file would be half of the exclusions. */
class SettingsTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;
    private static final String WHOLE = """
            {"watch":{"organization":"o-a1b2c3d4e5","organizationalUnits":[],"managementAccount":"999988887777","watchManagementAccount":false,"accounts":[],"regions":[],"excludedAccounts":[]},
             "trust":{"ownOrganization":true,"accounts":["123456789012"],"organizations":["o-zyxwvutsrq"]},
             "rules":{"policyGrace":"PT5M","severities":{"ecr-scan-on-push":"HIGH"},"on":["ecr-policy-readable"],"off":["ecr-policy-present"],"allowedKeys":["arn:aws:kms:*:111122223333:key/*"]},"schedule":{"sweepEvery":"PT1H"},
             "remediation":[{"accounts":["444455556666"],"mode":"OFF"},{"accounts":["*"],"mode":"DRY_RUN"}],
             "exclusions":[{"accounts":["*"],"repositories":["sandbox/*"],"reason":"playground"}],
             "waivers":[{"rules":["ecr-scan-on-push"],"accounts":["1111*"],"repositories":["payments/*"],
                         "owner":"payments","reason":"moves","expires":"2027-01-31"}]}
            """;

    @Test
    void aWholeFileIsRead() {
        Settings settings = SettingsJson.read(WHOLE);
        assertThat(settings.mode("444455556666")).isEqualTo(RemediationMode.OFF);
        assertThat(settings.mode("111122223333")).isEqualTo(RemediationMode.DRY_RUN);
        assertThat(settings.exclusions())
                .containsExactly(new Exclusion(new Scope(List.of("*"), List.of("sandbox/*")), "playground"));
        assertThat(settings.waivers())
                .containsExactly(new Waiver(
                        List.of("ecr-scan-on-push"),
                        new Scope(List.of("1111*"), List.of("payments/*")),
                        "payments",
                        "moves",
                        LocalDate.parse("2027-01-31")));
        assertThat(settings.rules())
                .isEqualTo(new RuleSettings(
                        Duration.ofMinutes(5),
                        Map.of("ecr-scan-on-push", Severity.HIGH),
                        Set.of("ecr-policy-readable"),
                        Set.of("ecr-policy-present"),
                        Set.of("arn:aws:kms:*:111122223333:key/*")));
        assertThat(settings.sweepEvery()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatIsWatchedIsRead() {
        assertThat(SettingsJson.read(WHOLE.replace("\"excludedAccounts\":[]", "\"excludedAccounts\":[\"4444*\"]")
                                .replace("\"regions\":[]", "\"regions\":[\"eu-west-1\"]")
                                .replace("\"watchManagementAccount\":false", "\"watchManagementAccount\":true")
                                .replace("\"organizationalUnits\":[]", "\"organizationalUnits\":[\"r-abcd\"]"))
                        .watch())
                .isEqualTo(new WatchSettings(
                        Optional.of("o-a1b2c3d4e5"),
                        List.of("r-abcd"),
                        Optional.of("999988887777"),
                        List.of("eu-west-1"),
                        List.of("4444*")));
    }

    @Test
    void theManagementAccountIsOnlyKnownWhereItIsWatched() {
        assertThat(SettingsJson.read(WHOLE).watch().managementAccount()).isEmpty();
    }

    @Test
    void theWatchedOrganizationIsTrustedWithTheOthers() {
        assertThat(SettingsJson.read(WHOLE).trust())
                .isEqualTo(new TrustSettings(true, Set.of("123456789012"), Set.of("o-zyxwvutsrq", "o-a1b2c3d4e5")));
    }

    @Test
    void theWatchedOrganizationIsNotTrustedWhereTheOwnOneIsNot() {
        assertThat(SettingsJson.read(WHOLE.replace("true", "false")).trust())
                .isEqualTo(new TrustSettings(false, Set.of("123456789012"), Set.of("o-zyxwvutsrq")));
    }

    @Test
    void withoutAWatchedOrganizationNoneIsAdded() {
        assertThat(SettingsJson.read(WHOLE.replace("\"organization\":\"o-a1b2c3d4e5\",", ""))
                        .trust())
                .isEqualTo(new TrustSettings(true, Set.of("123456789012"), Set.of("o-zyxwvutsrq")));
    }

    @Test
    void remindersOfASeverityAreSwitchedOff() {
        String reminders = "{\"reminders\":{\"CRITICAL\":\"OFF\",\"HIGH\":\"P7D\",\"MEDIUM\":\"OFF\",\"LOW\":\"OFF\"},";
        assertThat(SettingsJson.read(WHOLE.replaceFirst("\\{", reminders)).reminders())
                .isEqualTo(new Reminders(Map.of(Severity.HIGH, Duration.ofDays(7))));
    }

    @Test
    void settingsOfAnEarlierVersionHaveTheDefaultReminders() {
        assertThat(SettingsJson.read(WHOLE).reminders())
                .isEqualTo(new Reminders(Map.of(Severity.CRITICAL, Duration.ofDays(1))));
    }

    @Test
    void remindersThatAreNotUnderstoodAreRefused() {
        for (String wrong : List.of("[]", "{\"CRITICAL\":1}", "{\"URGENT\":\"P1D\"}", "{\"LOW\":\"daily\"}")) {
            assertThatThrownBy(() -> SettingsJson.read(WHOLE.replaceFirst("\\{", "{\"reminders\":" + wrong + ",")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("the settings are not understood: ");
        }
    }

    @Test
    void anotherModeLeavesTheOtherSettings() {
        Settings settings = SettingsJson.read(WHOLE);
        assertThat(settings.with(RemediationMode.ON))
                .isEqualTo(new Settings(
                        List.of(new AccountMode(List.of("*"), RemediationMode.ON)),
                        settings.exclusions(),
                        settings.waivers(),
                        settings.rules(),
                        settings.trust(),
                        settings.watch(),
                        settings.sweepEvery(),
                        settings.reminders(),
                        settings.quietActors(),
                        settings.owners()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "watch |",
                "watch | {}",
                "watch | {\"organizationalUnits\":[],\"regions\":[]}",
                "rules | {}",
                "rules | {\"policyGrace\":\"15m\",\"severities\":{},\"on\":[],\"off\":[],\"allowedKeys\":[]}",
                "rules | {\"policyGrace\":\"PT15M\"}",
                "rules | {\"policyGrace\":\"PT15M\",\"on\":[],\"off\":[],\"allowedKeys\":[]}",
                "rules | {\"policyGrace\":\"PT15M\",\"severities\":{\"ecr-scan-on-push\":\"high\"},\"on\":[],\"off\":[],\"allowedKeys\":[]}",
                "rules | {\"policyGrace\":\"PT15M\",\"severities\":{},\"on\":[],\"off\":[]}",
                "waivers | [{\"rules\":[\"ecr-policy-not-public\"],\"accounts\":[\"*\"],\"repositories\":[\"*\"],\"grants\":[{\"principals\":[\"*\"]}],\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-01-31\"}]",
                "waivers | [{\"rules\":[\"ecr-scan-on-push\"],\"accounts\":[\"*\"],\"repositories\":[\"*\"],\"grants\":{\"principals\":[\"444455556666\"],\"actions\":[\"ecr:*\"]},\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-01-31\"}]",
                "trust | {}",
                "trust | {\"ownOrganization\":\"true\",\"accounts\":[],\"organizations\":[]}",
                "trust | {\"ownOrganization\":true,\"accounts\":[]}",
                "schedule | {}",
                "schedule | {\"sweepEvery\":\"daily\"}",
                "remediation | {}",
                "exclusions | {}",
                "waivers | {}",
                "remediation | [{\"accounts\":[\"*\"],\"mode\":\"MAYBE\"}]"
            })
    void oneWrongSectionRefusesTheWhole(String key, String json) {
        assertThat(SettingsJson.read(SettingsText.DEFAULTS.json())).isEqualTo(Settings.NONE);
        String wrong = SettingsText.DEFAULTS.with(key, json == null ? "" : json).json();
        assertThatThrownBy(() -> SettingsJson.read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the settings are not understood: ");
    }

    @Test
    void aWaiverHoldsToTheEndOfItsLastDayByUtc() {
        Settings settings = SettingsJson.read(WHOLE);
        assertThat(settings.veto("ecr-scan-on-push", ARN, Instant.parse("2027-01-31T23:59:59Z")))
                .hasValue("waived by payments until 2027-01-31: moves");
        assertThat(settings.veto("ecr-scan-on-push", ARN, Instant.parse("2027-02-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void theWaivedAccessIsRead() {
        Settings settings = SettingsJson.read(
                WHOLE.replace(
                        "\"owner\":\"payments\"",
                        "\"grants\":[{\"principals\":[\"444455556666\",\"o-a1b2c3d4e5\"],\"actions\":[\"ecr:Get*\"]}],\"owner\":\"payments\""));
        assertThat(settings.waivers().get(0).grants())
                .containsExactly(new WaivedAccess(Set.of("444455556666", "o-a1b2c3d4e5"), List.of("ecr:Get*")));
    }

    @Test
    void waivedAccessCoversWhomItNamesCompletelyAndNothingElse() {
        WaivedAccess access =
                new WaivedAccess(Set.of("444455556666", "o-a1b2c3d4e5", "10.0.0.0/8"), List.of("ecr:Get*"));
        assertThat(access.covers(List.of(Set.of("444455556666")), "ecr:GetDownloadUrlForLayer"))
                .isTrue();
        assertThat(access.covers(List.of(Set.of("123456789012"), Set.of("o-a1b2c3d4e5")), "ecr:getdownloadurlforlayer"))
                .isTrue();
        assertThat(access.covers(List.of(Set.of("o-a1b2c3d4e5", "o-zyxwvutsrq")), "ecr:GetDownloadUrlForLayer"))
                .isFalse();
        assertThat(access.covers(List.of(Set.of("10.0.0.0/8", "192.0.2.0/24")), "ecr:GetDownloadUrlForLayer"))
                .isFalse();
        assertThat(access.covers(List.of(Set.of("444455556666")), "ecr:BatchGetImage"))
                .isFalse();
        assertThat(access.covers(List.of(), "ecr:GetDownloadUrlForLayer")).isFalse();
        assertThat(access.covers(List.of(Set.of()), "ecr:GetDownloadUrlForLayer"))
                .isFalse();
        assertThat(new WaivedAccess(Set.of("*"), List.of("*")).covers(List.of(), "ecr:PutImage"))
                .isTrue();
    }

    @Test
    void aWaiverOfAWholeAccountNamesEveryRepository() {
        Waiver some = SettingsJson.read(WHOLE).waivers().get(0);
        Waiver all = new Waiver(
                some.rules(), new Scope(List.of("1111*"), List.of("*")), some.owner(), some.reason(), some.expires());
        assertThat(some.holdsForAccount("ecr-scan-on-push", "111122223333", Instant.EPOCH))
                .isFalse();
        assertThat(all.holdsForAccount("ecr-scan-on-push", "111122223333", Instant.EPOCH))
                .isTrue();
        assertThat(all.holdsForAccount("ecr-scan-on-push", "444455556666", Instant.EPOCH))
                .isFalse();
        assertThat(all.holdsForAccount("ecr-policy-present", "111122223333", Instant.EPOCH))
                .isFalse();
    }

    @Test
    void anExclusionIsForWholeNames() {
        Settings settings = SettingsJson.read(WHOLE.replace("sandbox/*", "payments"));
        assertThat(settings.veto("ecr-policy-present", ARN, Instant.EPOCH)).isEmpty();
        Settings glob = SettingsJson.read(WHOLE.replace("sandbox/*", "pay?ents/*"));
        assertThat(glob.veto("ecr-policy-present", ARN, Instant.EPOCH))
                .hasValue("the settings exclude the repository: playground");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"remediation\":[],\"exclusions\":[]}",
                "{\"remediation\":[],\"exclusions\":{},\"waivers\":[]}",
                "{\"remediation\":[{\"accounts\":[\"*\"],\"mode\":\"MAYBE\"}],\"exclusions\":[],\"waivers\":[]}",
                "{\"remediation\":[{\"accounts\":\"*\",\"mode\":\"ON\"}],\"exclusions\":[],\"waivers\":[]}",
                "{\"remediation\":[{\"accounts\":[1],\"mode\":\"ON\"}],\"exclusions\":[],\"waivers\":[]}",
                "{\"remediation\":[],\"exclusions\":[{\"accounts\":[\"*\"],\"reason\":\"r\"}],\"waivers\":[]}",
                "{\"remediation\":[],\"exclusions\":[],\"waivers\":[{\"rules\":[\"r\"],\"accounts\":[\"*\"],\"repositories\":[\"*\"],\"owner\":\"o\",\"reason\":\"r\",\"expires\":\"2027-02-30\"}]}",
                "{\"remediation\":[],\"exclusions\":[],\"waivers\":[]} {}"
            })
    void whatIsNotUnderstoodIsRefusedAsAWhole(String text) {
        String others = SettingsText.DEFAULTS.json();
        others = others.substring(0, others.indexOf("\"remediation\""));
        String whole = text.replaceFirst("\\{(?=\"remediation)", Matcher.quoteReplacement(others));
        assertThatThrownBy(() -> SettingsJson.read(whole))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the settings are not understood: ");
    }
}
