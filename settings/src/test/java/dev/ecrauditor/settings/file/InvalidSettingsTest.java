package dev.ecrauditor.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ecrauditor.settings.yaml.InvalidSettingsException;
import dev.ecrauditor.settings.yaml.Source;
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

/** The error messages: file, line, key, error and fix in one line; the common ones are compared exactly. */
class InvalidSettingsTest {

    private static final String WAIVER = """
            waivers:
            - rules: [ecr-scan-on-push]
              repositories: [a]
              owner: o
              reason: r
              expires: 2027-01-31
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "remediation: [{accounts: ['*'], mode: on}]"
                        + "|1: remediation[0].mode: 'on' is not a mode; write OFF, DRY_RUN or ON",
                "remediation: [{accounts: ['*'], mode: true}]"
                        + "|1: remediation[0].mode: 'true' is not a mode; write OFF, DRY_RUN or ON",
                "remediation: [{accounts: ['*'], mode: }]"
                        + "|1: remediation[0].mode: '' is not a mode; write OFF, DRY_RUN or ON",
                "remediation: [{accounts: ['*'], mode: [ON]}]"
                        + "|1: remediation[0].mode: a list is not a mode; write OFF, DRY_RUN or ON",
                "remediation: [{accounts: ['*']}]|1: remediation[0].mode: is missing; write it like mode: DRY_RUN",
                "remediation: [{mode: ON}]"
                        + "|1: remediation[0].accounts: is missing; write it like accounts: [\"111122223333\",\"4444*\"]",
                "remediation: ON"
                        + "|1: remediation: is a text and not a list of entries with accounts and mode; write it like [{\"accounts\":[\"*\"],\"mode\":\"DRY_RUN\"}]",
                "remediation: [ON]"
                        + "|1: remediation[0]: is a text and not an entry with accounts and mode; write it like {\"accounts\":[\"*\"],\"mode\":\"DRY_RUN\"}",
                "exclusions:"
                        + "|1: exclusions: is nothing and not a list of entries with repositories and reason; write it like [{\"repositories\":[\"sandbox/*\"],\"reason\":\"...\"}]",
                "waivers:"
                        + "|1: waivers: is nothing and not a list of entries with rules, repositories, owner, reason and expires; write it like []",
                "remediation: [{accounts: [111122223333], mode: ON}]"
                        + "|1: remediation[0].accounts[0]: 111122223333 without quotes is a number; write '111122223333'",
                "remediation: [{accounts: [012345678901], mode: ON}]"
                        + "|1: remediation[0].accounts[0]: 012345678901 without quotes is a number; write '012345678901'",
                "remediation: [{accounts: 111122223333, mode: ON}]"
                        + "|1: remediation[0].accounts: is a number and not a list of account ids and globs; write it like [\"111122223333\",\"4444*\"]",
                "remediation: [{accounts: [], mode: ON}]"
                        + "|1: remediation[0].accounts: is an empty list; write it like [\"111122223333\",\"4444*\"]",
                "remediation: [{accounts: ['1111'], mode: ON}]"
                        + "|1: remediation[0].accounts[0]: '1111' is not an account id of 12 digits or a glob that can match one; write it like '111122223333'",
                "exclusions: [{repositories: [Sandbox], reason: r}]"
                        + "|1: exclusions[0].repositories[0]: 'Sandbox' is not a repository name or a glob (a-z, 0-9, . _ - / * ?); write it like payments/api",
                "exclusions: [{repositories: [a], reason: ' '}]"
                        + "|1: exclusions[0].reason: ' ' is not a text that says why; write it like images are scanned in the pipeline",
                "exclusions: [{repositories: [a], reason: yes, until: tomorrow}]"
                        + "|1: exclusions[0].until: unknown key; the keys are accounts, repositories, reason",
                "exclusion: []"
                        + "|1: exclusion: unknown key; the keys are watch, trust, alerts, operations, rules, schedule, reminders, export, deployment, owners, remediation, exclusions, waivers, quietActors",
                "- remediation"
                        + "|1: is a list and not the settings; write it like {\"alerts\":{\"emails\":[\"security@example.org\"]}}",
                "OFF"
                        + "|1: is a text and not the settings; write it like {\"alerts\":{\"emails\":[\"security@example.org\"]}}",
                "{exclusions: [], exclusions: []}|1: exclusions: is a duplicate of the key in line 1; keep one",
                "remediation: [{accounts: [*all], mode: ON}]"
                        + "|1: remediation[0].accounts[0]: *all without quotes is a YAML alias, which is not supported; write '*all' if it is a glob",
                "exclusions: &all []"
                        + "|1: exclusions: has an anchor (&...), which is not supported; write the value itself",
                "exclusions: !!seq []"
                        + "|1: exclusions: has the tag tag:yaml.org,2002:seq, which is not supported; remove it",
                "exclusions: !java.io.File []"
                        + "|1: exclusions: has the tag !java.io.File, which is not supported; remove it",
                "? [a]|1: has a key that is not a word; write a key like mode:",
            })
    void hasAnExactMessage(String yaml, String expected) throws IOException {
        assertThat(wrong(yaml)).isEqualTo(expected.strip());
    }

    @Test
    void aGlobWithoutQuotesIsNoYamlAndTheMessageHasTheFix() throws IOException {
        assertThat(wrong("remediation:\n- mode: OFF\n  accounts: [*]\n"))
                .startsWith("3: is not YAML: while scanning an alias")
                .endsWith("; write a glob that begins with * in quotes, like '*'");
        assertThat(wrong("remediation:\n- mode: OFF\n  accounts:\n  - *\n"))
                .startsWith("4: ")
                .endsWith("; write a glob that begins with * in quotes, like '*'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "  expires: 2027-01-31|  expires: 2027-02-29"
                        + "|6: waivers[0].expires: '2027-02-29' is not a day of the calendar; write it like 2027-01-31",
                "  expires: 2027-01-31|  expires: 2027-1-31"
                        + "|6: waivers[0].expires: '2027-1-31' is not a day of the calendar, YYYY-MM-DD; write it like 2027-01-31",
                "  expires: 2027-01-31|  expires: 20270131"
                        + "|6: waivers[0].expires: 20270131 without quotes is a number; write '20270131'",
                "  expires: 2027-01-31|  expires: 2027-01-31T00:00:00Z"
                        + "|6: waivers[0].expires: '2027-01-31T00:00:00Z' is not a day of the calendar, YYYY-MM-DD; write it like 2027-01-31",
                "  expires: 2027-01-31|  expire: 2027-01-31"
                        + "|6: waivers[0].expire: unknown key; the keys are rules, accounts, repositories, grants, owner, reason, expires",
                "  owner: o|" + "|2: waivers[0].owner: is missing; write it like owner: payments@example.org",
                "[ecr-scan-on-push]|[scan-on-push]"
                        + "|2: waivers[0].rules[0]: 'scan-on-push' is not the id of a rule; perhaps ecr-scan-on-push",
                "[ecr-scan-on-push]|[ecr-scan-on-push, '*']"
                        + "|2: waivers[0].rules[1]: '*' is not the id of a rule; docs/rules/README.md lists them",
                "  owner: o|  owner: 7|4: waivers[0].owner: 7 without quotes is a number; write '7'",
                "  owner: o|  owner: null"
                        + "|4: waivers[0].owner: is nothing and not a text that says who is responsible for it; write it like payments@example.org",
                "  owner: o|  owner: true|4: waivers[0].owner: true without quotes is true or false; write 'true'",
                "  owner: o|  owner: {team: payments}"
                        + "|4: waivers[0].owner: is keys with values and not a text that says who is responsible for it; write it like payments@example.org",
            })
    void aWrongWaiverHasAnExactMessage(String right, String wrong, String expected) throws IOException {
        assertThat(wrong(WAIVER.replace(right, wrong == null ? "" : wrong))).isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "rules: [ecr-policy-not-public]"
                        + "|1: waivers[0].rules[0]: a waiver for ecr-policy-not-public names the access that it covers; add a line like grants: [{principals: ['444455556666'], actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']}]",
                "rules: [ecr-policy-not-public], grants: []"
                        + "|1: waivers[0].rules[0]: a waiver for ecr-policy-not-public names the access that it covers; add a line like grants: [{principals: ['444455556666'], actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']}]",
                "rules: [ecr-policy-not-public, ecr-scan-on-push], grants: [{principals: ['*'], actions: ['*']}]"
                        + "|1: waivers[0].rules[1]: ecr-scan-on-push does not report access, so that grants (line 1) cannot limit its waiver; write a waiver of its own",
                "rules: [ecr-policy-not-public], grants: [{principals: ['*']}]"
                        + "|1: waivers[0].grants[0].actions: is missing; write it like actions: [\"ecr:BatchGetImage\",\"ecr:GetDownloadUrlForLayer\"]",
                "rules: [ecr-policy-not-public], grants: [{principals: [], actions: ['*']}]"
                        + "|1: waivers[0].grants[0].principals: is an empty list; write it like [\"444455556666\"]",
                "rules: [ecr-policy-not-public], grants: [{principals: [444455556666], actions: ['*']}]"
                        + "|1: waivers[0].grants[0].principals[0]: 444455556666 without quotes is a number; write '444455556666'",
                "rules: [ecr-policy-not-public], grants: [{principals: ['4444*'], actions: ['*']}]"
                        + "|1: waivers[0].grants[0].principals[0]: '4444*' is not an account id, an organization id, an AWS service, a network or '*' for everybody; write it like '444455556666'",
                "rules: [ecr-policy-not-public], grants: [{principals: ['444455556666'], actions: [pull]}]"
                        + "|1: waivers[0].grants[0].actions[0]: 'pull' is not an ECR action or a glob; write it like ecr:BatchGetImage",
                "rules: [ecr-policy-not-public], grants: [{principals: ['444455556666', '444455556666'], actions: ['*']}]"
                        + "|1: waivers[0].grants[0].principals[1]: '444455556666' is a duplicate of the one in line 1; keep one",
            })
    void aWaiverNamesTheAccessThatItCovers(String waiver, String expected) throws IOException {
        assertThat(wrong("waivers: [{%s, repositories: [a], owner: o, reason: r, expires: 2027-01-31}]"
                        .formatted(waiver)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "444455556666",
                "o-exampleorgid",
                "codebuild.amazonaws.com",
                "ecs.amazonaws.com.cn",
                "203.0.113.7",
                "203.0.113.0/24",
                "2001:db8::/32",
                "::1",
                "vpc-0123456789abcdef0",
                "vpce-0123456789abcdef0",
                "*"
            })
    void whoIsWaivedIsNamedAsInAPolicy(String principal) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), """
                waivers:
                - rules: [ecr-policy-not-public, ecr-policy-no-foreign-account, ecr-policy-service-bounded]
                  repositories: [a]
                  grants: [{principals: ['%s'], actions: ['ecr:BatchGetImage', 'ecr:Get*']}]
                  owner: o
                  reason: r
                  expires: 2027-01-31
                """.formatted(principal));
        assertThat(SettingsFile.read(file).json())
                .contains("\"grants\":[{\"principals\":[\"" + principal
                        + "\"],\"actions\":[\"ecr:BatchGetImage\",\"ecr:Get*\"]}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [ecr-scan-on-push], repositories: [a]|waivers[0].rules[1]: 'ecr-scan-on-push'",
                "accounts: ['1*', '1*'], repositories: [a]|waivers[0].accounts[1]: '1*'",
                "repositories: [a, b, a]|waivers[0].repositories[2]: 'a'"
            })
    void aWaiverNamesNothingTwice(String twice, String expected) throws IOException {
        String rules = twice.startsWith("rules") ? "ecr-scan-on-push, ecr-scan-on-push" : "ecr-scan-on-push";
        assertThat(wrong("waivers: [{rules: [%s], %s, owner: o, reason: r, expires: 2027-01-31}]"
                        .formatted(rules, twice.replace("rules: [ecr-scan-on-push], ", ""))))
                .isEqualTo("1: " + expected + " is a duplicate of the one in line 1; keep one");
    }

    @Test
    void aWaiverThatCoversTheSameAsAnotherUntilTheSameDayIsRefused() throws IOException {
        String other = """
            - rules: [ecr-scan-on-push]
              accounts: ['*']
              repositories: [a]
              owner: another
              reason: another
              expires: 2027-01-31
            """;
        assertThat(wrong(WAIVER + other)).isEqualTo("7: waivers[1]: is a duplicate of the one in line 2; keep one");
        String grants = "  grants: [{principals: ['444455556666'], actions: ['ecr:Get*', 'ecr:Batch*']}]\n";
        String access = (WAIVER + grants).replace("ecr-scan-on-push", "ecr-policy-not-public");
        assertThat(wrong(access
                        + access.replace("waivers:\n", "")
                                .replace("'ecr:Get*', 'ecr:Batch*'", "'ecr:Batch*', 'ecr:Get*'")))
                .isEqualTo("8: waivers[1]: is a duplicate of the one in line 2; keep one");
    }

    @ParameterizedTest
    @CsvSource({
        "expires: 2027-01-31, expires: 2027-02-01",
        "repositories: [a], repositories: [b]",
        "ecr-scan-on-push, ecr-policy-present"
    })
    void aWaiverThatCoversSomethingElseIsNoDuplicate(String one, String other) throws IOException {
        Path file = Files.writeString(
                directory.resolve("auditor.yaml"),
                WAIVER + WAIVER.replace("waivers:\n", "").replace(one, other));
        assertThat(SettingsFile.read(file).json()).contains("\"waivers\":[{", "},{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-00-10", "2027-13-01", "2027-04-31", "2100-02-29", "0000-00-00"})
    void aDayOutsideTheCalendarIsRejected(String day) throws IOException {
        assertThat(wrong(WAIVER.replace("2027-01-31", day)))
                .startsWith("6: waivers[0].expires: '" + day + "' is not a day of the calendar; ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11112222333",
                "1111222233334",
                "1111-2222-3333",
                "arn:aws:iam::111122223333:root",
                "????",
                "1111*222222222",
                "[1]*",
                "",
                "١١١١٢٢٢٢٣٣٣٣"
            })
    void aGlobThatMatchesNoAccountIsRejected(String glob) throws IOException {
        assertThat(wrong("remediation: [{accounts: [\"%s\"], mode: ON}]".formatted(glob)))
                .startsWith("1: remediation[0].accounts[0]: '" + glob + "' is not an account id of 12 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "????????????", "1*2*3", "*1", "1111222233??", "*1*1*1*1*1*1*1*1*1*1*1*1*"})
    void aGlobThatCanMatchAnAccountIsAccepted(String glob) throws IOException {
        Path file = Files.writeString(
                directory.resolve("auditor.yaml"), "remediation: [{accounts: ['%s'], mode: ON}]".formatted(glob));
        assertThat(SettingsFile.read(file).json()).contains("[\"" + glob + "\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:latest", "a\\\\b", "{a}", "[a-z]", "^a$", "a,b", "é"})
    void otherCharactersInRepositoriesAreRejected(String glob) throws IOException {
        assertThat(wrong("exclusions: [{repositories: [\"%s\"], reason: r}]".formatted(glob)))
                .startsWith("1: exclusions[0].repositories[0]: '");
    }

    @ParameterizedTest
    @CsvSource({
        "'*', 1111*",
        "1111*, 11112222*",
        "1111*, 111122223333",
        "1111????????, 111122223333",
        "111122223333, 111122223333",
        "'*', '*'",
        "1*, 1111????????"
    })
    void anEntryThatAnEarlierOneHidesIsRefused(String first, String second) throws IOException {
        assertThat(wrong("""
                remediation:
                - accounts: ['999999999999', '%s']
                  mode: ON
                - mode: OFF
                  accounts:
                  - '%s'
                  - '888888888888'
                """.formatted(first, second)))
                .isEqualTo(
                        "6: remediation[1].accounts[0]: '%s' never decides, because '%s' in line 2 matches it first; put the narrower entry above"
                                .formatted(second, first));
    }

    @ParameterizedTest
    @CsvSource({"1111*, '*'", "111122223333, 1111*", "1111*, 2222*", "11??????????, 11*", "*1, 1*"})
    void anEntryThatDecidesForSomeAccountIsAccepted(String first, String second) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), """
                remediation:
                - {accounts: ['%s'], mode: ON}
                - {accounts: ['%s'], mode: OFF}
                """.formatted(first, second));
        assertThat(SettingsFile.read(file).mode()).isEqualTo(RemediationMode.ON);
    }

    @Test
    void theTopmostErrorIsReportedAndAMisspelledKeyBeforeTheMissingOne() throws IOException {
        assertThat(wrong("""
                waivers:
                - rules: [ecr-scan-on-push]
                  repositories: [a]
                  ower: o
                  reason: r
                  expires: x
                """)).startsWith("4: waivers[0].ower: unknown key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a comment\n", "---\n", "---\n...\n", "~", "null"})
    void anEmptyFileIsReportedAsEmpty(String yaml) throws IOException {
        assertThat(wrong(yaml))
                .isEqualTo("1: is empty; write at least one key, like alerts: {emails: [security@example.org]}");
    }

    @ParameterizedTest
    @CsvSource({
        "'exclusions: [', 1",
        "'exclusions: []\n  waivers: []', 2",
        "'exclusions:\n\t- a', 2",
        "'exclusions: \"open', 1",
        "'exclusions: []\n}', 2",
        "'exclusions: []\nwaivers', 2",
        "'%YAML 3.0\n---\nexclusions: []', 1",
        "'exclusions: @a', 1"
    })
    void textThatIsNotYamlIsReportedWithItsLine(String yaml, int line) throws IOException {
        assertThat(wrong(yaml.replace("\\n", "\n").replace("\\t", "\t"))).startsWith(line + ": is not YAML: ");
    }

    @Test
    void aSecondDocumentIsRefused() throws IOException {
        assertThat(wrong("exclusions: []\n---\nexclusions: []\n"))
                .isEqualTo("2: a second document begins; use one document, without a line ---");
    }

    @Test
    void mergeKeysAreNoKeys() throws IOException {
        assertThat(wrong("<<: {exclusions: []}")).startsWith("1: <<: unknown key");
    }

    @Test
    void aBombOfAliasesIsRefusedAtItsFirstAnchor() throws IOException {
        assertThat(wrong("""
                a: &a [x, x]
                b: &b [*a, *a]
                c: &c [*b, *b]
                """)).isEqualTo("1: a: has an anchor (&...), which is not supported; write the value itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void deepNestingIsRefused(String opening) throws IOException {
        assertThat(wrong(opening.repeat(200_000))).contains("; ").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9b, 0x200b, 0x2028, 0x202e, 0x2066, 0xfeff})
    void anInvisibleCharacterIsRefusedRawAndEscaped(int codePoint) throws IOException {
        String expected = "2: %scontains the invisible character U+%04X; remove it";
        assertThat(wrong("exclusions:\n- {repositories: [a], reason: x%sx}".formatted(Character.toString(codePoint))))
                .isEqualTo(expected.formatted("", codePoint));
        assertThat(wrong("exclusions:\n- {repositories: [a], reason: \"x\\u%04xx\"}".formatted(codePoint)))
                .isEqualTo(expected.formatted("exclusions[0].reason: ", codePoint));
        assertThat(wrong("exclusions: []\n\"x\\u%04xx\": []".formatted(codePoint)))
                .isEqualTo(expected.formatted("", codePoint));
    }

    @Test
    void aTextOfSeveralLinesIsRefused() throws IOException {
        assertThat(wrong("exclusions:\n- repositories: [a]\n  reason: |\n    one\n    two\n"))
                .isEqualTo("3: exclusions[0].reason: has more than one line; write it in one line, or fold it with >-");
    }

    @Test
    void textsAndListsHaveAMaximumLength() throws IOException {
        assertThat(wrong(WAIVER.replace("owner: o", "owner: " + "o".repeat(101))))
                .isEqualTo("4: waivers[0].owner: has more than 100 characters; shorten it");
        assertThat(wrong(WAIVER.replace("reason: r", "reason: " + "r".repeat(501))))
                .isEqualTo("5: waivers[0].reason: has more than 500 characters; shorten it");
        assertThat(wrong("exclusions:\n" + "- {repositories: [a], reason: r}\n".repeat(1001)))
                .isEqualTo("1: exclusions: has more than 1000 entries; remove some");
        assertThat(wrong("exclusions:\n- reason: r\n  repositories: [" + "a,".repeat(1001) + "]"))
                .isEqualTo("3: exclusions[0].repositories: has more than 1000 entries; remove some");
        assertThat(wrong("exclusions: [{reason: r, repositories: [" + "a".repeat(257) + "]}]"))
                .startsWith("1: exclusions[0].repositories[0]: '" + "a".repeat(80) + "...' is not a repository name");
    }

    @Test
    void moreAccountsThanCanBeComparedAreRefused() throws IOException {
        String entries = IntStream.range(0, 11)
                .mapToObj(entry -> "- mode: ON\n  accounts: ["
                        + IntStream.range(0, 1000)
                                .mapToObj(each -> "'%012d'".formatted(entry * 1000 + each))
                                .collect(Collectors.joining(","))
                        + "]\n")
                .collect(Collectors.joining());
        assertThat(wrong("remediation:\n" + entries))
                .isEqualTo("22: remediation[10]: more than 10000 accounts in total; use globs");
    }

    @Test
    void aHugeNumberCostsNothing() throws IOException {
        assertThat(wrong("exclusions: " + "9".repeat(900_000))).startsWith("1: exclusions: is a number and not a list");
    }

    @Test
    void aMissingFileIsReported() {
        Path missing = directory.resolve("auditor.yml");
        assertThat(wrong(missing))
                .startsWith(missing + ": no such file; a relative path starts at ")
                .hasLineCount(1);
    }

    @Test
    void aDirectoryIsReported() {
        assertThat(wrong(directory)).isEqualTo(directory + ": is a directory; give a file in it, like auditor.yaml");
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        Path file = Files.write(directory.resolve("auditor.yaml"), new byte[Source.MOST_BYTES + 1]);
        assertThat(wrong(file)).isEqualTo(file + ": has more than 1,048,576 bytes; check that it is the right file");
    }

    @Test
    void anotherEncodingIsReportedWithItsLine() throws IOException {
        Path file = Files.write(
                directory.resolve("auditor.yaml"),
                "exclusions:\n- reason: M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(wrong(file)).isEqualTo(file + ":2: is not UTF-8; save the file as UTF-8");
        Files.write(file, "exclusions: []".getBytes(StandardCharsets.UTF_16));
        assertThat(wrong(file)).isEqualTo(file + ":1: is not UTF-8; save the file as UTF-8");
        Files.write(file, new byte[] {'a', '\n', '\n', (byte) 0xc3});
        assertThat(wrong(file)).isEqualTo(file + ":3: is not UTF-8; save the file as UTF-8");
    }

    @Test
    void controlCharactersInTheFileNameAreEscaped() {
        assertThat(wrong(directory.resolve("a\u001b[31m\nb.yaml")))
                .contains("a\\u{1b}[31m\\u{a}b.yaml: no such file")
                .hasLineCount(1);
    }

    private String wrong(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("auditor.yaml"), yaml);
        String message = wrong(file);
        assertThat(message).startsWith(file + ":").hasLineCount(1);
        return message.substring(file.toString().length() + 1);
    }

    private static String wrong(Path file) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> SettingsFile.read(file))
                .getMessage();
    }
}
