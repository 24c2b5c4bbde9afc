package dev.ecrauditor.cli.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the simulated endpoint of local-aws. */
class ExposureCommandTest {

    private static final String OWNER = "111122223333";
    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Pull", "Effect": "Allow",
             "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
             "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]}]}""";
    private static final String REGISTRY_POLICY = """
            {"Version": "2012-10-17", "Statement": [
             {"Sid": "Push", "Effect": "Allow", "Principal": "*", "Action": ["ecr:PutImage"],
              "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/prod/*"},
             {"Sid": "Shut", "Effect": "Deny", "Principal": "*", "Action": "ecr:*",
              "Resource": "arn:aws:ecr:us-east-1:111122223333:repository/secret"}]}""";

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private void load(String regions) {
        String state = "{\"accounts\": {\"%s\": {%s}}}".formatted(OWNER, regions);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    /** A registry with a path of each kind. */
    private void loadEverything() {
        load("""
            "us-east-1": {
              "repositories": [{"repositoryName": "app", "policyText": %s}, {"repositoryName": "prod/api"},
                {"repositoryName": "secret", "policyText": %s}],
              "registryPolicy": %s,
              "replication": {"rules": [{"destinations": [{"region": "eu-west-1", "registryId": "444455556666"},
                {"region": "eu-west-1", "registryId": "111122223333"}]}]},
              "creationTemplates": [{"prefix": "prod", "appliedFor": ["CREATE_ON_PUSH"], "repositoryPolicy": %s}],
              "pullThroughCacheRules": [{"ecrRepositoryPrefix": "hub", "upstreamRegistryUrl": "registry-1.docker.io"}]},
            "eu-west-1": {"repositories": [{"repositoryName": "app", "policyText": %s}]}""".formatted(OPEN, OPEN, REGISTRY_POLICY, OPEN, OPEN));
    }

    private CommandRun exposure(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "exposure",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static List<Json> json(CommandRun run) {
        return run.out()
                .lines()
                .map(line -> {
                    try {
                        return JsonReader.read(line);
                    } catch (MalformedJson wrong) {
                        throw new AssertionError(line, wrong);
                    }
                })
                .toList();
    }

    private static String text(Json line, String member) {
        return line.text(member).orElse("");
    }

    @Test
    void everyPathIsALineOfJsonByThePublishedSchema() throws IOException {
        loadEverything();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("..", "docs", "exposure.schema.json")));

        CommandRun run = exposure("--output", "json", "--region", "eu-west-1");

        for (String line : run.out().lines().toList()) {
            assertThat(schema.validate(line, InputFormat.JSON)).as(line).isEmpty();
        }
        assertThat(json(run))
                .filteredOn(line -> text(line, "type").equals("open"))
                .extracting(line -> text(line, "region") + " " + text(line, "path") + " " + text(line, "severity"))
                .containsExactlyInAnyOrder(
                        "us-east-1 REPOSITORY_POLICY HIGH",
                        "us-east-1 REGISTRY_POLICY CRITICAL",
                        "us-east-1 REPLICATION HIGH",
                        "us-east-1 REPLICATED_COPY HIGH",
                        "us-east-1 CREATION_TEMPLATE HIGH",
                        "us-east-1 CREATE_ON_PUSH LOW",
                        "us-east-1 PULL_THROUGH_CACHE INFO",
                        "eu-west-1 REPOSITORY_POLICY HIGH");
        assertThat(json(run))
                .filteredOn(line -> text(line, "type").equals("closed"))
                .singleElement()
                .satisfies(line ->
                        assertThat(text(line, "closedBy")).isEqualTo("registry policy, statement 2 (Sid \"Shut\")"));
        assertThat(run.status()).isZero();
    }

    @Test
    void theTextNamesPathsOfTheRegistryFirstAndCountsThem() {
        loadEverything();

        CommandRun run = exposure("--region", "eu-west-1");

        assertThat(run.out())
                .contains(
                        "Registry 111122223333 in us-east-1, 3 repositories",
                        "Every AWS account can alter images in prod/api.",
                        "Account 444455556666 can pull images in app.",
                        "Account 444455556666 receives every later push to 3 repositories (app, prod/api, secret).",
                        "Account 444455556666 can pull images in the copies of app.",
                        "Account 444455556666 can pull images in repositories to come.",
                        "By registry policy, statement 1 (Sid \"Push\"): principal *; resource",
                        "calls ecr:PutImage on arn:aws:ecr:us-east-1:111122223333:repository/prod/api",
                        "Closed by registry policy, statement 2 (Sid \"Shut\")",
                        "2 registries: open access paths: 1 CRITICAL, 5 HIGH, 1 LOW, 1 for information; 1 closed by a Deny;"
                                + " 0 not proven closed");
        assertThat(run.out().indexOf("Registry settings")).isLessThan(run.out().indexOf("Repository policies"));
        assertThat(run.out()).doesNotContain("aws:PrincipalAccount =");
    }

