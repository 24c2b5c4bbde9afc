package dev.ecrauditor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.check.revision.BaseFiles;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check --base REF}, with git. */
class CheckBaseTest {

    private static final String REPOSITORY = """
            resource "aws_ecr_repository" "api" {
              name                 = "payments/api"
              image_tag_mutability = "MUTABLE"
              image_scanning_configuration {
                scan_on_push = true
              }
              encryption_configuration {
                encryption_type = "KMS"
                kms_key         = "alias/images"
              }
            }
            """;

    private static final String PARTNER = policy("444455556666");
    private static final String OWN = policy("111122223333");

    @TempDir
    private Path folder;

    private GitRepositoryFolder repository = new GitRepositoryFolder(Path.of(""));

    private static String policy(String account) {
        return """
                resource "aws_ecr_repository_policy" "api" {
                  repository = aws_ecr_repository.api.name
                  policy = jsonencode({
                    Version = "2012-10-17"
                    Statement = [{
                      Effect = "Allow", Principal = { AWS = "arn:aws:iam::%s:root" }, Action = "ecr:BatchGetImage"
                    }]
                  })
                }
                """.formatted(account);
    }

    @BeforeEach
    void gitIsInstalled() {
        assumeTrue(GitRepositoryFolder.isAvailable(), "skipped: git is not installed");
        repository = GitRepositoryFolder.in(folder);
    }

    private CommandRun compare(String... more) {
        List<String> line = new ArrayList<>(
                List.of("check", folder.toString(), "--account", "111122223333", "--region", "us-east-1"));
        line.addAll(List.of(more));
        if (!line.contains("--base")) {
            line.addAll(List.of("--base", "main"));
        }
        return CommandRun.of(line.toArray(String[]::new));
    }

    @Test
    void anOldFailureDoesNotFailThePullRequest() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        repository.write("main.tf", "\n\n" + REPOSITORY + OWN);

