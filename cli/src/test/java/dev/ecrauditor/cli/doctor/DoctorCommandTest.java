package dev.ecrauditor.cli.doctor;

import static dev.ecrauditor.cli.doctor.DeployedState.FIRST;
import static dev.ecrauditor.cli.doctor.DeployedState.HUB;
import static dev.ecrauditor.cli.doctor.DeployedState.HUB_REGION;
import static dev.ecrauditor.cli.doctor.DeployedState.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.cli.CommandRun;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.call.DenialReason;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command doctor on deployments without a mistake, with denied calls, and with wrong input. */
@Tag("long")
class DoctorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void everythingPassesInAHealthyOrganization() {
        DoctorRun doctor = DoctorRun.of(DeployedState.organization());

        assertThat(doctor.run().status()).as(doctor.run().out()).isZero();
        assertThat(doctor.results("PASS")).hasSizeGreaterThan(60);
        assertThat(doctor.results("FAIL")).isEmpty();
        assertThat(doctor.results("UNKNOWN")).isEmpty();
        assertThat(doctor.results("SKIPPED")).isEmpty();
    }

    @Test
    void everythingPassesInAHealthySingleAccount() {
        DoctorRun doctor = DoctorRun.of(DeployedState.singleAccount());

        assertThat(doctor.run().status()).as(doctor.run().out()).isZero();
        assertThat(doctor.results("SKIPPED")).isEmpty();
        assertThat(doctor.results("PASS"))
                .extracting(result -> result.text("check").orElseThrow())
                .contains("hub-stack", "hub-rules", "trail", "sweep")
                .doesNotContain("organization", "hub-bus", "forwarding-rule", "rollout");
    }

    @Test
    void theNewestEventOfEachAccountAndRegionIsNamed() {
        DeployedState state = DeployedState.organization().addAccounts(1);
        state.item("700000000000", HUB_REGION, "events").putObject("arrivedAt").put("S", "2026-11-28T23:59:59.5Z");

        DoctorRun doctor = DoctorRun.of(state);

        assertThat(doctor.results("PASS"))
                .filteredOn(result -> result.text("check").orElseThrow().equals("events"))
                .extracting(result -> result.text("account").orElseThrow() + " "
                        + result.text("region").orElseThrow() + ": "
                        + result.text("text").orElseThrow())
                .contains("700000000000 " + HUB_REGION + ": the newest event arrived on 2026-11-28 (UTC)")
                .anyMatch(text -> text.endsWith(": no event has arrived yet"));
    }

    @Test
    void aRuleOfASingleAccountIsOnTheDefaultBusAndHasTheSuffix() {
        DeployedState state = DeployedState.singleAccount();
        state.hubRule("ecr-auditor-changes-staging").put("state", "DISABLED");

        DoctorRun doctor = DoctorRun.of(state, "--output", "text");

        assertThat(doctor.run().status()).isEqualTo(1);
        assertThat(doctor.run().out()).contains("""
                FAIL     hub-rules: the rule ecr-auditor-changes-staging is disabled: no change is evaluated
                         in 111122223333 eu-west-1
                         fix, with credentials of account 111122223333:
                           aws events enable-rule --name ecr-auditor-changes-staging --region eu-west-1
                """);
    }

    @Test
    void namedAccountsNeedNoOrganization() {
        DeployedState state = DeployedState.organization().withSettings("""
                          organization: o-exampleorgid
                          organizationalUnits: [r-abcd]
                          managementAccount: "999988887777"
                        """, "  accounts: ['222233334444']\n");
        ((ObjectNode) state.bus().at("/policy/Statement/0")).remove("Condition");
        ((ObjectNode) state.bus().at("/policy/Statement/0"))
                .putObject("Principal")
                .put("AWS", FIRST);
        for (String role : List.of("read", "remediate", "import")) {
            ((ObjectNode) state.roles(FIRST).at("/ecr-auditor-" + role + "/policy/Statement/0/Condition"))
                    .remove("StringEquals");
        }

        assertThat(DoctorRun.of(state).run().status()).isZero();

        state.roles(FIRST).remove("ecr-auditor-read");
        DoctorRun doctor = DoctorRun.of(state);

        assertThat(doctor.results("FAIL")).singleElement().satisfies(failure -> {
            assertThat(failure.text("fix", "account")).contains(FIRST);
            assertThat(failure.items("fix", "commands"))
                    .extracting(command -> command.text().orElseThrow())
                    .containsExactly(
                            "aws cloudformation delete-stack --stack-name ecr-auditor-member-roles --region eu-west-1",
                            "aws cloudformation wait stack-delete-complete --stack-name ecr-auditor-member-roles --region eu-west-1",
                            "aws cloudformation deploy --stack-name ecr-auditor-member-roles --region eu-west-1"
                                    + " --template-file infra-cdk/target/members/ecr-auditor-member-roles.json"
                                    + " --capabilities CAPABILITY_NAMED_IAM --parameter-overrides HubAccount=111122223333"
                                    + " HubRegion=eu-west-1");
        });
    }

    @Test
    void beforeADeploymentNothingHasToBeDeployed() {
        DeployedState state = DeployedState.organization();
        state.root().putObject("accounts");

        DoctorRun doctor = DoctorRun.of(state, "--before-deployment");

        assertThat(doctor.run().status()).as(doctor.run().out()).isZero();
        assertThat(doctor.results("PASS"))
                .extracting(result -> result.text("check").orElseThrow())
                .containsExactly(
                        "credentials",
                        "regions",
                        "organization",
                        "delegated-administrator",
                        "trusted-access",
                        "organizational-units");
        assertThat(doctor.results("SKIPPED"))
                .extracting(result -> result.text("check").orElseThrow())
                .containsExactly("cdk-bootstrap");
    }

    @Test
    void credentialsOfAnotherAccountThanTheHubFail() {
        DoctorRun doctor = DoctorRun.of(DeployedState.organization(), "--hub-account", SECOND, "--before-deployment");

        assertThat(doctor.results("FAIL"))
                .extracting(failure -> failure.text("text").orElseThrow())
                .containsExactly("the credentials belong to account 111122223333, not to the hub account 444455556666");
    }

    @Test
    void credentialsOfTheManagementAccountFail() {
        DeployedState state = DeployedState.organization().withSettings("999988887777", HUB);
        state.ofOrganization().put("managementAccount", HUB);

        DoctorRun doctor = DoctorRun.of(state, "--before-deployment");

        assertThat(doctor.results("FAIL"))
                .extracting(failure -> failure.text("text").orElseThrow())
                .containsExactly(
                        "the credentials belong to the management account 111122223333; the hub must be another"
                                + " account, which is the delegated administrator of CloudFormation StackSets");
    }

    /** What the caller may not read is no failure and no success: its permission is named. */
    @ParameterizedTest
    @CsvSource({
        "organizations:DescribeOrganization, organization",
        "organizations:ListDelegatedAdministrators, delegated-administrator",
        "organizations:ListAccountsForParent, organizational-units",
        "cloudformation:DescribeOrganizationsAccess, trusted-access",
        "cloudformation:DescribeStacks, hub-stack",
        "cloudformation:ListStackInstances, rollout",
        "events:DescribeEventBus, hub-bus",
        "events:DescribeRule, hub-rules",
        "events:ListTargetsByRule, hub-rules",
        "sqs:GetQueueAttributes, queue-policies",
        "sqs:GetQueueUrl, dead-letters",
        "kms:DescribeKey, key-policies",
        "kms:GetKeyPolicy, key-policies",
        "sns:GetTopicAttributes, topic-policies",
        "sns:ListSubscriptionsByTopic, alert-subscribers",
        "lambda:GetFunctionConfiguration, functions",
        "lambda:GetFunctionConcurrency, functions",
        "lambda:GetAlias, functions",
        "lambda:ListEventSourceMappings, functions",
        "dynamodb:DescribeTable, finding-table",
        "dynamodb:GetItem, sweep",
        "iam:GetRole, read-role",
        "cloudtrail:DescribeTrails, trail",
        "cloudtrail:GetTrailStatus, trail",
        "cloudtrail:GetEventSelectors, trail"
    })
    void aDeniedCallIsUnknownAndNamesThePermission(String permission, String check) {
        DoctorRun doctor = DoctorRun.of(DeployedState.organization(), aws -> aws.deny(HUB, permission));

        assertThat(doctor.results("FAIL")).isEmpty();
        assertThat(doctor.results("UNKNOWN"))
                .isNotEmpty()
                .allSatisfy(unknown ->
                        assertThat(unknown.text("text").orElseThrow()).isEqualTo("AWS denies " + permission))
                .anySatisfy(unknown -> assertThat(unknown.text("check")).contains(check));
        assertThat(doctor.run().status()).isEqualTo(3);
    }

    @Test
    void anAccountThatRefusesTheRoleIsUnknownOnce() {
        DeployedState state = DeployedState.organization();
        state.roles(FIRST).remove(DeployedState.ROLE);

        DoctorRun doctor = DoctorRun.of(state);

        assertThat(doctor.results("UNKNOWN")).singleElement().satisfies(unknown -> {
            assertThat(unknown.text("check")).contains("account-readable");
            assertThat(unknown.text("account")).contains(FIRST);
            assertThat(unknown.text("text").orElseThrow())
                    .isEqualTo("AWS denies sts:AssumeRole (the role ecr-auditor-doctor does not exist there, does not"
                            + " trust you, or you may not assume it)");
        });
        assertThat(doctor.results("SKIPPED"))
                .filteredOn(skipped -> skipped.text("account").orElseThrow().equals(FIRST))
                .isNotEmpty()
                .allSatisfy(skipped -> assertThat(skipped.text("text")).contains("the account could not be read"));
        assertThat(doctor.run().status()).isEqualTo(3);
    }

    @Test
    void aFailureTakesPrecedenceOverWhatCouldNotBeRead() {
        DeployedState state = DeployedState.organization();
        state.trail().put("logging", false);

        assertThat(DoctorRun.of(state, aws -> aws.deny(HUB, "iam:GetRole"))
                        .run()
                        .status())
                .isEqualTo(1);
    }

    @Test
    void aServiceThatDoesNotAnswerIsUnknown() {
        DoctorRun doctor = DoctorRun.of(
                DeployedState.organization(), aws -> aws.failNext("sns:GetTopicAttributes", Fault.INTERNAL_ERROR, 20));

        assertThat(doctor.results("UNKNOWN"))
                .extracting(unknown -> unknown.text("text").orElseThrow())
                .contains("InternalError: Internal error");
        assertThat(doctor.run().status()).isEqualTo(3);
    }

    @Test
    void aPolicyThatIsNotEvaluatedIsUnknown() {
        DeployedState state = DeployedState.organization();
        DeployedState.statement(state.key("DataKey").at("/policy/Statement"), "EventBridgeSends")
                .putObject("Condition")
                .putObject("IpAddress")
                .put("aws:SourceIp", "203.0.113.0/24");

        DoctorRun doctor = DoctorRun.of(state);

        assertThat(doctor.results("FAIL")).isEmpty();
        assertThat(doctor.results("UNKNOWN"))
                .extracting(unknown -> unknown.text("text").orElseThrow())
                .containsExactly("whether DataKey, the key of table, queues and logs lets EventBridge use kms:Decrypt,"
                        + " kms:GenerateDataKey cannot be decided: in its policy statement 'EventBridgeSends' has an"
                        + " element that is not evaluated here");
        assertThat(doctor.run().status()).isEqualTo(3);
    }

    /** The role of the template trusts the hub's organization alone, and may only read. */
    @Test
    void theRoleForDoctorOnlyReads() throws IOException {
        String template = Files.readString(Path.of("../infra-cdk/templates/doctor-read-role.yaml"));

        assertThat(actions(Path.of("../infra-cdk/templates/doctor-read-role.yaml")))
                .allMatch(action -> action.matches("[a-z]+:(Describe|Get|List)[A-Za-z]+"));
        assertThat(template)
                .contains("aws:PrincipalOrgID: {Ref: OrganizationId}")
                .contains("Default: " + DeployedState.ROLE)
                .doesNotContain("ManagedPolicyArns", ":*'", "Deny");
    }

    @Test
    void anExplicitDenyIsUnknownToo() {
        DoctorRun doctor = DoctorRun.of(
                DeployedState.organization(),
                aws -> aws.deny(FIRST, "events:DescribeRule", DenialReason.SERVICE_CONTROL_POLICY));

        assertThat(doctor.results("FAIL")).isEmpty();
        assertThat(doctor.results("UNKNOWN"))
                .extracting(unknown -> unknown.text("account").orElseThrow())
                .containsOnly(FIRST);
    }

    @Test
    void textThatAwsReturnsCannotControlTheTerminal() {
        DeployedState state = DeployedState.organization();
        state.function("ecr-auditor-audit").put("State", "Failed").put("StateReason", "\u001b[2Jgone\u202e\nPASS");
        state.instance("ecr-auditor-member-roles", FIRST, HUB_REGION)
                .put("Status", "OUTDATED")
                .put("StatusReason", "\u0007\u200bPASS everything");

        String out = DoctorRun.of(state, "--output", "text").run().out();

        assertThat(out)
                .doesNotContain("\u001b", "\u202e", "\u0007", "\u200b")
                .contains("the function ecr-auditor-audit is Failed: ?[2Jgone??PASS");
        assertThat(out.lines().filter(line -> line.startsWith("PASS") && line.contains("everything")))
                .isEmpty();
    }

    @Test
    void equalFailuresAreOneWithTheirPlaces() {
        DeployedState state = DeployedState.organization().addAccounts(12);
        IntStream.range(0, 12)
                .mapToObj("%012d"::formatted)
                .map(id -> "7" + id.substring(1))
                .forEach(id -> state.rule(id, HUB_REGION, "ecr-auditor-forward").put("state", "DISABLED"));

        String out = DoctorRun.of(state, "--output", "text").run().out();

        assertThat(out)
                .contains("FAIL     forwarding-rule: the rule ecr-auditor-forward is disabled: no change is forwarded\n"
                        + "         in 12 accounts and Regions: 700000000000 eu-west-1, 700000000001 eu-west-1, ")
                .contains(" and 2 more\n")
                .contains("         fix, with credentials of each of these accounts:\n")
                .contains("           aws events enable-rule --name ecr-auditor-forward --region eu-west-1\n")
                .contains("12 failed");
        assertThat(out.lines().filter(line -> line.startsWith("FAIL"))).hasSize(1);
    }

    @Test
    void commandsThatMendSeveralFailuresArePrintedOnce() {
        DeployedState state = DeployedState.organization();
        state.function("ecr-auditor-audit").putArray("Aliases");
        state.hubRule("ecr-auditor-drain").put("schedule", "rate(1 hour)");

        String out = DoctorRun.of(state, "--output", "text").run().out();

        assertThat(out)
                .contains("         fix: the same commands as above, for hub-rules; run them once\n")
                .endsWith("Fix the failures from the top, then run doctor again.\n")
                .containsOnlyOnce("aws cloudformation delete-change-set")
                .containsOnlyOnce("aws cloudformation execute-change-set");
    }

    @Test
    void everyCauseOfARuleIsNamedAtOnce() {
        DeployedState state = DeployedState.organization();
        ObjectNode rule = state.rule(DeployedState.FIRST, DeployedState.OTHER_REGION, "ecr-auditor-forward");
        state.target(rule).put("arn", "arn:aws:events:eu-west-1:123456789012:event-bus/other");
        ((ArrayNode) rule.at("/pattern/detail/$or/0/eventName")).remove(0);

        String out = DoctorRun.of(state, "--output", "text").run().out();

        assertThat(out)
                .contains("but to arn:aws:events:eu-west-1:123456789012:event-bus/other; of the rule")
                .contains("the event pattern lacks CreateRepository in eventName")
                .contains(
                        "# the second operation is queued until the first ends; until then no change of this account");
    }

    @Test
    void aWiderPatternPasses() {
        DeployedState state = DeployedState.organization();
        for (ObjectNode rule : List.of(
                state.hubRule("ecr-auditor-changes"),
                state.rule(DeployedState.FIRST, DeployedState.OTHER_REGION, "ecr-auditor-forward"))) {
            ((ObjectNode) rule.at("/pattern/detail/$or/0")).remove("eventName");
        }

        assertThat(DoctorRun.of(state).results("FAIL")).isEmpty();
    }

    @Test
    void everyCommandThatCreatesALostTableIsPrinted() {
        DeployedState state = DeployedState.organization();
        state.hub().putArray("tables");

        assertThat(DoctorRun.of(state, "--output", "text").run().out())
                .contains("aws dynamodb list-backups")
                .contains("aws cloudformation execute-change-set");
    }

    @Test
    void theFirstSweepHasALimit() {
        assertThat(DoctorRun.of(DeployedState.organization()).results("PASS"))
                .anyMatch(result -> result.text("text")
                        .filter(text -> text.endsWith("this check fails after twice schedule.sweepEvery"))
                        .isPresent());
    }

    @Test
    void threeHundredAccountsAreReadByFewThreads() {
        DeployedState state = DeployedState.organization().addAccounts(297);

        DoctorRun doctor = DoctorRun.of(state);

        assertThat(doctor.run().status()).as(doctor.run().err()).isZero();
        assertThat(doctor.results("PASS"))
                .filteredOn(pass -> pass.text("check").orElseThrow().equals("forwarding-rule"))
                .hasSize(600);
        assertThat(doctor.requests().stream().filter(request -> request.action().equals("sts:AssumeRole")))
                .hasSize(299);
    }

    @Test
    void publishedSettingsThatAreOlderThanTheDeploymentFail() {
        DeployedState state = DeployedState.organization();
        String bucket = state.settingsBucket().orElseThrow();
        ((ObjectNode) state.hub().at("/stacks/0")).put("LastUpdatedTime", "2999-01-01T00:00:00Z");

        DoctorRun doctor = DoctorRun.of(state, aws -> publish(aws, bucket));

        assertThat(doctor.results("FAIL")).singleElement().satisfies(failure -> {
            assertThat(failure.text("check")).contains("settings");
            assertThat(failure.text("text").orElseThrow())
                    .startsWith("trust and waivers are those published at 20")
                    .contains("before the last update of the stack at 2999-01-01T00:00:00Z");
            assertThat(failure.items("fix", "commands"))
                    .extracting(command -> command.text().orElseThrow())
                    .containsExactly(
                            "./ecr-auditor settings publish SETTINGS_FILE --hub-region eu-west-1",
                            "# or, for trust and waivers as deployed: aws s3 rm s3://" + bucket + "/settings/key");
        });
    }

    @Test
    void publishedSettingsOfThisDeploymentPass() {
        DeployedState state = DeployedState.organization();
        String bucket = state.settingsBucket().orElseThrow();
        ((ObjectNode) state.hub().at("/stacks/0")).put("LastUpdatedTime", "2026-01-01T00:00:00Z");

        DoctorRun doctor = DoctorRun.of(state, aws -> publish(aws, bucket));

        assertThat(doctor.results("PASS"))
                .anyMatch(result ->
                        result.text("text").orElseThrow().startsWith("trust and waivers are those published at 20"));
    }

    private static void publish(LocalAws aws, String bucket) {
        new S3Objects(AwsClients.ofEndpoint(aws.endpoint(), HUB_REGION, HUB), bucket, Clock.systemUTC())
                .put("settings/key", "{}", "application/json");
    }

    @Test
    void itOnlyReads() {
        assertThat(DoctorRun.of(DeployedState.organization()).requests())
                .extracting(LoggedRequest::operation)
                .allMatch(name -> name.matches("(Describe|Get|List).*|AssumeRole"));
    }

    /** The policies to paste are what doctor calls, no more and no less. */
    @Test
    void theDocumentedPermissionsAreThoseThatItUses() throws IOException {
        List<LoggedRequest> requests =
                DoctorRun.of(DeployedState.organization()).requests();
        Set<String> withoutPermission = Set.of("sts:GetCallerIdentity");

        assertThat(actions(Path.of("../docs/doctor-policy.json")))
                .containsExactlyInAnyOrderElementsOf(
                        used(requests, request -> request.account().equals(HUB)).stream()
                                .filter(action -> !withoutPermission.contains(action))
                                .collect(Collectors.toCollection(() -> {
                                    TreeSet<String> all = new TreeSet<>();
                                    all.add("s3:ListBucket"); // else S3 denies what does not exist
                                    all.add("kms:Decrypt"); // DynamoDB decrypts the table with the caller's permission
                                    return all;
                                })));
        assertThat(actions(Path.of("../infra-cdk/templates/doctor-read-role.yaml")))
                .containsExactlyInAnyOrderElementsOf(
                        used(requests, request -> request.account().equals(FIRST)).stream()
                                .filter(action -> !withoutPermission.contains(action))
                                .toList());
    }

    /** The content of tables and what keys encrypt: only of the auditor's table. */
    @Test
    void theDocumentedPermissionsReadNoOtherData() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("../docs/doctor-policy.json"));

        assertThat(lines.get(lines.indexOf("      \"Action\": \"dynamodb:GetItem\",") + 1))
                .isEqualTo("      \"Resource\": \"arn:aws:dynamodb:*:*:table/EcrAuditor*\"");
        assertThat(String.join("", lines.subList(lines.indexOf("      \"Action\": \"kms:Decrypt\","), lines.size())))
                .matches("[^}]*\"kms:ViaService\": \"dynamodb\\.\\*[^}]*}.*");
    }

    private static Set<String> used(List<LoggedRequest> requests, Predicate<LoggedRequest> whose) {
        return requests.stream()
                .filter(whose)
                .map(LoggedRequest::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every action of a policy in JSON or YAML, without those of trust policies. */
    private static List<String> actions(Path file) throws IOException {
        return Files.readString(file)
                .lines()
                .flatMap(line -> Pattern.compile("\\b([a-z0-9]+:[A-Z][A-Za-z]+)\\b")
                        .matcher(line)
                        .results())
                .map(match -> match.group(1))
                .filter(action -> !file.toString().endsWith("yaml") || !action.equals("sts:AssumeRole"))
                .filter(action -> !action.startsWith("aws:") && !action.equals("kms:ViaService"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--hub-account 1111 | --hub-account 1111: not an account id; it has twelve digits, as 111122223333",
                "--role-name a/b | --role-name: not the name of a role; write it like ecr-auditor-doctor",
                "--before-deployment --hub-only | --before-deployment reads no watched account; leave out --hub-only and --role-name",
                "--hub-only --role-name doctor | --hub-only reads no watched account; leave out --role-name",
                "--output xml | Invalid value for option '--output'",
                "'' | the settings watch other accounts: give --role-name NAME"
            })
    void wrongUseIsOneLine(String options, String message) throws IOException {
        Path settings = Files.writeString(
                folder.resolve("auditor.yaml"), DeployedState.organization().settings());
        String[] line = ("doctor --settings " + settings + " --region eu-west-1 --endpoint-url http://127.0.0.1:1 "
                        + (options == null ? "" : options))
                .strip()
                .split(" ", -1);

        CommandRun run = CommandRun.of(line);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).contains(message));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMissingOrWrongSettingsFileIsOneLine() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "watch: {organisation: o-exampleorgid}");

        assertThat(CommandRun.of("doctor", "--settings", "nowhere.yaml", "--region", "eu-west-1"))
                .satisfies(run -> assertThat(run.status()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err())
                        .startsWith("doctor: --settings nowhere.yaml: no such file; name the settings file"));
        assertThat(CommandRun.of("doctor", "--settings", wrong.toString(), "--region", "eu-west-1")
                        .err())
                .contains("wrong.yaml:1: watch.organisation: unknown key")
                .hasLineCount(1);
        assertThat(CommandRun.of("doctor", "--region", "eu-west-1").status()).isEqualTo(2);
    }

    @Test
    void anEndpointThatRefusesIsOneLine() throws IOException {
        Path settings = Files.writeString(folder.resolve("auditor.yaml"), "{}");

        CommandRun run = CommandRun.of(
                "doctor",
                "--settings",
                settings.toString(),
                "--region",
                "eu-west-1",
                "--endpoint-url",
                "http://127.0.0.1:1");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("the endpoint refused the connection").hasLineCount(1);
    }

    @Test
    void trustAndWaiversMayBePublishedWithoutADeploy() {
        DoctorRun doctor = DoctorRun.of(
                DeployedState.organization().changeFile("alerts:", "trust: {accounts: ['123456789012']}\nalerts:"));

        assertThat(doctor.run().status()).isZero();
        assertThat(doctor.results("SKIPPED"))
                .extracting(result -> result.text("text").orElseThrow())
                .contains("the file differs from the deployed one in trust; whether that was published without a deploy"
                        + " is not checked");
    }

    @Test
    void everyJsonLineHasTheDocumentedMembers() {
        DeployedState state = DeployedState.organization();
        state.rules(FIRST, HUB_REGION).removeAll();
        DoctorRun doctor = DoctorRun.of(state);

        for (String status : List.of("PASS", "FAIL", "SKIPPED")) {
            assertThat(doctor.results(status)).isNotEmpty().allSatisfy(result -> {
                List<String> members = List.copyOf(result.members().keySet());
                assertThat(members)
                        .isEqualTo(
                                status.equals("FAIL")
                                        ? List.of("check", "status", "account", "region", "text", "fix")
                                        : List.of("check", "status", "account", "region", "text"));
                assertThat(result.text("text").orElseThrow()).doesNotContain("{", "}");
            });
        }
        Json fix = doctor.results("FAIL").get(0).at("fix");
        assertThat(fix.members().keySet()).containsExactly("account", "commands");
    }
}
