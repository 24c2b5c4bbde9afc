package dev.ecrauditor.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.testing.SettingsText;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories are evaluated again when a setting changes that a verdict depends on, and only then. */
class RuleSetFingerprintTest {

    private static final String WAIVER =
            "{'rules':['ecr-policy-not-public'],'accounts':['*'],'repositories':['a','b'],'grants':[{'principals':['444455556666','o-a1b2c3d4e5'],'actions':['ecr:Get*','ecr:BatchGetImage']}],'owner':'o','reason':'r','expires':'2027-01-31'}"
                    .replace('\'', '"');

    private static final SettingsText SET = SettingsText.DEFAULTS
            .with("trust", trust("[\"444455556666\",\"123456789012\"]", "[\"o-a1b2c3d4e5\",\"o-zyxwvutsrq\"]"))
            .with("rules", SettingsText.rules("PT30M", "[\"ecr-policy-present\",\"ecr-policy-readable\"]"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "accounts      | []",
                "accounts      | [\"444455556666\"]",
                "accounts      | [\"444455556666\",\"123456789012\",\"999988887777\"]",
                "accounts      | [\"444455556666\",\"123456789013\"]",
                "organizations | []",
                "organizations | [\"o-a1b2c3d4e5\"]",
                "organizations | [\"o-a1b2c3d4e5\",\"o-zyxwvutsrq\",\"o-1111111111\"]",
                "organizations | [\"o-a1b2c3d4e5\",\"o-zyxwvutsrp\"]",
                "policyGrace   | \"PT15M\"",
                "policyGrace   | \"PT31M\"",
                "off           | []",
                "off           | [\"ecr-policy-present\"]",
                "off           | [\"ecr-policy-present\",\"ecr-policy-not-public\"]"
            })
    void aSettingThatChangesVerdictsChangesTheFingerprint(String key, String value) {
        assertThat(mark(key, value)).isNotEqualTo(mark(SET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "accounts      | [\"123456789012\",\"444455556666\"]",
                "organizations | [\"o-zyxwvutsrq\",\"o-a1b2c3d4e5\"]",
                "organizations | [\"o-a1b2c3d4e5\",\"o-zyxwvutsrq\",\"o-a1b2c3d4e5\"]",
                "policyGrace   | \"PT1800S\"",
                "off           | [\"ecr-policy-readable\",\"ecr-policy-present\"]",
                "sweepEvery    | \"PT1H\""
            })
    void anotherNotationOfASettingKeepsTheFingerprint(String key, String value) {
        assertThat(mark(key, value)).isEqualTo(mark(SET));
    }

    @Test
    void anotherSettingLeavesTheMark() {
        assertThat(mark(SET.with("remediation", "[{\"accounts\":[\"*\"],\"mode\":\"ON\"}]")))
                .isEqualTo(mark(SET));
        Map<String, String> another = new HashMap<>(environment(SET));
        another.put("READ_ROLE_NAME", "another");
        assertThat(new Wiring(another).rules().fingerprint().mark()).isEqualTo(mark(SET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "severities  | {\"ecr-scan-on-push\":\"HIGH\"}",
                "severities  | {\"ecr-scan-on-push\":\"LOW\",\"ecr-policy-present\":\"LOW\"}",
                "allowedKeys | [\"arn:aws:kms:*:*:key/*\"]"
            })
    void aSettingOfTheRulesChangesTheSettingsAndNotTheRules(String key, String value) {
        String rules = SET.sections().get("rules");
        String changed =
                rules.replaceFirst("\"" + key + "\":(\\[]|\\{})", Matcher.quoteReplacement("\"" + key + "\":" + value));
        assertThat(changed).isNotEqualTo(rules);
        String mark = mark(SET.with("rules", changed));
        assertThat(mark).isNotEqualTo(mark(SET));
        assertThat(mark.substring(0, mark.indexOf('/')))
                .isEqualTo(mark(SET).substring(0, mark(SET).indexOf('/')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'ecr-policy-not-public'|'ecr-policy-no-foreign-account'",
                "'*'|'1111*'",
                "'a','b'|'a'",
                "'444455556666',|",
                "'ecr:Get*',|",
                "2027-01-31|2027-02-01"
            })
    void anotherWaiverMakesASweepDue(String from, String to) {
        String other = WAIVER.replace(from.replace('\'', '"'), to == null ? "" : to.replace('\'', '"'));
        assertThat(other).isNotEqualTo(WAIVER);
        String with = mark(SET.with("waivers", "[" + WAIVER + "]"));
        assertThat(with).isNotEqualTo(mark(SET));
        assertThat(mark(SET.with("waivers", "[" + other + "]"))).isNotEqualTo(with);
        assertThat(mark(SET.with("waivers", "[" + WAIVER + "," + other + "]")))
                .isNotEqualTo(with)
                .isEqualTo(mark(SET.with("waivers", "[" + other + "," + WAIVER + "]")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'owner':'o'|'owner':'another'",
                "'reason':'r'|'reason':'another'",
                "'a','b'|'b','a'",
                "'444455556666','o-a1b2c3d4e5'|'o-a1b2c3d4e5','444455556666'"
            })
    void anotherTextOfAWaiverMakesNone(String from, String to) {
        String other = WAIVER.replace(from.replace('\'', '"'), to.replace('\'', '"'));
        assertThat(other).isNotEqualTo(WAIVER);
        assertThat(mark(SET.with("waivers", "[" + other + "]")))
                .isEqualTo(mark(SET.with("waivers", "[" + WAIVER + "]")));
    }

    /** So many that a set without an order of its own would give them in another one. */
    @Test
    void theOrderOfTrustedPartiesKeepsTheFingerprint() {
        List<String> accounts = IntStream.range(0, 40)
                .mapToObj(i -> Integer.toString(444_455_000 + i) + "666")
                .toList();
        List<String> organizations =
                IntStream.range(0, 40).mapToObj(i -> "o-a1b2c3d4e" + i).toList();
        assertThat(mark(SET.with("trust", trust(list(accounts), list(organizations)))))
                .isEqualTo(mark(SET.with("trust", trust(list(reversed(accounts)), list(reversed(organizations))))));
    }

    private static String list(List<String> ids) {
        return ids.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void whoeverTrustsTheOwnOrganizationEvaluatesOtherwise() {
        assertThat(mark(SET.with("trust", SettingsText.trust(true, "[]", "[]"))))
                .isNotEqualTo(mark(SET.with("trust", SettingsText.trust(false, "[]", "[]"))));
    }

    @Test
    void defaultsThatTrustNobodyMeanTheSameAsNoFile() {
        assertThat(mark(SettingsText.DEFAULTS.with("trust", trust("[]", "[]"))))
                .isEqualTo(new Wiring(Map.of("AWS_REGION", "us-east-1"))
                        .rules()
                        .fingerprint()
                        .mark());
    }

    /** An account and an organization are never taken for each other, nor does one list run into the other. */
    @Test
    void trustThatMovesFromOneListToTheOtherIsAnotherTrust() {
        assertThat(List.of(
                        mark(SettingsText.DEFAULTS.with("trust", trust("[\"444455556666\"]", "[]"))),
                        mark(SettingsText.DEFAULTS),
                        mark(SettingsText.DEFAULTS.with("trust", trust("[]", "[\"o-a1b2c3d4e5\"]")))))
                .doesNotHaveDuplicates();
    }

    /** A new setting that a rule trusts by has to be added to the fingerprint, and to the lists above. */
    @Test
    void theTrustOfARuleIsWhatTheMarkKnows() {
        assertThat(Arrays.stream(TrustedParties.class.getRecordComponents()).map(RecordComponent::getName))
                .containsExactlyInAnyOrder("accounts", "organizations");
    }

    private static String trust(String accounts, String organizations) {
        return SettingsText.trust(false, accounts, organizations);
    }

    /** The mark of the settings above with another value of one key, wherever it stands. */
    private String mark(String key, String value) {
        Map<String, String> sections = new HashMap<>(SET.sections());
        sections.replaceAll((name, json) -> json.replaceFirst(
                "\"" + key + "\":(\\[[^]]*]|\"[^\"]*\")", Matcher.quoteReplacement("\"" + key + "\":" + value)));
        assertThat(sections).as("another value of " + key).isNotEqualTo(SET.sections());
        return mark(new SettingsText(sections));
    }

    private String mark(SettingsText settings) {
        return new Wiring(environment(settings)).rules().fingerprint().mark();
    }

    private Map<String, String> environment(SettingsText settings) {
        return Map.of(
                "AWS_REGION",
                "us-east-1",
                "SETTINGS_FILE",
                settings.in(directory).toString());
    }
}
