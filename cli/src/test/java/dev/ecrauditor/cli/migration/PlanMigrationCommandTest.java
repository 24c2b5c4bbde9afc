package dev.ecrauditor.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against local-aws; the command itself makes reading calls only. */
class PlanMigrationCommandTest {

    private static final String OWNER = "111122223333";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String REPOSITORIES = """
            "keys": [{"keyId": "1234abcd-12ab-34cd-56ef-1234567890ab", "keyManager": "CUSTOMER", "keyState": "Enabled"},
              {"keyId": "0987dcba-09fe-87dc-65ba-ab0987654321", "keyManager": "CUSTOMER", "keyState": "Disabled"}],
            "repositories": [{"repositoryName": "payments/api", "tags": {"team": "payments"}},
              {"repositoryName": "payments/good", "encryptionConfiguration":
                {"encryptionType": "KMS", "kmsKey": "1234abcd-12ab-34cd-56ef-1234567890ab"}}]
            """;

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
        load("");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void itOnlyReadsByCallsThatThePageLists() throws Exception {
        assertThat(plan("payments/api", "--key", KEY).status()).isZero();

        assertThat(aws.requests())
                .extracting("operation")
                .allSatisfy(operation -> assertThat(operation.toString()).matches("(Get|Describe|List|BatchGet).*"));
        String page = Files.readString(Path.of("../docs/migration.md"));
        String permissions = page.lines()
                .filter(line -> line.startsWith("| `plan-migration` |"))
                .findFirst()
                .orElseThrow();
        assertThat(aws.requests())
                .filteredOn(request -> !request.service().equals("sts"))
                .extracting("operation")
                .allSatisfy(operation -> assertThat(permissions).contains(operation.toString()));
    }

    @Test
    void theCommandsOfAllStepsAreTheScript() throws Exception {
        Json plan = JsonReader.read(plan("payments/api", "--output", "json").out());

        String commands = plan.items("steps").stream()
                .flatMap(step -> step.items("commands").stream())
                .map(line -> ((Json.Str) line).value())
                .collect(Collectors.joining("\n"));
        String script = withoutComments(plan("payments/api").out());
        assertThat(withoutComments(commands)).isEqualTo(script);
        assertThat(plan.items("steps")).allSatisfy(step -> {
            assertThat(step.text("id")).isPresent();
            assertThat(step.text("why")).isPresent();
            assertThat(step.at("reads")).isInstanceOf(Json.Arr.class);
        });
        assertThat(plan.items("steps").stream().map(step -> step.text("id").orElseThrow()))
                .containsExactly(
                        "values",
                        "functions",
                        "check",
                        "key",
                        "restore-archived-images",
                        "create-target",
                        "copy-images",
                        "verify-images",
                        "archive-again",
                        "verify-settings",
                        "record-pulls",
                        "repoint",
                        "delete-source",
                        "run");
    }

    private static String withoutComments(String script) {
        return script.lines()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aRepositoryOnACustomerManagedKeyNeedsNothing() throws Exception {
        CommandRun text = plan("payments/good");
        CommandRun json = plan("payments/good", "--output", "json");

        assertThat(text.status()).isZero();
        assertThat(text.out())
                .isEqualTo("# payments/good is encrypted with a customer managed key; there is nothing to" + " migrate."
                        + System.lineSeparator());
        assertThat(json.status()).isZero();
        assertThat(JsonReader.read(json.out()).items("steps")).isEmpty();
    }

    @Test
    void aRepositoryThatDoesNotExistCannotBeRead() {
        assertError(plan("payments/none"), 3, "could not read payments/none: it does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:DescribeRepositories",
                "ecr:GetRepositoryPolicy",
                "ecr:GetLifecyclePolicy",
                "ecr:ListTagsForResource"
            })
    void withoutASettingThatTheTargetNeedsThereIsNoPlan(String action) {
        aws.deny(OWNER, action);

        assertError(plan("payments/api"), 3, "missing permission " + action);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecr:DescribeImages",
                "ecr:GetRegistryScanningConfiguration",
                "ecr:DescribeRegistry",
                "ecr:GetSigningConfiguration",
                "ecr:GetRegistryPolicy",
                "ecr:DescribeRepositoryCreationTemplates",
                "ecr:DescribePullThroughCacheRules"
            })
    void withoutARegistrySettingThePlanLacksNotes(String action) {
        aws.deny(OWNER, action);

        CommandRun plan = plan("payments/api");

        assertThat(plan.status()).isEqualTo(3);
        assertThat(plan.err()).contains("missing permission " + action, "no notes about it");
        assertThat(plan.err().strip()).doesNotContain("\n");
        assertThat(plan.out()).contains("create_target");
    }