    @Test
    void oneRepositoryHasItsOwnPathsOnly() {
        loadEverything();

        CommandRun run = exposure("prod/api", "--output", "json");

        assertThat(json(run))
                .filteredOn(line -> text(line, "type").equals("open"))
                .extracting(line -> text(line, "path"))
                .containsExactlyInAnyOrder("REGISTRY_POLICY", "REPLICATION");
        assertThat(json(run))
                .allSatisfy(line -> assertThat(line.items("repositories").stream()
                                .map(name -> name.text().orElseThrow()))
                        .containsExactly("prod/api"));
        assertThat(run.out()).doesNotContain("repository/app", "repository/secret");
        assertThat(run.status()).isEqualTo(3);
        assertThat(json(run))
                .filteredOn(line -> text(line, "type").equals("unknown"))
                .singleElement()
                .satisfies(line -> assertThat(text(line, "reason")).contains("eu-west-1"));
    }

    @Test
    void oneRepositoryHasThePathsOfItsCopies() {
        loadEverything();

        CommandRun run = exposure("app", "--region", "eu-west-1", "--output", "json");

        assertThat(json(run))
                .extracting(line -> text(line, "region") + " " + text(line, "path"))
                .containsExactlyInAnyOrder(
                        "us-east-1 REPOSITORY_POLICY",
                        "us-east-1 REPLICATION",
                        "us-east-1 REPLICATED_COPY",
                        "eu-west-1 REPOSITORY_POLICY");
        assertThat(run.status()).isZero();
    }

    @Test
    void aPathAtTheGivenSeverityGivesExitStatusOne() {
        load("\"us-east-1\": {\"repositories\": [{\"repositoryName\": \"app\", \"policyText\": %s}]}".formatted(OPEN));
        assertThat(exposure().status()).isZero();
        assertThat(exposure("--fail-on", "critical").status()).isZero();
        assertThat(exposure("--fail-on", "high").status()).isEqualTo(1);
        assertThat(exposure("--fail-on", "high", "--trusted-account", "444455556666")
                        .status())
                .isZero();
    }

    @Test
    void aClosedRegistryIsSaidToBeClosed() {
        load("\"us-east-1\": {\"repositories\": [{\"repositoryName\": \"app\"}]}");
        CommandRun run = exposure();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains(
                        "us-east-1, 1 repository",
                        "No principal outside the account",
                        "1 registry: no open access paths");
    }

    @Test
    void whatAwsDeniesIsNotProvenClosedAndNamesThePermission() {
        load("\"us-east-1\": {\"repositories\": [{\"repositoryName\": \"app\", \"policyText\": %s}]}".formatted(OPEN));
        aws.deny(OWNER, "ecr:GetRegistryPolicy");
        aws.deny(OWNER, "ecr:DescribeRegistry");

        CommandRun text = exposure();
        CommandRun run = exposure("--output", "json");

        assertThat(text.status()).isEqualTo(3);
        assertThat(text.out()).contains("Not proven closed", "registry policy: ", "ecr:GetRegistryPolicy");
        assertThat(exposure("--fail-on", "high").status()).isEqualTo(1);
        assertThat(json(run))
                .filteredOn(line -> text(line, "type").equals("unknown"))
                .extracting(line -> text(line, "path") + " " + text(line, "deniedAction"))
                .containsExactly("REGISTRY_POLICY ecr:GetRegistryPolicy", "REPLICATION ecr:DescribeRegistry");
        assertThat(json(run)).anySatisfy(line -> assertThat(text(line, "type")).isEqualTo("open"));
    }

    @Test
    void aRepositoryThatDoesNotExistIsNotRead() {
        CommandRun run = exposure("no/such");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("repository no/such does not exist");
    }

    @Test
    void wrongUseIsRefused() {
        assertThat(exposure("Not A Name").status()).isEqualTo(2);
        assertThat(exposure("app", "--all-accounts").status()).isEqualTo(2);
        assertThat(exposure("--output", "xml").status()).isEqualTo(2);
    }

    @Test
    void otherAccountsAreReadWithTheirRoleAndGapsAreReported(@TempDir Path folder) throws IOException {
        String state = """
                {"organization": {"managementAccount": "111122223333", "accounts": [
                   {"id": "111122223333", "name": "management"}, {"id": "222233334444", "name": "a"},
                   {"id": "333344445555", "name": "b"}]},
                 "accounts": {"333344445555": {"roles": {"other": {"trusts": ["111122223333"]}}}, "222233334444": {"roles": {"ecr-auditor-read": {"trusts": ["111122223333"]}},
                   "us-east-1": {"repositories": [{"repositoryName": "app", "policyText": %s}]}}}}""".formatted(OPEN);
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));

        CommandRun all = exposure("--all-accounts", "--calls-per-second", "1000000", "--output", "json");

        assertThat(json(all))
                .extracting(line -> text(line, "type") + " " + text(line, "account"))
                .containsExactly("open 222233334444", "gap 333344445555");
        assertThat(all.status()).isEqualTo(3);
        Path file = Files.writeString(folder.resolve("accounts.txt"), "222233334444\n");
        CommandRun some = exposure("--accounts", file.toString(), "--calls-per-second", "1000000");
        assertThat(some.out()).contains("Registry 222233334444 in us-east-1");
        assertThat(some.status()).isZero();
    }
}
