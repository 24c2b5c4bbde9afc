package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

    /** What the functions receive of all other settings when the file names none of them. */
    private static final String DEFAULTS = """
            {"watch":{"organizationalUnits":[],"watchManagementAccount":false,"accounts":[],"regions":[],"excludedAccounts":[]},\
            "trust":{"ownOrganization":true,"accounts":[],"organizations":[]},\
            "rules":{"policyGrace":"PT15M","severities":{},"on":[],"off":[],"allowedKeys":[]},"schedule":{"sweepEvery":"PT24H"},\
            "reminders":{"CRITICAL":"P1D","HIGH":"OFF","MEDIUM":"OFF","LOW":"OFF"},"owners":[],""";

    private static final Path EXAMPLES = Path.of("..", "infra-cdk", "examples");

    @TempDir
    private Path directory;

    @Test
    void theExampleIsValidAndBecomesCompactJsonWithEveryDefault() {
        SettingsFile example = SettingsFile.read(EXAMPLES.resolve("organization-remediation.yaml"));
        assertThat(example.mode()).isEqualTo(RemediationMode.ON);
        assertThat(example.json()).isEqualTo("""
                        {"watch":{"organization":"o-exampleorgid","organizationalUnits":["r-abcd"],"managementAccount":"999988887777","watchManagementAccount":false,"accounts":[],"regions":["eu-west-1"],"excludedAccounts":[]},\
                        "trust":{"ownOrganization":true,"accounts":["444455556666"],"organizations":[]},\
                        "rules":{"policyGrace":"PT30M","severities":{},"on":[],"off":[],"allowedKeys":[]},"schedule":{"sweepEvery":"PT12H"},\
                        "reminders":{"CRITICAL":"P1D","HIGH":"OFF","MEDIUM":"OFF","LOW":"OFF"},"owners":[],\
                        "remediation":[{"accounts":["444455556666"],"mode":"OFF"},{"accounts":["1111*"],"mode":"ON"},{"accounts":["*"],"mode":"DRY_RUN"}],\
                        "exclusions":[\
                        {"accounts":["*"],"repositories":["sandbox/*","team-?/playground"],"reason":"Thrown away every night; nobody runs these images"},\
                        {"accounts":["123456789012"],"repositories":["*"],"reason":"The forensics account must stay as it was found"}],\
                        "waivers":[{"rules":["ecr-scan-on-push"],"accounts":["111122223333"],"repositories":["payments/*"],"grants":[],\
                        "owner":"payments@example.org","reason":"Images are scanned in the pipeline before they are pushed","expires":"2027-01-31"}],"quietActors":[]}""");
    }

    @Test
    void theExamplesAreOneAccountAndAnOrganizationWithAndWithoutRemediation() {
        SettingsFile single = SettingsFile.read(EXAMPLES.resolve("single-account.yaml"));
        assertThat(single.settings().watch().isSingleAccount()).isTrue();
        assertThat(single.mode()).isEqualTo(RemediationMode.OFF);
        SettingsFile organization = SettingsFile.read(EXAMPLES.resolve("organization.yaml"));
        assertThat(organization.settings().watch().organization()).hasValue("o-exampleorgid");
        assertThat(organization.settings().alerts().slack()).hasSize(1);
        assertThat(organization.mode()).isEqualTo(RemediationMode.OFF);
    }

    @Test
    void theExampleOfThePageIsValid() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "settings.md"));
        String yaml = page.substring(page.indexOf("```yaml") + 7, page.indexOf("```", page.indexOf("```yaml") + 7));
        assertThat(read(yaml).json())
                .contains("\"mode\":\"DRY_RUN\"", "sandbox/*", "ecr-scan-on-push", "\"expires\":\"2027-01-31\"");
    }

    @Test
    void missingListsAreEmpty() throws IOException {
        SettingsFile file = read("exclusions: []");
        assertThat(file.json())
                .isEqualTo(DEFAULTS + "\"remediation\":[],\"exclusions\":[],\"waivers\":[],\"quietActors\":[]}");
        assertThat(file.mode()).isEqualTo(RemediationMode.OFF);
        assertThat(file).isEqualTo(SettingsFile.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "ON", "DRY_RUN", "'OFF'", "\"ON\""})
    void onAndOffAreWordsAndNotBooleans(String mode) throws IOException {
        SettingsFile file = read("remediation: [{accounts: ['*'], mode: " + mode + "}]");
        String word = mode.replaceAll("['\"]", "");
        assertThat(file.mode()).isEqualTo(RemediationMode.valueOf(word));
        assertThat(file.json()).contains("\"mode\":\"" + word + "\"");
    }

    @ParameterizedTest
    @CsvSource({"OFF, OFF, OFF", "OFF, DRY_RUN, DRY_RUN", "ON, DRY_RUN, ON", "OFF, ON, ON"})
    void theModeIsTheHighestOfAllEntries(String first, String second, RemediationMode highest) throws IOException {
        assertThat(read("""
                remediation:
                - accounts: ['1111*']
                  mode: %s
                - accounts: ['*']
                  mode: %s
                """.formatted(first, second)).mode()).isEqualTo(highest);
    }

    @Test
    void theOrderOfEntriesIsKept() throws IOException {
        assertThat(read("""
                remediation:
                - {mode: ON, accounts: ['2222*']}
                - {accounts: ['1111*'], mode: OFF}
                """).json())
                .startsWith(
                        DEFAULTS
                                + "\"remediation\":[{\"accounts\":[\"2222*\"],\"mode\":\"ON\"},{\"accounts\":[\"1111*\"],\"mode\":\"OFF\"}]");
    }

    @Test
    void anotherOrderOfKeysAndAnotherStyleAreTheSameSettings() throws IOException {
        String block = """
                # A comment
                waivers: []
                exclusions:
                  - reason: >-
                      Thrown away
                      every night
                    repositories:
                      - 'sandbox/*'
                """;
        String flow = "{exclusions: [{repositories: [sandbox/*], accounts: ['*'], reason: Thrown away every night}]}";
        assertThat(read(block)).isEqualTo(read(flow));
    }

    @Test
    void aTextMayContainQuotesColonsAndAnyScript() throws IOException {
        assertThat(read("exclusions: [{repositories: [a], reason: 'Müller said: \"no\" \\ 請勿'}]")
                        .json())
                .contains("\"reason\":\"Müller said: \\\"no\\\" \\\\ 請勿\"");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreAccepted() throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), "\uFEFFwaivers: []\r\nexclusions: []\r\n");
        assertThat(SettingsFile.read(file).mode()).isEqualTo(RemediationMode.OFF);
    }

    @Test
    void theLongestTextsAndListsAreAccepted() throws IOException {
        String waivers = IntStream.range(0, 1000)
                .mapToObj(number ->
                        "- {rules: [ecr-scan-on-push], repositories: [a%d], owner: %s, reason: %s, expires: 2028-02-29}\n"
                                .formatted(number, "o".repeat(100), "r".repeat(500)))
                .collect(Collectors.joining());
        assertThat(read("waivers:\n" + waivers).json()).hasSizeGreaterThan(600_000);
    }

    private SettingsFile read(String yaml) throws IOException {
        return SettingsFile.read(Files.write(directory.resolve("auditor.yaml"), yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