    @Test
    void whoCreatedTheRepositoryIsNotDecidedWithoutTheTemplates() {
        aws.deny(OWNER, "ecr:DescribeRepositoryCreationTemplates");

        assertError(plan("payments/api", "--created-by", "replication"), 3, "there is no plan");
    }

    @Test
    void anExistingKeyIsUsedAndNotChanged() {
        CommandRun plan = plan("payments/api", "--key", KEY);

        assertThat(plan.status()).isZero();
        assertThat(plan.out())
                .contains("key_arn='" + KEY + "'")
                .doesNotContain("create-key", "enable-key-rotation", "write_key_policy");
    }

    @Test
    void aKeyThatEcrCannotUseIsWrongUse() {
        assertError(plan("payments/api", "--key", KEY.replace("1234abcd", "aaaaaaaa")), 2, "KMS knows no such key");
        assertError(
                plan("payments/api", "--key", KEY.replaceFirst("[^/]*$", "0987dcba-09fe-87dc-65ba-ab0987654321")),
                2,
                "is not enabled but Disabled");
    }

    @Test
    void aNameThatIsNoneIsWrongUse() {
        assertError(plan("Payments"), 2, "not a repository name");
        assertError(plan("payments/api", "--new-name", "a b"), 2, "--new-name a b: not a repository name");
        assertError(plan("payments/api", "--new-name", "payments/api"), 2, "choose another name");
        assertError(plan("payments/api", "--created-by", "magic"), 2, "--created-by");
    }

    @Test
    void rulesThatMatchOnlyTheOldNameAreNoted(@TempDir Path folder) throws Exception {
        load("""
                "registryScanning": {"scanType": "BASIC", "rules": [{"scanFrequency": "SCAN_ON_PUSH",
                  "repositoryFilters": [{"filter": "payments/*", "filterType": "WILDCARD"}]}]},
                "replication": {"rules": [
                  {"destinations": [{"region": "eu-west-1", "registryId": "444455556666"}],
                   "repositoryFilters": [{"filter": "new", "filterType": "PREFIX_MATCH"}]}]},
                "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Import", "Effect": "Allow",
                  "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Action": "ecr:ReplicateImage",
                  "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/payments/*"}]},
                """);
        Path settings = Files.writeString(folder.resolve("auditor.yaml"), """
                waivers:
                  - rules: [ecr-policy-present]
                    accounts: ["*"]
                    repositories: ["payments/*"]
                    owner: payments
                    reason: legacy
                    expires: 2030-01-01
                """);

        CommandRun plan = plan("payments/api", "--new-name", "new/api", "--settings", settings.toString());

        assertThat(plan.out())
                .contains(
                        "scanning rule SCAN_ON_PUSH with the filters [payments/*] applies to payments/api and not to new/api",
                        "replication rule to 444455556666 eu-west-1 applies to new/api",
                        "The registry policy names payments/api and not new/api in statement 1 (Import)",
                        "The waiver of ecr-policy-present (legacy) applies to payments/api and not to new/api");
        assertThat(plan.status()).as(plan.err()).isZero();
    }

    @Test
    void aCacheRuleMakesItAPullThroughCache() {
        load("""
                "pullThroughCacheRules": [{"ecrRepositoryPrefix": "payments", "upstreamRegistryUrl": "public.ecr.aws"}],
                """);

        assertThat(plan("payments/api").out())
                .contains(
                        "create-repository-creation-template",
                        "ecr-creation-template-us-east-1",
                        "PULL_THROUGH_CACHE",
                        "NOTE: The plan copies no image")
                .doesNotContain("copy_image", "create_target");
        assertThat(plan("payments/api", "--created-by", "caller").out()).contains("copy_image");
    }

    private void load(String registry) {
        String state = "{\"accounts\": {\"" + OWNER + "\": {\"us-east-1\": {" + registry + REPOSITORIES + "}}}}";
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    private CommandRun plan(String repository, String... options) {
        List<String> line = new ArrayList<>(List.of(
                "plan-migration",
                repository,
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(options));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static void assertError(CommandRun run, int status, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(status);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }
}
