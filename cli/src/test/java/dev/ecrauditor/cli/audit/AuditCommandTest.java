package dev.ecrauditor.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.cli.terminal.Progress;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RegistryRule;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
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

    /** Those that a registry gets a row for. */
    private static final int REGISTRY_RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(RegistryRule.class::isInstance)
            .count();

    /** Those that a key gets a row for. */
    private static final int KEY_RULES = (int) RuleCatalog.standard(Duration.ofMinutes(15)).rules().stream()
            .filter(KeyRule.class::isInstance)
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
                                "rule",
                                "account",
                                "subject",
                                "repositoryArn",
                                "verdict",
                                "severity",
                                "evidence",
                                "remediation"));
        assertThat(lines.stream()
                        .map(line -> line.text("subject", "kind").orElseThrow()
                                + line.text("subject", "arn").orElse("")
                                + line.text("rule").orElseThrow())
                        .distinct())
                .hasSize(lines.size());
        assertThat(of("REPOSITORY", lines))
                .hasSize(2 * RULES)
                .allSatisfy(line ->
                        assertThat(line.text("repositoryArn")).isPresent().isEqualTo(line.text("subject", "arn")));
    }

    @Test
    void agreesWithReplayForTheSameState() {
        load("SetRepositoryPolicy/wide-open-policy-that-counts-as-present");
        List<String> audited = of("REPOSITORY", json(audit("--output", "json"))).stream()
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
        assertThat(audit.out()).contains("2 repositories, 1 registry", "passed", "not applicable");
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
        assertThat(audit.err()).contains("us-east-1: could not be read", "ecr:DescribeRepositories");
        assertThat(audit.out()).contains("0 repositories, 1 registry: ");
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
        assertThat(of("REPOSITORY", json(audit("--output", "json")))).hasSize(2 * RULES);

        List<Json> one = json(audit("--repository", repository(), "--output", "json"));

        assertThat(of("REPOSITORY", one)).hasSize(RULES);
        assertThat(of("REGISTRY", one)).isEmpty();
    }

    @Test
    void theRegistryAndEachKeyHaveRowsOfTheirOwn() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");

        List<Json> lines = json(audit("--output", "json"));

        assertThat(of("REGISTRY", lines)).hasSize(REGISTRY_RULES).allSatisfy(line -> {
            assertThat(line.text("subject", "region")).contains("us-east-1");
            assertThat(line.at("subject", "arn").isAbsent()).isTrue();
            assertThat(line.at("repositoryArn").isAbsent()).isTrue();
            assertThat(line.text("account")).contains("111122223333");
        });
        assertThat(of("KEY", lines)).hasSize(KEY_RULES).allSatisfy(line -> {
            assertThat(line.text("subject", "arn").orElseThrow()).startsWith("arn:aws:kms:us-east-1:111122223333:key/");
            assertThat(line.at("repositoryArn").isAbsent()).isTrue();
        });
    }

    @Test
    void aRegistryThatFailsIsInTheTable() {
        loadRegion("\"registryPolicy\": " + OPEN.replace("}]", ", \"Resource\": \"*\"}]"));

        assertThat(listed(audit()))
                .contains("us-east-1/registry 111122223333  ecr-registry-policy-not-public")
                .contains("CRITICAL");
        assertThat(audit("--fail-on", "high").status()).isEqualTo(1);
    }

    @Test
    void aKeyThatFailsIsInTheTableOnceWithEveryRepositoryOnIt() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        Json disabled = of("KEY", json(audit("--output", "json"))).get(0);
        String arn = disabled.text("subject", "arn").orElseThrow();
        String id = arn.substring(arn.indexOf('/') + 1);
        loadRegion("""
                "keys": [{"keyId": "%s", "keyState": "Disabled"}],
                "repositories": [{"repositoryName": "second/app", "encryptionConfiguration":
                 {"encryptionType": "KMS", "kmsKey": "%s"}}]""".formatted(id, arn));

        CommandRun audit = audit("--fail-on", "critical");

        assertThat(audit.status()).isEqualTo(1);
        assertThat(listed(audit)).containsOnlyOnce("ecr-encryption-key-usable").contains("us-east-1/key " + id);
        assertThat(of("KEY", json(audit("--output", "json"))))
                .filteredOn(line -> line.text("rule").orElseThrow().equals("ecr-encryption-key-usable"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.text("verdict")).contains("FAIL");
                    assertThat(line.text("evidence", "facts", "repositories").orElseThrow())
                            .contains("second/app")
                            .contains(", ");
                    assertThat(line.items("remediation").toString()).contains("aws kms", arn);
                });
    }

    @Test
    void aNamedRepositoryIsAuditedWithItsKeyButWithoutTheGrantsOnIt() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");

        List<Json> one = json(audit("--repository", repository(), "--output", "json"));

        assertThat(of("KEY", one))
                .hasSize(KEY_RULES - 1)
                .noneMatch(line -> line.text("rule").orElseThrow().equals("ecr-encryption-key-grants"));
    }

    @Test
    void aDenyInTheRegistryPolicyClosesWhatTheRepositoryPolicyOpens() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        assertThat(listed(audit())).contains("ecr-policy-not-public");

        loadRegion("""
                "registryPolicy": {"Version": "2012-10-17", "Statement": [{"Sid": "Closed", "Effect": "Deny",
                 "Principal": "*", "Action": "ecr:*", "Resource": "*"}]}, "registryPolicyScope": "V2"
                """);

        assertThat(listed(audit())).doesNotContain("ecr-policy-not-public");
        assertThat(listed(audit("--repository", repository()))).doesNotContain("ecr-policy-not-public");
    }

    @Test
    void theTableListsWhatPassedOnRequestAndElseCountsIt() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");

        assertThat(listed(audit())).doesNotContain("ecr-policy-readable", "PASS");
        assertThat(audit().out()).containsPattern("ecr-policy-readable +0 +0 +1 +0 +0\n");
        assertThat(listed(audit("--all")))
                .containsPattern("PASS +us-east-1/\\S+ +ecr-policy-readable")
                .contains("\nN/A ");
    }

    @Test
    void aNamedRepositoryIsEvaluatedAlsoWhereItsRegistryIsNotAnsweredFor() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        String repository = repository();
        aws.failNext("ecr:GetRegistryPolicy", Fault.INTERNAL_ERROR, 3);

        CommandRun audit = audit("--repository", repository, "--output", "json");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.err()).startsWith("audit: could not read the settings of the registry in us-east-1: ");
        assertThat(of("REPOSITORY", json(audit))).hasSize(RULES);
    }

    @Test
    void aRepositoryThatIsNotAnsweredForIsReportedAndTheOthersAreEvaluated() {
        load("SetRepositoryPolicy/made-public-for-reading-by-a-person");
        aws.load(new ByteArrayInputStream(
                "{\"accounts\": {\"111122223333\": {\"eu-west-1\": {\"repositories\": [{\"repositoryName\": \"other\"}]}}}}"
                        .getBytes(StandardCharsets.UTF_8)));
        int attempts = 8;
        aws.failNext("ecr:GetRepositoryPolicy", Fault.INTERNAL_ERROR, attempts); // of the only one in us-east-1

        CommandRun audit = audit("--region", "eu-west-1", "--output", "json");

        assertThat(audit.status()).isEqualTo(3);
        assertThat(audit.err()).matches("audit: us-east-1: \\S+ could not be read: \\S+: Internal error\\s+");
        assertThat(of("REPOSITORY", json(audit))).hasSize(RULES);
    }

    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": [{"Sid": "Open", "Effect": "Allow", "Principal": "*",
             "Action": "ecr:BatchGetImage"}]}""";

    private void loadRegion(String members) {
        String state = "{\"accounts\": {\"111122223333\": {\"us-east-1\": {" + members + "}}}}";
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
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
                .allSatisfy(operation -> assertThat(operation.toString()).matches("(Get|Describe|BatchGet|List).*"));
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

        assertThat(listed(audit())).contains(foreign);
        assertThat(listed(audit("--trusted-account", "444455556666"))).doesNotContain(foreign);
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

    /** The table without the counts behind it. */
    private static String listed(CommandRun audit) {
        String out = "\n" + audit.out();
        return out.substring(0, out.indexOf("\nRULE "));
    }

    private static List<Json> of(String kind, List<Json> lines) {
        return lines.stream()
                .filter(line -> line.text("subject", "kind").orElseThrow().equals(kind))
                .toList();
    }

    private String repository() {
        return of("REPOSITORY", json(audit("--output", "json")))
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
