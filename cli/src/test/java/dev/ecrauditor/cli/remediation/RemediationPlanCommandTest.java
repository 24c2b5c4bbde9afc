package dev.ecrauditor.cli.remediation;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the simulated endpoint of local-aws, whose default account is 111122223333. */
class RemediationPlanCommandTest {

    private static final String ON = """
            remediation:
              - accounts: ['111122223333']
                mode: ON
            exclusions:
              - repositories: [sandbox/*]
                reason: Thrown away every night
            waivers:
              - rules: [ecr-scan-on-push]
                repositories: [payments/*]
                owner: payments@example.org
                reason: Scanned in the pipeline
                expires: 2999-01-31
              - rules: [ecr-scan-on-push]
                repositories: [search/*]
                owner: search@example.org
                reason: It was a busy week
                expires: 2020-01-31
            """;

    private static final String REPOSITORIES = """
            {"accounts": {"111122223333": {"us-east-1": {"repositories": [
              {"repositoryName": "media/batch"},
              {"repositoryName": "media/good", "imageScanningConfiguration": {"scanOnPush": true}},
              {"repositoryName": "media/tagged", "tags": {"ecr-auditor:remediation": "exclude"}},
              {"repositoryName": "payments/api"},
              {"repositoryName": "sandbox/good", "imageScanningConfiguration": {"scanOnPush": true}},
              {"repositoryName": "sandbox/one"},
              {"repositoryName": "search/indexer"}
            ]}}}}
            """;

    @TempDir
    private Path folder;

    @AutoClose
    private final LocalAws aws = LocalAws.start();

    @BeforeEach
    void load() {
        state(REPOSITORIES);
    }

    @Test
    void everyRepositoryThatIsNotScannedIsPrintedWithActionAndReason() {
        Map<String, Json> plan = planned(ON);

        assertThat(plan)
                .containsOnlyKeys("media/batch", "media/tagged", "payments/api", "sandbox/one", "search/indexer");
        assertThat(action(plan, "media/batch"))
                .isEqualTo("WRITE: images are not scanned, and the repository's own flag decides");
        assertThat(action(plan, "search/indexer")).as("the waiver has ended").startsWith("WRITE: ");
        assertThat(action(plan, "sandbox/one"))
                .isEqualTo("LEAVE: the settings exclude the repository: Thrown away every night");
        assertThat(action(plan, "payments/api"))
                .isEqualTo("LEAVE: waived by payments@example.org until 2999-01-31: Scanned in the pipeline");
        assertThat(action(plan, "media/tagged"))
                .isEqualTo("LEAVE: the repository carries the tag ecr-auditor:remediation");
    }

    @Test
    void aLineOfJsonHasTheDocumentedMembers() {
        assertThat(planned(ON).values()).allSatisfy(line -> {
            assertThat(line.members().keySet()).containsExactly("repositoryArn", "action", "why", "priorScanOnPush");
            assertThat(line.text("repositoryArn").orElseThrow())
                    .startsWith("arn:aws:ecr:us-east-1:111122223333:repository/");
            assertThat(line.bool("priorScanOnPush")).hasValue(false);
        });
    }

    @Test
    void whatIsScannedIsShownOnRequestOnlyWhoeverExcludesIt() {
        Map<String, Json> plan = planned(ON, "--all");

        assertThat(plan).hasSize(7);
        assertThat(action(plan, "media/good")).isEqualTo("NOT_NEEDED: images are scanned already");
        assertThat(action(plan, "sandbox/good")).isEqualTo("NOT_NEEDED: images are scanned already");
        assertThat(plan.get("media/good").bool("priorScanOnPush")).hasValue(true);
    }

    @Test
    void inADryRunNothingIsPlannedToBeWritten() {
        assertThat(action(planned(ON.replace("mode: ON", "mode: DRY_RUN")), "media/batch"))
                .startsWith("DRY_RUN: ");
    }

    @Test
    void anAccountThatIsOffIsExcluded() {
        assertThat(planned("remediation:\n  - accounts: ['4444*']\n    mode: ON\n")
                        .values())
                .hasSize(5)
                .allSatisfy(
                        line -> assertThat(line.text("why")).hasValue("remediation is off in account 111122223333"));
    }

    @Test
    void tagsThatCannotBeReadRefuse() {
        aws.deny("111122223333", "ecr:ListTagsForResource");

        Map<String, Json> plan = planned(ON);

        assertThat(action(plan, "media/batch"))
                .startsWith("REFUSE: ")
                .contains("tags could not be read", "ecr:ListTagsForResource");
        assertThat(action(plan, "sandbox/one"))
                .as("that it is excluded is known")
                .startsWith("LEAVE: ");
    }

