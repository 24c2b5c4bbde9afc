package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the simulated endpoint of local-aws. */
class AuditCommandTest {

    private static final String EVENTS = "../events/";

    /** Those that a repository gets a row for. */
    private static final int RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RepositoryRule.class::isInstance)
            .count();

    private LocalAws aws;

    @BeforeEach
    void start() {
        aws = LocalAws.start();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void printsOneJsonLinePerRuleAndRepository() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        load("PutImageScanningConfiguration/switched-off-by-a-person");

        List<Json> lines = json(audit("--output", "json"));

        assertThat(lines)
                .allSatisfy(line -> assertThat(line.members().keySet())
                        .containsExactly(
                                "rule", "account", "repositoryArn", "verdict", "severity", "evidence", "remediation"));
        assertThat(lines.stream()
                        .map(line -> line.text("repositoryArn").orElseThrow()
                                + line.text("rule").orElseThrow())
                        .distinct())
                .hasSize(lines.size())
                .hasSize(2 * RULES);
    }

    @Test
    void agreesWithReplayForTheSameState() {
        load("SetRepositoryPolicy/wide-open-policy-that-counts-as-present");
        List<String> audited = json(audit("--output", "json")).stream()
                .filter(line -> line.text("verdict").orElseThrow().equals("FAIL"))
                .map(line -> line.text("rule").orElseThrow() + " "
                        + line.text("severity").orElseThrow())
                .toList();

        CommandRun replay = CommandRun.of(
                "replay",
                EVENTS + "SetRepositoryPolicy/wide-open-policy-that-counts-as-present/event.json",
                "--output",
                "json",
                "--endpoint-url",
                aws.endpoint().toString());

        assertThat(json(replay).stream()
                        .flatMap(alert -> alert.items("findings").stream())
                        .map(finding -> finding.text("ruleId").orElseThrow() + " "
                                + finding.text("severity").orElseThrow())
                        .toList())
                .isEqualTo(audited)
                .contains("ecr-policy-not-public CRITICAL");
    }

    @Test
    void theTableShowsTheWorstFirstAndCountsTheRest() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        load("CreateRepository/unencrypted-from-the-console");

        CommandRun audit = audit();

        assertThat(audit.out().lines().skip(1).findFirst().orElseThrow())
                .startsWith("HIGH")
                .contains("ecr-policy-not-public");
        assertThat(audit.out()).contains("2 repositories: ", "passed", "not applicable");
    }

    @Test
    void findingsAtTheGivenSeverityGiveExitStatusOne() {
        load("CreateRepository/unencrypted-from-the-console");

        assertThat(audit().status()).isZero();
        assertThat(audit("--fail-on", "high").status()).isZero();
        assertThat(audit("--fail-on", "medium").status()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeEvaluatedIsNotCompliant() {
        load("SetRepositoryPolicy/reading-the-policy-denied");

        CommandRun audit = audit("--fail-on", "high");

        assertThat(audit.status()).isEqualTo(1);
        assertThat(audit.out()).contains("HIGH?", "missing permission ecr:GetRepositoryPolicy");
    }

    @Test
    void aRegionThatMayNotBeListedGivesExitStatusThree() {
        aws.deny("111122223333", "ecr:DescribeRepositories");

        CommandRun audit = audit();

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.err()).contains("could not read", "ecr:DescribeRepositories");
    }

    @Test
    void aGivenRepositoryThatDoesNotExistGivesExitStatusThree() {
        CommandRun audit = audit("--repository", "no/such");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.err()).contains("no/such", "it does not exist");
    }

    @Test
    void onlyTheGivenRepositoryIsAudited() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        load("CreateRepository/unencrypted-from-the-console");
        assertThat(json(audit("--output", "json")).size()).isEqualTo(2 * RULES);
        assertThat(json(audit("--repository", repository(), "--output", "json")))
                .hasSize(RULES);
    }

    @Test
    void everyGivenRegionIsAudited() {
        load("CreateRepository/unencrypted-from-the-console");

        CommandRun.of(
                "audit", "--endpoint-url", aws.endpoint().toString(), "--region", "us-east-1", "--region", "eu-west-1");

        assertThat(aws.requests().stream()
                        .filter(request -> request.service().equals("ecr"))
                        .map(request -> request.region())
                        .distinct())
                .contains("us-east-1", "eu-west-1");
    }

    @Test
    void auditOnlyReads() {
        load("PutImageScanningConfiguration/switched-off-by-a-person");

        audit();

        assertThat(aws.requests())
                .extracting("operation")
                .allSatisfy(operation -> assertThat(operation.toString()).matches("(Get|Describe|BatchGet).*"));
    }

    @Test
    void theBarIsShownOnATerminalOnly() {
        StringWriter text = new StringWriter();
        try (Progress progress = new Progress(new PrintWriter(text), true)) {
            progress.at(1, 2, "us-east-1");
        }
        assertThat(text.toString()).contains("[###############               ] 1/2 us-east-1");
        load("CreateRepository/unencrypted-from-the-console");
        assertThat(audit().err()).isEmpty();
    }

    @Test
    void theRulesArePrintedAsTextAndJson() {
        assertThat(CommandRun.of("rules").out())
                .contains(
                        "ecr-scan-on-push (MEDIUM)", "  Security Hub CSPM: ECR.1\n", "  PCI DSS v4.0.1: 6.2.3, 6.2.4\n")
                .contains("ecr-lifecycle-policy-present (LOW, off by default)");
        assertThat(json(CommandRun.of("rules", "--output", "json")))
                .hasSize(RuleCatalog.every(RuleOptions.of(Duration.ofMinutes(15)))
                        .rules()
                        .size())
                .allSatisfy(line -> {
                    assertThat(line.text("why")).isPresent();
                    assertThat(line.bool("onByDefault")).isPresent();
                })
                .filteredOn(line -> line.text("rule").equals(Optional.of("ecr-tag-immutable")))
                .singleElement()
                .satisfies(line -> assertThat(line.items("mappings").get(0))
                        .isEqualTo(new JsonObject()
                                .put("framework", "Security Hub CSPM")
                                .put("id", "ECR.2")
                                .build()));
    }

    @Test
    void aTrustedAccountIsNoFindingInAuditAndReplay() {
        load("SetRepositoryPolicy/policy-for-one-named-account");
        String foreign = "ecr-policy-no-foreign-account";

        assertThat(audit().out()).contains(foreign);
        assertThat(audit("--trusted-account", "444455556666").out()).doesNotContain(foreign);
        assertThat(replayed()).contains(foreign);
        assertThat(replayed("--trusted-account", "123456789012", "--trusted-account", "444455556666"))
                .doesNotContain(foreign);
    }

    @Test
    void aTrustedOrganizationIsNoFinding() {
        load("SetRepositoryPolicy/public-policy-replaced-by-organization");

        assertThat(audit().out()).contains("every account of an organization");
        assertThat(audit("--trusted-organization", "o-a1b2c3d4e5").out())
                .doesNotContain("every account of an organization");
    }

    private String replayed(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "replay",
                EVENTS + "SetRepositoryPolicy/policy-for-one-named-account/event.json",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new)).out();
    }

    private String repository() {
        return json(audit("--output", "json"))
                .get(0)
                .text("repositoryArn")
                .orElseThrow()
                .split("repository/", 2)[1];
    }

    private void load(String story) {
        aws.load(Path.of(EVENTS + story + "/account.json"));
    }

    private CommandRun audit(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                "audit",
                "--region",
                "us-east-1",
                "--endpoint-url",
                aws.endpoint().toString()));
        line.addAll(List.of(arguments));
        return CommandRun.of(line.toArray(String[]::new));
    }

    private static List<Json> json(CommandRun run) {
        return run.out().lines().map(AuditCommandTest::read).toList();
    }

    private static Json read(String line) {
        try {
            return JsonReader.read(line);
        } catch (MalformedJson malformed) {
            throw new AssertionError(line, malformed);
        }
    }
}
