package dev.ecrauditor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    private static final String COMPLIANT = """
            AWSTemplateFormatVersion: "2010-09-09"
            Resources:
              Repo:
                Type: AWS::ECR::Repository
                Properties:
                  RepositoryName: payments/api
                  ImageTagMutability: IMMUTABLE
                  ImageScanningConfiguration: {ScanOnPush: "true"}
                  EncryptionConfiguration: {EncryptionType: KMS, KmsKey: alias/images}
                  RepositoryPolicyText:
                    Version: 2012-10-17
                    Statement:
                      - Effect: Allow
                        Principal: {AWS: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
                        Action: ecr:BatchGetImage
            """;

    private static final String MUTABLE = COMPLIANT.replace("IMMUTABLE", "MUTABLE");
    private static final String UNKNOWN =
            COMPLIANT.replace("IMMUTABLE", "!Ref Mutability") + "Parameters: {Mutability: {Type: String}}\n";
    private static final String FOREIGN =
            COMPLIANT.replace("!Sub \"arn:${AWS::Partition}:iam::${AWS::AccountId}:root\"", "'444455556666'");

    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static CommandRun check(String... arguments) {
        List<String> line = new ArrayList<>(List.of("check"));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static List<Json> lines(CommandRun run) {
        return run.out().lines().map(CheckCommandTest::json).toList();
    }

    private static Json json(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson wrong) {
            throw new AssertionError(line, wrong);
        }
    }

    private static Json row(CommandRun run, String rule) {
        return lines(run).stream()
                .filter(line -> line.text("rule").filter(rule::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCompliantTemplateEndsWithStatus0() throws IOException {
        CommandRun run = check(file("a.yaml", COMPLIANT));
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("1 resource: 0 failed, 0 could not be evaluated, 9 passed, 0 not applicable")
                .contains("The registry is assumed to be BASIC without scanning rules and without a policy");
    }

    @Test
    void aFailureIsOneRowWithFileAndLine() throws IOException {
        String file = file("a.yaml", MUTABLE);
        CommandRun run = check(file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("MEDIUM    " + file + ":7  Repo      ecr-tag-immutable  A push can move every tag")
                .contains("ecr-tag-immutable: Set ImageTagMutability to IMMUTABLE.");
    }

    @Test
    void aLineOfJsonHasEveryDocumentedMember() throws IOException {
        String file = file("a.yaml", MUTABLE);
        Json row = row(check(file, "--output", "json"), "ecr-tag-immutable");
        assertThat(row.text("file")).contains(file);
        assertThat(row.whole("line")).contains(7L);
        assertThat(row.text("resource")).contains("Repo");
        assertThat(row.text("type")).contains("AWS::ECR::Repository");
        assertThat(row.text("subject", "kind")).contains("REPOSITORY");
        assertThat(row.text("subject", "name")).contains("payments/api");
        assertThat(row.text("verdict")).contains("FAIL");
        assertThat(row.text("severity")).contains("MEDIUM");
        assertThat(row.text("evidence", "facts", "imageTagMutability")).contains("MUTABLE");
        assertThat(row.items("remediation")).containsExactly(Json.of("Set ImageTagMutability to IMMUTABLE."));
    }

    @Test
    void failOnChoosesWhichFailuresMatter() throws IOException {
        String file = file("a.yaml", MUTABLE);
        assertThat(check(file, "--fail-on", "high").status()).isZero();
        assertThat(check(file, "--fail-on", "medium").status()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeEvaluatedEndsWithStatus3() throws IOException {
        CommandRun run = check(file("a.yaml", UNKNOWN));
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out())
                .contains("MEDIUM?")
                .contains("could not be evaluated: the parameter Mutability has no default");
        assertThat(check(file("a.yaml", UNKNOWN), "--parameter", "Mutability=IMMUTABLE")
                        .status())
                .isZero();
    }

    @Test
    void aFileThatCannotBeReadIsReportedAndTheOthersAreEvaluated() throws IOException {
        String broken = file("broken.yaml", "AWSTemplateFormatVersion: [\n");
        file("good.yaml", MUTABLE);
        CommandRun run = check(directory.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out())
                .contains("Files that could not be read\n  " + broken + ":2 is not YAML: ")
                .contains("ecr-tag-immutable")
                .endsWith("1 file could not be read\n");
        assertThat(lines(check(directory.toString(), "--output", "json")))
                .anyMatch(line ->
                        line.text("problem").isPresent() && line.text("file").equals(java.util.Optional.of(broken)));
    }

    @Test
    void aNamedFileThatIsNoTemplateIsReported() throws IOException {
        CommandRun run = check(file("notes.txt", "nothing"), file("a.yaml", COMPLIANT));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).contains("notes.txt:1 is neither a template");
    }

    @Test
    void theAccountDecidesWhoIsForeign() throws IOException {
        String file = file("a.yaml", FOREIGN);
        assertThat(check(file).status()).isEqualTo(3);
        assertThat(check(file, "--account", "111122223333").status()).isEqualTo(1);
        assertThat(check(file, "--account", "444455556666").status()).isZero();
        assertThat(check(file, "--trusted-account", "444455556666").status()).isZero();
    }

    @Test
    void whatIsNotKnownOfTheDeploymentIsWrittenInWords() throws IOException {
        CommandRun run = check(file("a.yaml", COMPLIANT.replace("BatchGetImage", "*")), "--output", "json");
        assertThat(run.out()).doesNotContain("000018273645").doesNotContain("xx-unknown");
    }

    @Test
    void anInlineWaiverIsAppliedAndAnExpiredOneReported() throws IOException {
        String comment = "  # ecr-auditor:waive ecr-tag-immutable until %s: the reason\n  Repo:";
        CommandRun waived = check(file("a.yaml", MUTABLE.replace("  Repo:", comment.formatted("9000-01-31"))));
        assertThat(waived.status()).as(waived.out()).isZero();
        assertThat(waived.out()).contains("1 waived");
        CommandRun expired = check(file("a.yaml", MUTABLE.replace("  Repo:", comment.formatted("2020-01-31"))));
        assertThat(expired.status()).isEqualTo(1);
        assertThat(expired.out()).contains("a.yaml:3 The waiver waives nothing: its last day was 2020-01-31.");
    }

    @Test
    void theSettingsFileDecidesAboutRulesTrustAndWaivers() throws IOException {
        String file = file("a.yaml", FOREIGN.replace("IMMUTABLE", "MUTABLE"));
        String settings = file("settings.yaml", """
                trust: {accounts: ['444455556666'], ownOrganization: false}
                waivers:
                  - rules: [ecr-tag-immutable]
                    repositories: ['payments/*']
                    owner: payments@example.org
                    reason: moves to immutable tags
                    expires: 9000-01-31
                """);
        CommandRun run = check(file, "--settings", settings, "--output", "json");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(row(run, "ecr-tag-immutable").text("verdict")).contains("WAIVED");
        assertThat(row(run, "ecr-tag-immutable").text("waived"))
                .contains("payments@example.org until 9000-01-31: moves to immutable tags");
        CommandRun both = check(file, "--settings", settings, "--trusted-account", "444455556666");
        assertThat(both.status()).isEqualTo(2);
        String organization = file("organization.yaml", "trust: {ownOrganization: true}\n");
        assertThat(check(file, "--settings", organization).out())
                .contains("The settings trust the own organization without naming it");
    }

    @Test
    void theGivenRegistryTakesThePlaceOfTheAssumption() throws IOException {
        String answers = file("registry.json", """
                {"registryId": "111122223333", "scanningConfiguration": {"scanType": "ENHANCED", "rules": []}}""");
        CommandRun run = check(file("a.yaml", COMPLIANT), "--registry", answers);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("ecr-scan-on-push").doesNotContain("is assumed to be BASIC");
    }

    @Test
    void allListsEveryVerdict() throws IOException {
        assertThat(check(file("a.yaml", COMPLIANT), "--all").out())
                .contains("PASS      ")
                .contains("ecr-policy-present");
    }

    @Test
    void inputThatCannotBeUsedEndsWithStatus2AndOneLine() throws IOException {
        String template = file("a.yaml", COMPLIANT);
        String empty = Files.createDirectory(directory.resolve("empty")).toString();
        List<List<String>> lines = List.of(
                List.of(directory.resolve("missing").toString()),
                List.of(empty),
                List.of(template, "--account", "1"),
                List.of(template, "--region", "Virginia"),
                List.of(template, "--registry", template),
                List.of(template, "--registry", directory.resolve("missing").toString()),
                List.of(template, "--parameter", "x"),
                List.of());
        for (List<String> line : lines) {
            CommandRun run = check(line.toArray(String[]::new));
            assertThat(run.status()).as(line.toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).as(line.toString()).hasSize(1);
        }
    }

    @Test
    void theStandInOfAnUnknownAccountIsNoAccountOfAPolicy() throws IOException {
        String file = file("a.yaml", FOREIGN.replace("444455556666", "000018273645"));
        assertThat(check(file).status()).isEqualTo(2);
        assertThat(check(file, "--account", "111122223333").status()).isEqualTo(1);
    }

    @Test
    void controlCharactersOfATemplateDoNotReachTheTerminal() throws IOException {
        String file = file("a.json", "{\"Resources\": {\"R\\u001b[31m\": {\"Type\": \"AWS::ECR::Repository\"}}}");
        assertThat(check(file).out()).contains("R?[31m").doesNotContain("\u001b[31m");
    }
}