    @Test
    void whereTheRegistryDecidesItIsRefused() {
        state("""
                {"accounts": {"111122223333": {"us-east-1": {"registryScanning": {"scanType": "ENHANCED", "rules": [
                  {"scanFrequency": "CONTINUOUS_SCAN",
                   "repositoryFilters": [{"filter": "search/*", "filterType": "WILDCARD"}]}]}}}}}
                """);

        Map<String, Json> plan = planned(ON, "--all");

        assertThat(action(plan, "media/batch")).startsWith("REFUSE: ").contains("the registry's scanning rules decide");
        assertThat(action(plan, "search/indexer")).startsWith("NOT_NEEDED: ");
        assertThat(action(plan, "media/good"))
                .as("its flag is on and does not count")
                .startsWith("REFUSE: ");
    }

    @Test
    void scanningThatCannotBeReadRefuses() {
        aws.deny("111122223333", "ecr:GetRegistryScanningConfiguration");

        assertThat(action(planned(ON), "media/batch"))
                .isEqualTo("REFUSE: the scanning settings could not be read: ECR denies reading how images are scanned"
                        + " (missing permission ecr:GetRegistryScanningConfiguration)");
    }

    @Test
    void theTableBeginsWithWritesAndEndsWithCounts() {
        CommandRun plan = plan(ON);

        assertThat(plan.status()).isZero();
        assertThat(plan.out().lines().toList()).first().asString().matches("ACTION +REPOSITORY +WHY");
        assertThat(plan.out().lines().skip(1).toList())
                .first()
                .asString()
                .matches("WRITE +us-east-1/media/batch +images are not scanned.*");
        assertThat(plan.out()).doesNotContain("media/good").contains("the settings exclude the repository");
        assertThat(plan.out().strip()).endsWith("7 repositories: 2 WRITE, 0 DRY_RUN, 0 REFUSE, 3 LEAVE, 2 NOT_NEEDED");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void onlyTheGivenRepositoryIsPlanned() {
        assertThat(planned(ON, "--repository", "sandbox/one")).containsOnlyKeys("sandbox/one");
    }

    @Test
    void everyGivenRegionIsPlanned() {
        state("""
                {"accounts": {"111122223333": {"eu-west-1": {"repositories": [{"repositoryName": "media/far"}]}}}}
                """);

        assertThat(planned(ON, "--region", "eu-west-1")).containsKeys("media/batch", "media/far");
    }

    @Test
    void aPlanOnlyReads() {
        plan(ON);

        assertThat(aws.requests())
                .isNotEmpty()
                .extracting("operation")
                .allSatisfy(operation -> assertThat(operation.toString()).matches("(Get|Describe|BatchGet|List).*"));
    }

    @Test
    void whatCannotBeReadGivesExitStatusThree() {
        assertThat(plan(ON, "--repository", "no/such").status()).isEqualTo(3);

        aws.deny("111122223333", "ecr:DescribeRepositories");

        CommandRun named = plan(ON, "--repository", "media/batch", "--output", "json");
        assertThat(named.status()).isEqualTo(3);
        assertThat(named.out()).contains("REFUSE").doesNotContain("priorScanOnPush");
        CommandRun all = plan(ON);
        assertThat(all.status()).isEqualTo(3);
        assertThat(all.err()).contains("remediation plan: could not read", "ecr:DescribeRepositories");
    }

    @Test
    void wrongUseGivesOneErrorLine() {
        assertOneErrorLine(CommandRun.of("remediation"), "remediation plan");
        assertOneErrorLine(CommandRun.of("remediation", "plan"), "--settings");
        assertOneErrorLine(
                CommandRun.of("remediation", "plan", "--settings", "no/such.yaml", "--region", "us-east-1"),
                "no/such.yaml");
        assertOneErrorLine(plan("remediation:\n  - accounts: ['*']\n    mode: MAYBE\n"), "auditor.yaml:3: ");
    }

    private static void assertOneErrorLine(CommandRun run, String hint) {
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip()).doesNotContain("\n").contains(hint).doesNotContain("Exception");
        assertThat(run.out()).isEmpty();
    }

    private void state(String json) {
        aws.load(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private CommandRun plan(String settings, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "remediation",
                "plan",
                "--settings",
                file(settings).toString(),
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private Map<String, Json> planned(String settings, String... arguments) {
        List<String> more = new ArrayList<>(List.of(arguments));
        more.addAll(List.of("--output", "json"));
        CommandRun run = plan(settings, more.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return run.out()
                .lines()
                .map(RemediationPlanCommandTest::read)
                .collect(Collectors.toMap(
                        line -> line.text("repositoryArn").orElseThrow().split("repository/", 2)[1],
                        Function.identity()));
    }

    private static String action(Map<String, Json> plan, String repository) {
        Json line = plan.get(repository);
        return line.text("action").orElseThrow() + ": " + line.text("why").orElseThrow();
    }

    private Path file(String settings) {
        try {
            return Files.writeString(folder.resolve("auditor.yaml"), settings);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }
}