        CommandRun run = compare();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "failures: 0 new, 0 changed, 1 as before, 0 gone; could not be evaluated: 0; access of outsiders: 0")
                .doesNotContain("ecr-tag-immutable");
        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void aNewFailureFailsAtTheThreshold() throws IOException {
        repository.write("main.tf", REPOSITORY.replace("MUTABLE", "IMMUTABLE") + OWN);
        repository.commit();
        Path now = repository.write("main.tf", REPOSITORY + OWN);

        CommandRun run = compare();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("New", "MEDIUM", now + ":3", "ecr-tag-immutable", "failures: 1 new");
        assertThat(compare("--fail-on", "high").status()).isZero();
    }

    @Test
    void whatIsMendedIsSaid() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        repository.write("main.tf", REPOSITORY.replace("MUTABLE", "IMMUTABLE") + OWN);

        CommandRun run = compare();
        assertThat(run.out()).contains("Fails no longer", "ecr-tag-immutable", "1 gone");
        assertThat(run.status()).isZero();
    }

    @Test
    void anOutsiderWhoGainsAccessFailsWithAnExampleRequest() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        repository.write("main.tf", REPOSITORY + PARTNER);

        CommandRun run = compare("--fail-on", "critical");
        assertThat(run.out())
                .contains(
                        "main.tf:12 policy of aws_ecr_repository.api (repository payments/api), changed",
                        "Account 444455556666 can now pull images.",
                        "may call ecr:BatchGetImage");
        assertThat(run.status()).isEqualTo(1);
        assertThat(compare("--trusted-account", "444455556666", "--fail-on", "critical")
                        .status())
                .isZero();
    }

    @Test
    void aPolicyThatIsRemovedTakesAccessAway() throws IOException {
        repository.write("main.tf", REPOSITORY + PARTNER);
        repository.commit();
        repository.write("main.tf", REPOSITORY);

        CommandRun run = compare("--fail-on", "critical");
        assertThat(run.out()).contains(", removed", "Account 444455556666 can no longer pull images.");
        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void aRepositoryThatIsRenamedInTheSourceIsTheSame() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        Files.delete(folder.resolve("main.tf"));
        repository.write(
                "other.tf", (REPOSITORY + OWN).replace("\"api\"", "\"renamed\"").replace(".api", ".renamed"));

        CommandRun run = compare();
        assertThat(run.out()).contains("failures: 0 new, 0 changed, 1 as before, 0 gone");
        assertThat(run.status()).isZero();
    }

    @Test
    void aTemplateOfCloudFormationIsComparedToo() throws IOException {
        String template = """
                Resources:
                  Repo:
                    Type: AWS::ECR::Repository
                    Properties:
                      RepositoryName: tools
                      RepositoryPolicyText:
                        Version: "2012-10-17"
                        Statement: [{Effect: Allow, Principal: {AWS: "%s"}, Action: "ecr:BatchGetImage"}]
                """;
        repository.write("a.yaml", template.formatted("111122223333"));
        repository.commit();
        repository.write("a.yaml", template.formatted("*"));
        repository.write("b.yaml", template.formatted("111122223333"));

        CommandRun run = compare("--fail-on", "critical");
        assertThat(run.out())
                .contains("a.yaml:6 policy of " + folder.resolve("a.yaml") + "#Repo", "Every AWS account can now pull")
                .contains("b.yaml:6 policy of " + folder.resolve("b.yaml") + "#Repo (repository tools), added");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aRegistryPolicyIsComparedByTheActionsOfRegistries() throws IOException {
        String registry = """
                resource "aws_ecr_registry_policy" "this" {
                  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow",
                    Principal = { AWS = "arn:aws:iam::%s:root" }, Action = "ecr:ReplicateImage",
                    Resource = "arn:aws:ecr:us-east-1:111122223333:repository/*" }] })
                }
                """;
        repository.write("main.tf", registry.formatted("111122223333"));
        repository.commit();
        repository.write("main.tf", registry.formatted("444455556666"));

        assertThat(compare().out()).contains("policy of the registry, changed", "Account 444455556666 can now");
    }

    @Test
    void whatIsUnknownIsNeverNoChange() throws IOException {
        String unknown = "variable \"policy\" {}\n" + REPOSITORY
                + "resource \"aws_ecr_repository_policy\" \"api\" {\n repository = aws_ecr_repository.api.name\n"
                + " policy = var.policy\n}\n";
        repository.write("main.tf", unknown);
        repository.commit();

        CommandRun run = compare();
        assertThat(run.out())
                .contains("Not compared: the policy before is not known", "Not compared: the policy now is not known");
        assertThat(run.status()).isEqualTo(3);
    }

    @Test
    void aNamedAccountMayBeTheOwnOneWhereTheAccountIsNotKnown() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        repository.write("main.tf", REPOSITORY + PARTNER);

        CommandRun run = CommandRun.of("check", folder.toString(), "--base", "main");
        assertThat(run.out()).contains("every account that is named counts as an outsider; give --account");
        assertThat(run.out()).doesNotContain("000018273645");
    }

    @Test
    void aFileThatWasBrokenIsSaid() throws IOException {
        Path file = repository.write("main.tf", "resource \"aws_ecr_repository\" {{{\n");
        repository.commit();
        repository.write("main.tf", REPOSITORY + OWN);

        assertThat(compare().out()).contains("Not compared\n  before, " + file + ":1 ");
    }

    @Test
    void aFileThatIsBrokenNowRemovesNothing() throws IOException {
        repository.write("main.tf", REPOSITORY);
        repository.write("policy.tf", PARTNER);
        repository.commit();
        repository.write("policy.tf", "resource {{{");

        CommandRun run = compare();
        assertThat(run.out()).doesNotContain("can no longer").contains("Files that could not be read");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void linksOfTheRevisionAreNotFollowed() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        Files.createSymbolicLink(folder.resolve("link.tf"), Path.of("missing.tf"));
        repository.commit();

        CommandRun run = compare();
        assertThat(run.out()).contains("link.tf is a symbolic link or a submodule, which is not read");
        assertThat(run.status()).isNotZero();
    }

    @Test
    void valuesThatGitIgnoresAreTheSameForBoth() throws IOException {
        repository.write("main.tf", REPOSITORY.replace("\"MUTABLE\"", "var.tags") + OWN + "variable \"tags\" {}\n");
        repository.write(".gitignore", "*.tfvars\n");
        repository.commit();
        repository.write("terraform.tfvars", "tags = \"IMMUTABLE\"\n");

        CommandRun run = compare();
        assertThat(run.out()).contains("could not be evaluated: 0");
        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void aFileWithValuesIsThatOfTheRevision() throws IOException {
        repository.write("main.tf", REPOSITORY.replace("\"MUTABLE\"", "var.tags") + OWN + "variable \"tags\" {}\n");
        Path values = repository.write("prod.values", "tags = \"IMMUTABLE\"\n");
        repository.commit();
        repository.write("prod.values", "tags = \"MUTABLE\"\n");

        CommandRun run = compare("--var-file", values.toString());
        assertThat(run.out()).contains("New", "ecr-tag-immutable");
        assertThat(run.status()).isEqualTo(1);

        Path added = repository.write("added.values", "tags = \"MUTABLE\"\n");
        repository.git("add", "--all");
        assertThat(compare("--var-file", added.toString()).out())
                .contains(added + " is not in the revision, so its values are used for both");
    }

    @Test
    void aWaiverCoversAlsoTheAccessThatIsNew() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        String waiver = "# ecr-auditor:waive ecr-policy-no-foreign-account until 9000-01-31: the partner\n";
        repository.write("main.tf", REPOSITORY + waiver + PARTNER);

        CommandRun run = compare();
        assertThat(run.out()).contains(", changed (waived)", "Account 444455556666 can now pull images.");
        assertThat(run.status()).as(run.out()).isZero();
    }

    @Test
    void filesThatFunctionsReadAreThoseOfTheRevision() throws IOException {
        String source = REPOSITORY
                + "resource \"aws_ecr_repository_policy\" \"api\" {\n repository = aws_ecr_repository.api.name\n"
                + " policy = file(\"${path.module}/policy.txt\")\n}\n";
        String policy = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                + " \"Principal\": {\"AWS\": \"%s\"}, \"Action\": \"ecr:BatchGetImage\"}]}";
        repository.write("main.tf", source);
        repository.write("policy.txt", policy.formatted("111122223333"));
        repository.commit();
        repository.write("policy.txt", policy.formatted("444455556666"));

        assertThat(compare().out()).contains("Account 444455556666 can now pull images.");
    }

    @Test
    void jsonHasEachChangeInALine() throws IOException, MalformedJson {
        repository.write("main.tf", REPOSITORY.replace("MUTABLE", "IMMUTABLE") + OWN);
        repository.commit();
        repository.write("main.tf", REPOSITORY + PARTNER);

        List<Json> lines = new ArrayList<>();
        for (String line : compare("--output", "json").out().lines().toList()) {
            lines.add(JsonReader.read(line));
        }
        assertThat(lines)
                .anySatisfy(line -> {
                    assertThat(line.text("change")).contains("NEW");
                    assertThat(line.text("verdict", "rule")).contains("ecr-tag-immutable");
                })
                .anySatisfy(line -> {
                    assertThat(line.text("change")).contains("CHANGED");
                    assertThat(line.whole("policy", "line")).contains(12L);
                    assertThat(line.items("changes")).anySatisfy(change -> {
                        assertThat(change.text("change")).contains("OPENED");
                        assertThat(change.text("outsider", "id")).contains("444455556666");
                        assertThat(change.text("example", "action")).contains("ecr:BatchGetImage");
                    });
                });
    }

    @Test
    void markdownKeepsHostileTextInItsCell() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        String hostile = PARTNER.replace(
                "Effect =",
                "Sid = \"x|`**<img src=x onerror=a> @team [a](http://evil.example) &lt; #12\\nnew row\", Effect =");
        repository.write("a|b`<i>@team.tf", "");
        repository.write("main.tf", REPOSITORY.replace("payments/api", "payments/api-2") + hostile);
        repository.write("x|y <script>.yaml", """
                Resources:
                  "R|`<b>@team":
                    Type: AWS::ECR::Repository
                    Properties: {RepositoryName: "z"}
                """);

        CommandRun run = compare("--output", "markdown");
        assertThat(run.status()).isEqualTo(1);
        List<String> rows =
                run.out().lines().filter(line -> line.startsWith("|")).toList();
        assertThat(rows).hasSizeGreaterThan(4);
        assertThat(run.out()).contains("can now pull images");
        assertThat(run.out().replaceAll("\\\\.", ""))
                .as("without what is escaped")
                .doesNotContain("@team")
                .doesNotContain("<")
                .doesNotContain("`")
                .doesNotContain("http://")
                .doesNotContain("#12");
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.replace("\\|", "")
                                .chars()
                                .filter(c -> c == '|')
                                .count())
                        .isIn(3L, 5L, 6L, 2L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--upload-pack=touch x", "-h", "", "no-such-branch", "main:main.tf", "main;id", "$(id)", "a\nb"})
    void aRevisionThatIsNoneIsOneLine(String ref) throws IOException {
        repository.write("main.tf", REPOSITORY);
        repository.commit();

        CommandRun run = compare("--base=" + ref, "--base", ref.isEmpty() ? "" : ref);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).startsWith("check: ");
    }

    @Test
    void aFolderWithoutGitAndAnOutputWithoutPlaceAreOneLine() throws IOException {
        repository.write("main.tf", REPOSITORY);
        CommandRun none = compare();
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("--base main: git knows no such commit").hasLineCount(1);
        repository.commit();
        assertThat(compare("--output", "sarif").err()).contains("with --base write text, json or markdown");
        assertThat(CommandRun.of("check", folder.toString(), "--output", "markdown")
                        .err())
                .contains("--output markdown is a form of --base")
                .hasLineCount(1);
    }

    @Test
    void aPathOutsideOfTheRepositoryIsOneLine(@TempDir Path outside) throws IOException {
        repository.write("main.tf", REPOSITORY);
        repository.commit();
        Files.writeString(outside.resolve("main.tf"), REPOSITORY);

        CommandRun alone = CommandRun.of("check", outside.toString(), "--base", "main");
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("git does not read").hasLineCount(1);
        CommandRun both = compare(outside.toString());
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("is outside of the working tree").hasLineCount(1);
    }

    @Test
    void aFileOfARevisionIsNeverWrittenOutside() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        String blob = repository.answer("", "hash-object", "main.tf");
        String outside = repository.answer("100644 blob " + blob + "\tescaped.tf\n", "mktree");
        String tree =
                repository.answer("040000 tree " + outside + "\t..\n100644 blob " + blob + "\tmain.tf\n", "mktree");
        String commit = repository.answer(
                "", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit-tree", tree, "-m", "hostile");

        CommandRun run = compare("--base", commit);
        assertThat(run.out()).contains("../escaped.tf has a name that is not read");
        assertThat(run.status()).isEqualTo(3);
        assertThat(Path.of(System.getProperty("java.io.tmpdir"), "escaped.tf")).doesNotExist();
    }

    @Test
    void theFilesOfTheRevisionAreDeletedAtTheEnd() throws IOException {
        repository.write("main.tf", REPOSITORY + OWN);
        repository.commit();
        Path copy;
        try (BaseFiles files = BaseFiles.of("main", List.of(folder), List.of())) {
            copy = files.locationOf(folder);
            assertThat(copy.resolve("main.tf")).hasContent(REPOSITORY + OWN);
        }
        assertThat(copy).doesNotExist();
    }
}
