package dev.ecrauditor.cli.doctor;

import static dev.ecrauditor.cli.doctor.DeployedState.FIRST;
import static dev.ecrauditor.cli.doctor.DeployedState.HUB;
import static dev.ecrauditor.cli.doctor.DeployedState.HUB_REGION;
import static dev.ecrauditor.cli.doctor.DeployedState.MANAGEMENT;
import static dev.ecrauditor.cli.doctor.DeployedState.OTHER_REGION;
import static dev.ecrauditor.cli.doctor.DeployedState.SECOND;
import static dev.ecrauditor.cli.doctor.DeployedState.everyRegionOf;
import static dev.ecrauditor.cli.doctor.DeployedState.remove;
import static dev.ecrauditor.cli.doctor.DeployedState.removeStatement;
import static dev.ecrauditor.cli.doctor.DeployedState.statement;
import static dev.ecrauditor.cli.doctor.Misdeployment.ofHub;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * doctor on deployments with one mistake each: it names exactly that cause, its place and the command, and nothing else
 * fails or cannot be read. Without the mistake everything passes.
 */
@Tag("long")
class PlantedMisdeploymentsTest {

    private static final String REVERT = "aws cloudformation delete-change-set --stack-name EcrAuditor ";
    private static final String DEPLOY = "npx aws-cdk@2.1148.1 deploy EcrAuditor";
    private static final String OPT_IN_REGION = "af-south-1";
    private static final String ROLES = "ecr-auditor-member-roles";
    private static final String EVENTS = "ecr-auditor-member-events";
    private static final List<String> EVERYWHERE = Stream.of(HUB, FIRST, SECOND)
            .flatMap(account -> everyRegionOf(account).stream())
            .toList();

    static Stream<Misdeployment> misdeployments() {
        List<Misdeployment> all = new ArrayList<>();
        all.addAll(ofTheOrganization());
        all.addAll(ofTheStack());
        all.addAll(ofEvents());
        all.addAll(ofPolicies());
        all.addAll(ofFunctions());
        all.addAll(ofSubscribedFunctions());
        all.addAll(ofPeople());
        all.addAll(ofTheRollout());
        all.addAll(ofWatchedAccounts());
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misdeployments")
    void doctorNamesTheCauseThePlaceAndTheCommand(Misdeployment planted) {
        DeployedState state = DeployedState.organization();
        planted.plant().accept(state);

        DoctorRun doctor = DoctorRun.of(state);

        List<Json> failures = doctor.results("FAIL");
        assertThat(failures).as(doctor.run().err()).isNotEmpty().allSatisfy(failure -> {
            assertThat(failure.text("check")).contains(planted.check());
            assertThat(failure.text("text").orElseThrow()).contains(planted.cause());
            assertThat(failure.text("fix", "account")).contains(planted.account());
            assertThat(failure.items("fix", "commands").get(0).text().orElseThrow())
                    .contains(planted.command());
        });
        assertThat(failures)
                .extracting(failure -> failure.text("account").orElseThrow() + " "
                        + failure.text("region").orElseThrow())
                .containsExactlyInAnyOrderElementsOf(planted.places());
        assertThat(doctor.results("UNKNOWN")).isEmpty();
        assertThat(doctor.run().status()).isEqualTo(1);
    }

    @Test
    void thereAreAtLeastThirty() {
        assertThat(misdeployments()).hasSizeGreaterThanOrEqualTo(30).doesNotHaveDuplicates();
    }

    private static List<Misdeployment> ofTheOrganization() {
        return List.of(
                ofHub(
                        "the settings name another organization",
                        state -> state.ofOrganization().put("id", "o-anotherorgid"),
                        "organization",
                        "the account 111122223333 is in the organization o-anotherorgid, but watch.organization is o-exampleorgid",
                        "# write into the settings file"),
                ofHub(
                        "the settings name another management account",
                        state -> state.ofOrganization().put("managementAccount", FIRST),
                        "organization",
                        "the management account is 222233334444, but watch.managementAccount is 999988887777",
                        "# write into the settings file"),
                ofHub(
                        "the hub is in no organization",
                        state -> {
                            remove(
                                    (ArrayNode) state.ofOrganization().get("accounts"),
                                    state.ofOrganization().at("/accounts/1"));
                            state.ofOrganization().putArray("delegatedAdministrators");
                        },
                        "organization",
                        "the account 111122223333 is in no organization",
                        "# write into the settings file"),
                ofHub(
                                "the hub is no delegated administrator of anything",
                                state -> state.ofOrganization().putArray("delegatedAdministrators"),
                                "delegated-administrator",
                                "the hub account 111122223333 is no delegated administrator of CloudFormation StackSets",
                                "aws organizations register-delegated-administrator --account-id 111122223333")
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "the hub is delegated administrator of another service",
                                state -> state.ofOrganization()
                                        .putArray("delegatedServices")
                                        .add("config.amazonaws.com"),
                                "delegated-administrator",
                                "is no delegated administrator of CloudFormation StackSets",
                                "aws organizations register-delegated-administrator")
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "StackSets have no trusted access",
                                state -> state.ofOrganization().putArray("trustedServices"),
                                "trusted-access",
                                "CloudFormation StackSets have no trusted access to the organization",
                                "aws cloudformation activate-organizations-access")
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "an organizational unit does not exist",
                                state -> state.withSettings("[r-abcd]", "[r-abcd, ou-abcd-99999999]"),
                                "organizational-units",
                                "watch.organizationalUnits names ou-abcd-99999999, which does not exist",
                                "# write an id that these commands print")
                        .mendedIn(MANAGEMENT),
                ofHub(
                        "every account is excluded",
                        state -> state.withSettings("regions:", "excludedAccounts: ['1*', '2*', '4*']\n  regions:"),
                        "organizational-units",
                        "no active account is watched",
                        "# change watch.organizationalUnits or watch.excludedAccounts"),
                ofHub(
                        "a watched Region is not enabled in the hub account",
                        state -> state.watchAlso(OPT_IN_REGION)
                                .region(HUB, OPT_IN_REGION)
                                .put("enabled", false),
                        "regions",
                        "the Region af-south-1 is not enabled in the hub account 111122223333",
                        "aws account enable-region --region-name af-south-1"));
    }

    private static List<Misdeployment> ofTheStack() {
        return List.of(
                ofHub(
                        "the hub is not deployed",
                        state -> state.hub().putArray("stacks"),
                        "hub-stack",
                        "the stack EcrAuditor does not exist in account 111122223333 in eu-west-1",
                        DEPLOY),
                ofHub(
                        "the last deploy was rolled back",
                        state -> state.stack().put("StackStatus", "UPDATE_ROLLBACK_COMPLETE"),
                        "hub-stack",
                        "failed and was rolled back (UPDATE_ROLLBACK_COMPLETE)",
                        "aws cloudformation describe-stack-events"),
                ofHub(
                        "the rollback of the last deploy failed",
                        state -> state.stack().put("StackStatus", "UPDATE_ROLLBACK_FAILED"),
                        "hub-stack",
                        "and so did its rollback",
                        "aws cloudformation continue-update-rollback"),
                ofHub(
                        "the first deploy failed",
                        state -> state.stack().put("StackStatus", "ROLLBACK_COMPLETE"),
                        "hub-stack",
                        "was never deployed completely (ROLLBACK_COMPLETE)",
                        "aws cloudformation delete-stack --stack-name EcrAuditor"),
                ofHub(
                        "the table was deleted",
                        state -> state.hub().putArray("tables"),
                        "finding-table",
                        "does not exist: the records of all findings are lost",
                        "aws dynamodb list-backups"),
                ofHub(
                        "DynamoDB cannot use the table's key",
                        state -> ((ObjectNode) state.hub().at("/tables/0/SSEDescription"))
                                .put("InaccessibleEncryptionDateTime", 1_764_000_000),
                        "finding-table",
                        "DynamoDB cannot use the KMS key of the table",
                        "aws dynamodb describe-table"));
    }

    private static List<Misdeployment> ofEvents() {
        return List.of(
                ofHub(
                        "the hub bus was deleted",
                        state -> ((ObjectNode) state.hub().get("events")).putArray("buses"),
                        "hub-bus",
                        "the event bus ecr-auditor does not exist",
                        REVERT),
                ofHub(
                        "the hub bus lost its policy",
                        state -> state.bus().remove("policy"),
                        "hub-bus",
                        "does not accept events of the organization o-exampleorgid: in its policy no statement allows it",
                        "aws events put-permission --region eu-west-1 --event-bus-name ecr-auditor"),
                ofHub(
                        "the hub bus accepts another organization",
                        state -> ((ObjectNode) state.bus().at("/policy/Statement/0/Condition/StringEquals"))
                                .put("aws:PrincipalOrgID", "o-anotherorgid"),
                        "hub-bus",
                        "does not accept events of the organization o-exampleorgid",
                        "aws events put-permission"),
                ofHub(
                        "the hub bus denies events",
                        state -> ((ArrayNode) state.bus().at("/policy/Statement"))
                                .addObject()
                                .put("Sid", "Frozen")
                                .put("Effect", "Deny")
                                .put("Principal", "*")
                                .put("Action", "events:PutEvents")
                                .put("Resource", "*"),
                        "hub-bus",
                        "in its policy statement 'Frozen' denies it",
                        "aws events remove-permission --statement-id Frozen --event-bus-name ecr-auditor --region eu-west-1"),
                ofHub(
                        "the rule of the changes is disabled",
                        state -> state.hubRule("ecr-auditor-changes").put("state", "DISABLED"),
                        "hub-rules",
                        "the rule ecr-auditor-changes is disabled: no change is evaluated",
                        "aws events enable-rule --name ecr-auditor-changes --event-bus-name ecr-auditor --region eu-west-1"),
                ofHub(
                        "the schedule of the alert function was deleted",
                        state -> remove(state.rules(HUB, HUB_REGION), state.hubRule("ecr-auditor-drain")),
                        "hub-rules",
                        "the rule ecr-auditor-drain does not exist: alerts are published late",
                        REVERT),
                ofHub(
                        "the schedule of the sweep has another target",
                        state -> state.target(state.hubRule("ecr-auditor-sweep"))
                                .put("arn", "arn:aws:sqs:eu-west-1:111122223333:elsewhere"),
                        "hub-rules",
                        "the rule ecr-auditor-sweep does not send to arn:aws:sqs:eu-west-1:111122223333:SweepFunction",
                        REVERT),
                ofHub(
                        "the pattern of the changes was narrowed",
                        state -> ((ArrayNode)
                                        state.hubRule("ecr-auditor-changes").at("/pattern/detail/$or/0/eventName"))
                                .remove(1),
                        "hub-rules",
                        "of the rule ecr-auditor-changes the event pattern lacks SetRepositoryPolicy in eventName",
                        REVERT),
                ofHub(
                        "the alert function runs once an hour",
                        state -> state.hubRule("ecr-auditor-drain").put("schedule", "rate(1 hour)"),
                        "hub-rules",
                        "the rule ecr-auditor-drain has another schedule than the template",
                        REVERT));
    }

    private static List<Misdeployment> ofPolicies() {
        return List.of(
                ofHub(
                        "the queue of changes refuses its rule",
                        state -> state.changePolicy(
                                state.queue("EventIntakeChangeQueue"),
                                statements -> removeStatement(statements, "OurRuleSends")),
                        "queue-policies",
                        "the queue of changes does not accept the rule ecr-auditor-changes: in its policy no statement allows it",
                        REVERT),
                ofHub(
                        "the dead-letter queue of changes refuses EventBridge",
                        state -> state.changePolicy(
                                state.queue("EventIntakeChangeQueueDeadLetters"),
                                statements -> removeStatement(statements, "OurRuleSends")),
                        "queue-policies",
                        "the dead-letter queue of changes does not accept the rule ecr-auditor-changes",
                        REVERT),
                ofHub(
                        "the queue of drain requests refuses the audit function",
                        state -> state.changePolicy(
                                state.queue("AlertFunctionDrainQueue"),
                                statements -> ((ObjectNode) statement(statements, "NobodyElseSends")
                                                .at("/Condition/ArnNotEquals"))
                                        .putArray("aws:PrincipalArn")
                                        .add("arn:aws:iam::111122223333:role/ecr-auditor-sweep")
                                        .add("arn:aws:iam::111122223333:role/ecr-auditor-remediation")),
                        "queue-policies",
                        "the queue of drain requests does not accept the function ecr-auditor-audit: in its policy statement 'NobodyElseSends' denies it",
                        REVERT),
                ofHub(
                        "a queue is encrypted with the key of SQS",
                        state -> ((ObjectNode)
                                        state.queue("AlertFunctionDrainQueue").get("attributes"))
                                .put("KmsMasterKeyId", "alias/aws/sqs"),
                        "queue-policies",
                        "the queue of drain requests is not encrypted with the key of the auditor (it has alias/aws/sqs)",
                        REVERT),
                ofHub(
                        "a queue lost its dead-letter queue",
                        state -> ((ObjectNode)
                                        state.queue("EventIntakeChangeQueue").get("attributes"))
                                .remove("RedrivePolicy"),
                        "queue-policies",
                        "the queue of changes has no dead-letter queue",
                        REVERT),
                ofHub(
                        "a queue was deleted",
                        state -> remove((ArrayNode) state.hub().get("queues"), state.queue("UndeliveredEventsQueue")),
                        "queue-policies",
                        "the queue of undelivered events does not exist",
                        REVERT),
                new Misdeployment(
                        "the data key does not let EventBridge in",
                        state -> removeStatement(
                                (ArrayNode) state.key("DataKey").at("/policy/Statement"), "EventBridgeSends"),
                        "key-policies",
                        " does not let EventBridge use kms:Decrypt, kms:GenerateDataKey, so no event reaches the queues: in its policy no statement allows it",
                        List.of(HUB + " " + HUB_REGION),
                        HUB,
                        REVERT),
                new Misdeployment(
                        "the data key demands an account that EventBridge does not name",
                        state -> statement(state.key("DataKey").at("/policy/Statement"), "EventBridgeSends")
                                .putObject("Condition")
                                .putObject("StringEquals")
                                .put("aws:SourceAccount", HUB),
                        "key-policies",
                        " does not let EventBridge use kms:Decrypt, kms:GenerateDataKey, so no event reaches the queues: in its policy no statement allows it",
                        List.of(HUB + " " + HUB_REGION),
                        HUB,
                        REVERT),
                new Misdeployment(
                        "the data key does not let alarms in",
                        state -> removeStatement(
                                (ArrayNode) state.key("DataKey").at("/policy/Statement"),
                                "AlarmsReachTheOperationsTopic"),
                        "key-policies",
                        "does not let CloudWatch alarms use kms:",
                        List.of(HUB + " " + HUB_REGION),
                        HUB,
                        REVERT),
                ofHub(
                        "the data key is about to be deleted",
                        state -> state.key("DataKey").put("keyState", "PendingDeletion"),
                        "key-policies",
                        "cannot be used: its state is PendingDeletion",
                        "aws kms cancel-key-deletion --key-id DataKey"),
                ofHub(
                        "the operations topic refuses alarms",
                        state -> state.changePolicy(
                                state.topic("OperationsTopic"),
                                statements -> removeStatement(statements, "OurAlarmsPublish")),
                        "topic-policies",
                        "the operations topic does not accept the alarms of CloudWatch",
                        REVERT),
                ofHub(
                        "the operations topic refuses the rule of the remediation role",
                        state -> state.changePolicy(
                                state.topic("OperationsTopic"),
                                statements -> removeStatement(statements, "EventBridgePublishes")),
                        "topic-policies",
                        "the operations topic does not accept the rule ecr-auditor-scanning-switched-off",
                        REVERT),
                ofHub(
                        "the alert topic refuses the alert function",
                        state -> state.changePolicy(
                                state.topic("AlertTopic"),
                                statements -> ((ObjectNode) statement(statements, "OnlyTheAlertFunctionPublishes")
                                                .at("/Condition/ArnNotEquals"))
                                        .put("aws:PrincipalArn", "arn:aws:iam::111122223333:role/another")),
                        "topic-policies",
                        "the alert topic does not accept the function ecr-auditor-alert: in its policy statement 'OnlyTheAlertFunctionPublishes' denies it",
                        REVERT));
    }

    private static List<Misdeployment> ofFunctions() {
        return List.of(
                ofHub(
                        "a function failed",
                        state -> state.function("ecr-auditor-audit")
                                .put("State", "Failed")
                                .put("StateReason", "The role does not exist"),
                        "functions",
                        "the function ecr-auditor-audit is Failed: The role does not exist",
                        REVERT),
                ofHub(
                        "a function is switched off",
                        state -> state.function("ecr-auditor-sweep").put("ReservedConcurrentExecutions", 0),
                        "functions",
                        "the function ecr-auditor-sweep is switched off: it has a reserved concurrency of 0",
                        "aws lambda delete-function-concurrency --function-name ecr-auditor-sweep"),
                ofHub(
                        "a function was deleted",
                        state -> remove((ArrayNode) state.hub().get("functions"), state.function("ecr-auditor-alert")),
                        "functions",
                        "the function ecr-auditor-alert does not exist",
                        REVERT),
                ofHub(
                        "an alias names no published version",
                        state -> ((ObjectNode)
                                        state.function("ecr-auditor-audit").at("/Aliases/0"))
                                .put("FunctionVersion", "$LATEST"),
                        "functions",
                        "the alias 'live' of the function ecr-auditor-audit names no published version",
                        REVERT),
                ofHub(
                        "an event source mapping is disabled",
                        state -> state.mapping("ecr-auditor-alert").put("State", "Disabled"),
                        "functions",
                        "the function ecr-auditor-alert does not read its queue",
                        "aws lambda update-event-source-mapping --uuid"),
                ofHub(
                        "an event source mapping was deleted",
                        state -> state.function("ecr-auditor-remediation").putArray("Mappings"),
                        "functions",
                        "the function ecr-auditor-remediation does not read its queue",
                        REVERT),
                ofHub(
                        "a function has no settings",
                        state -> state.function("ecr-auditor-sweep").putArray("Layers"),
                        "settings",
                        "the function ecr-auditor-sweep has no settings",
                        REVERT),
                ofHub(
                        "the functions have different settings",
                        state -> ((ObjectNode)
                                        state.function("ecr-auditor-sweep").at("/Layers/0"))
                                .put("Arn", "arn:aws:lambda:eu-west-1:111122223333:layer:SettingsLayer:7"),
                        "settings",
                        "have different settings",
                        REVERT),
                ofHub(
                        "the settings file was changed and not deployed",
                        state -> state.changeFile("alerts:", "rules: {policyGrace: PT30M}\nalerts:"),
                        "settings",
                        "the settings file differs from the deployed one in rules",
                        DEPLOY),
                ofHub(
                        "changes are in the dead-letter queue",
                        state ->
                                state.queue("EventIntakeChangeQueueDeadLetters").put("messages", 3),
                        "dead-letters",
                        "3 messages are in the dead-letter queue of changes",
                        "aws logs filter-log-events --log-group-name /aws/lambda/ecr-auditor-audit"),
                ofHub(
                        "requests of the sweep are in the dead-letter queue, also those of accounts that left",
                        state -> state.queue("SweepFunctionSweepQueueDeadLetters")
                                .put("messages", 2),
                        "dead-letters",
                        "2 messages are in the dead-letter queue of the sweep",
                        "aws logs filter-log-events --log-group-name /aws/lambda/ecr-auditor-sweep"),
                ofHub(
                        "EventBridge could not deliver the schedule",
                        state -> state.queue("UndeliveredEventsQueue").put("messages", 1),
                        "dead-letters",
                        "1 message is in the queue of undelivered events",
                        "aws sqs receive-message"));
    }

    private static List<Misdeployment> ofSubscribedFunctions() {
        String securityHub = "ecr-auditor-security-hub";
        return List.of(
                ofHub(
                        "the Security Hub function was deleted",
                        state -> remove((ArrayNode) state.hub().get("functions"), state.function(securityHub)),
                        "subscribed-functions",
                        "the function ecr-auditor-security-hub does not exist",
                        REVERT),
                ofHub(
                        "the function of a webhook does not read its queue",
                        state -> state.mapping(state.slackFunction()).put("State", "Disabled"),
                        "subscribed-functions",
                        "does not read its queue",
                        "aws lambda update-event-source-mapping --uuid"),
                ofHub(
                        "the queue of the Security Hub function is not subscribed",
                        state -> remove(
                                (ArrayNode) state.topic("AlertTopic").get("subscriptions"),
                                state.subscription("SecurityHub")),
                        "subscribed-functions",
                        "the alert topic does not send to the queue of the function ecr-auditor-security-hub: the queue is not subscribed",
                        REVERT),
                ofHub(
                        "the queue of the Security Hub function refuses the alert topic",
                        state -> state.changePolicy(
                                state.queue("SecurityHub"), PlantedMisdeploymentsTest::removeStatementsOfSns),
                        "subscribed-functions",
                        "the queue of the function ecr-auditor-security-hub does not accept the alert topic: in its policy no statement allows it",
                        REVERT),
                ofHub(
                        "the queue of the Security Hub function lost its dead-letter queue",
                        state -> ((ObjectNode) state.queue("SecurityHub").get("attributes")).remove("RedrivePolicy"),
                        "subscribed-functions",
                        "the queue of the function ecr-auditor-security-hub has no dead-letter queue",
                        REVERT),
                ofHub(
                        "alerts are in the dead-letter queue of the Security Hub function",
                        state -> state.queue("SecurityHubSecurityHubQueueDeadLetters")
                                .put("messages", 4),
                        "subscribed-functions",
                        "4 messages are in the dead-letter queue of the function ecr-auditor-security-hub",
                        "aws logs filter-log-events --log-group-name /aws/lambda/ecr-auditor-security-hub"),
                ofHub(
                        "the data key does not let the alert topic in",
                        state -> removeStatementsOfSns(
                                (ArrayNode) state.key("DataKey").at("/policy/Statement")),
                        "key-policies",
                        "so no webhook and no Security Hub CSPM receives an alert: in its policy no statement allows it",
                        REVERT),
                ofHub(
                                "the role for importing was deleted",
                                state -> state.roles(FIRST).remove("ecr-auditor-import"),
                                "import-role",
                                "the role ecr-auditor-import does not exist",
                                "aws cloudformation delete-stack-instances --stack-set-name ecr-auditor-member-roles")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                ofHub(
                        "nothing but Security Hub is subscribed to alerts",
                        state -> {
                            state.withSettings(state.line("alerts: "), "");
                            ObjectNode kept = state.subscription("SecurityHub").deepCopy();
                            state.topic("AlertTopic").putArray("subscriptions").add(kept);
                        },
                        "alert-subscribers",
                        "nobody receives alerts: the topic has no confirmed subscriber",
                        "# write into the settings file"));
    }

    private static void removeStatementsOfSns(ArrayNode statements) {
        for (int i = statements.size() - 1; i >= 0; i--) {
            if (statements.get(i).at("/Principal/Service").asText().equals("sns.amazonaws.com")) {
                statements.remove(i);
            }
        }
    }

    private static List<Misdeployment> ofPeople() {
        return List.of(
                ofHub(
                        "a subscription to alerts is not confirmed",
                        state ->
                                ((ObjectNode) state.topic("AlertTopic").at("/subscriptions/0")).put("confirmed", false),
                        "alert-subscribers",
                        "security@example.org has not confirmed the subscription to alerts",
                        "aws sns subscribe --region eu-west-1 --topic-arn arn:aws:sns:eu-west-1:111122223333:AlertTopic"),
                ofHub(
                        "a subscription to alarms was cancelled",
                        state -> state.topic("OperationsTopic").putArray("subscriptions"),
                        "operations-subscribers",
                        "platform@example.org is not subscribed to alarms",
                        "aws sns subscribe"),
                ofHub(
                        "nobody was ever subscribed to alarms",
                        state -> {
                            state.withSettings("operations: {emails: [platform@example.org]}\n", "");
                            state.topic("OperationsTopic").putArray("subscriptions");
                        },
                        "operations-subscribers",
                        "nobody receives alarms: the topic has no confirmed subscriber",
                        "# write into the settings file"),
                ofHub(
                        "a chat channel is not subscribed",
                        state -> state.withSettings(
                                "alerts: {", "alerts: {slack: [{workspace: T0123ABCD, channel: C0123ABCD}], "),
                        "alert-subscribers",
                        "the chat channels of the settings are not subscribed to alerts",
                        REVERT));
    }

    private static List<Misdeployment> ofTheRollout() {
        return List.of(
                ofHub(
                        "the StackSet of the rules does not exist",
                        state -> ((ArrayNode) state.hub().get("stackSets")).remove(1),
                        "rollout",
                        "the StackSet ecr-auditor-member-events does not exist",
                        "npx aws-cdk@2.1148.1 deploy EcrAuditorRollout"),
                ofHub(
                                "the roles could not be deployed to an account",
                                state -> {
                                    ObjectNode instance = state.instance(ROLES, FIRST, HUB_REGION);
                                    instance.put("Status", "OUTDATED")
                                            .put("StatusReason", "a role of this name already exists");
                                    instance.putObject("StackInstanceStatus").put("DetailedStatus", "FAILED");
                                    state.roles(FIRST)
                                            .remove(List.of(
                                                    "ecr-auditor-read",
                                                    "ecr-auditor-forward",
                                                    "ecr-auditor-import",
                                                    "ecr-auditor-remediate"));
                                },
                                "roles-deployed",
                                "the StackSet ecr-auditor-member-roles could not be deployed (OUTDATED, FAILED): a role of this name already exists",
                                "aws cloudformation update-stack-instances --stack-set-name ecr-auditor-member-roles --call-as DELEGATED_ADMIN --region eu-west-1 --deployment-targets OrganizationalUnitIds=r-abcd,Accounts=222233334444,AccountFilterType=INTERSECTION --regions eu-west-1")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                ofHub(
                                "the rule of one account and Region is inoperable",
                                state -> state.instance(EVENTS, SECOND, OTHER_REGION)
                                        .put("Status", "INOPERABLE")
                                        .putObject("StackInstanceStatus")
                                        .put("DetailedStatus", "INOPERABLE"),
                                "rule-deployed",
                                "the StackSet ecr-auditor-member-events could not be deployed (INOPERABLE",
                                "aws cloudformation delete-stack-instances --stack-set-name ecr-auditor-member-events")
                        .in(List.of(SECOND + " " + OTHER_REGION)));
    }

    private static List<Misdeployment> ofWatchedAccounts() {
        return List.of(
                ofHub(
                                "the read role was deleted",
                                state -> state.roles(FIRST).remove("ecr-auditor-read"),
                                "read-role",
                                "the role ecr-auditor-read does not exist",
                                "aws cloudformation delete-stack-instances --stack-set-name ecr-auditor-member-roles")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                new Misdeployment(
                        "the read role trusts another hub",
                        state -> ((ObjectNode) state.roles(FIRST).at("/ecr-auditor-read/policy/Statement/0/Principal"))
                                .put("AWS", "arn:aws:iam::123456789012:root"),
                        "read-role",
                        "the role ecr-auditor-read cannot be assumed by the function ecr-auditor-audit and the function ecr-auditor-sweep: in its trust policy no statement allows it",
                        List.of(FIRST + " " + HUB_REGION),
                        HUB,
                        "aws cloudformation delete-stack-instances --stack-set-name ecr-auditor-member-roles"),
                ofHub(
                                "the read role does not trust the sweep",
                                state -> ((ArrayNode)
                                                state.roles(SECOND)
                                                        .at(
                                                                "/ecr-auditor-read/policy/Statement/0/Condition/ArnEquals/aws:PrincipalArn"))
                                        .remove(1),
                                "read-role",
                                "cannot be assumed by the function ecr-auditor-sweep: in its trust policy no statement allows it",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(SECOND + " " + HUB_REGION)),
                ofHub(
                                "the remediation role was deleted",
                                state -> state.roles(SECOND).remove("ecr-auditor-remediate"),
                                "remediation-role",
                                "the role ecr-auditor-remediate does not exist",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(SECOND + " " + HUB_REGION)),
                ofHub(
                                "the forwarding role refuses the rule of one Region",
                                state -> ((ObjectNode) state.roles(FIRST)
                                                .at("/ecr-auditor-forward/policy/Statement/0/Condition/ArnLike"))
                                        .put(
                                                "aws:SourceArn",
                                                "arn:aws:events:eu-west-1:222233334444:rule/ecr-auditor-forward"),
                                "forwarding-role",
                                "the role ecr-auditor-forward cannot be assumed by the rule ecr-auditor-forward in us-east-1",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                ofHub(
                                "the forwarding rule was deleted",
                                state -> remove(
                                        state.rules(FIRST, OTHER_REGION),
                                        state.rule(FIRST, OTHER_REGION, "ecr-auditor-forward")),
                                "forwarding-rule",
                                "the rule ecr-auditor-forward does not exist: no change is forwarded",
                                "aws cloudformation delete-stack-instances --stack-set-name ecr-auditor-member-events --call-as DELEGATED_ADMIN --region eu-west-1 --deployment-targets OrganizationalUnitIds=r-abcd,Accounts=222233334444,AccountFilterType=INTERSECTION --regions us-east-1")
                        .in(List.of(FIRST + " " + OTHER_REGION)),
                ofHub(
                                "the forwarding rule was never deployed",
                                state -> {
                                    state.removeInstance(EVENTS, FIRST, OTHER_REGION);
                                    remove(
                                            state.rules(FIRST, OTHER_REGION),
                                            state.rule(FIRST, OTHER_REGION, "ecr-auditor-forward"));
                                },
                                "forwarding-rule",
                                "the rule ecr-auditor-forward does not exist: no change is forwarded",
                                "aws cloudformation create-stack-instances --stack-set-name ecr-auditor-member-events")
                        .in(List.of(FIRST + " " + OTHER_REGION)),
                ofHub(
                                "the forwarding rule is disabled in both Regions of an account",
                                state -> everyRegionOf(FIRST)
                                        .forEach(place -> state.rule(
                                                        FIRST,
                                                        place.substring(place.indexOf(" ") + 1),
                                                        "ecr-auditor-forward")
                                                .put("state", "DISABLED")),
                                "forwarding-rule",
                                "the rule ecr-auditor-forward is disabled: no change is forwarded",
                                "aws events enable-rule --name ecr-auditor-forward --region ")
                        .in(everyRegionOf(FIRST))
                        .mendedIn(FIRST),
                ofHub(
                                "the forwarding rule sends to another hub",
                                state -> state.target(state.rule(SECOND, HUB_REGION, "ecr-auditor-forward"))
                                        .put("arn", "arn:aws:events:eu-west-1:123456789012:event-bus/ecr-auditor"),
                                "forwarding-rule",
                                "but to arn:aws:events:eu-west-1:123456789012:event-bus/ecr-auditor",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(SECOND + " " + HUB_REGION)),
                ofHub(
                                "the forwarding rule has no role",
                                state -> state.target(state.rule(SECOND, HUB_REGION, "ecr-auditor-forward"))
                                        .remove("roleArn"),
                                "forwarding-rule",
                                "the rule ecr-auditor-forward does not use the role ecr-auditor-forward",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(SECOND + " " + HUB_REGION)),
                ofHub(
                                "the pattern of the forwarding rule was narrowed",
                                state -> ((ObjectNode) state.rule(SECOND, HUB_REGION, "ecr-auditor-forward")
                                                .get("pattern"))
                                        .putArray("region")
                                        .add("us-east-1"),
                                "forwarding-rule",
                                "of the rule ecr-auditor-forward the event pattern is narrowed by [region]",
                                "aws cloudformation delete-stack-instances")
                        .in(List.of(SECOND + " " + HUB_REGION)),
                ofHub(
                                "changes were not delivered to the hub",
                                state -> ((ObjectNode)
                                                state.region(FIRST, HUB_REGION).at("/queues/0"))
                                        .put("messages", 2),
                                "undelivered-changes",
                                "2 changes were not delivered to the hub",
                                "aws sqs receive-message")
                        .in(List.of(FIRST + " " + HUB_REGION))
                        .mendedIn(FIRST),
                ofHub(
                                "the trail of the organization is stopped",
                                state -> state.trail().put("logging", false),
                                "trail",
                                "the trail arn:aws:cloudtrail:eu-west-1:999988887777:trail/management-events is stopped",
                                "aws cloudtrail start-logging --name arn:aws:cloudtrail:eu-west-1:999988887777:trail/management-events --region eu-west-1")
                        .in(EVERYWHERE)
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "the trail logs reads only",
                                state -> state.trail().put("readWriteType", "ReadOnly"),
                                "trail",
                                "the event selectors of the trail arn:aws:cloudtrail:eu-west-1:999988887777:trail/management-events leave them out",
                                "aws cloudtrail put-event-selectors")
                        .in(EVERYWHERE)
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "there is no trail",
                                state -> state.region(MANAGEMENT, HUB_REGION).putArray("trails"),
                                "trail",
                                "no trail logs write events, so EventBridge gets none: there is no trail",
                                "aws cloudtrail create-trail")
                        .in(EVERYWHERE)
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "the only trail has advanced selectors of data events",
                                state -> state.trail()
                                        .set(
                                                "advancedEventSelectors",
                                                state.hub().at("/trails/0/advancedEventSelectors")),
                                "trail",
                                "of the trails arn:aws:cloudtrail:eu-west-1:999988887777:trail/management-events no advanced event selector has eventCategory Management",
                                "aws cloudtrail create-trail")
                        .in(EVERYWHERE)
                        .mendedIn(MANAGEMENT),
                ofHub(
                                "a watched Region is not enabled in one account",
                                state -> state.watchAlso(OPT_IN_REGION)
                                        .region(FIRST, OPT_IN_REGION)
                                        .put("enabled", false),
                                "region-enabled",
                                "the Region af-south-1 is not enabled in the account",
                                "aws account enable-region --region-name af-south-1")
                        .in(List.of(FIRST + " " + OPT_IN_REGION))
                        .mendedIn(FIRST),
                ofHub(
                                "the auditor cannot read an account",
                                state -> state.item(FIRST, HUB_REGION, "coverage")
                                        .putObject("findings")
                                        .putObject("M")
                                        .putObject("auditor-coverage")
                                        .putObject("M")
                                        .putObject("open")
                                        .put("BOOL", true),
                                "sweep",
                                "its coverage finding is open",
                                "aws logs filter-log-events --log-group-name /aws/lambda/ecr-auditor-sweep")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                ofHub(
                                "events are lost on the way",
                                state -> state.item(FIRST, HUB_REGION, "coverage")
                                        .putObject("findings")
                                        .putObject("M")
                                        .putObject("event-silence")
                                        .putObject("M")
                                        .putObject("open")
                                        .put("BOOL", true),
                                "sweep",
                                "the sweep found changes that no event announced",
                                "# if every other check passes")
                        .in(List.of(FIRST + " " + HUB_REGION)),
                ofHub(
                                "the sweep does not run",
                                state -> state.item(FIRST, HUB_REGION, "sweep")
                                        .putObject("completedAt")
                                        .put("S", "2026-01-01T00:00:00Z"),
                                "sweep",
                                "the latest complete sweep is older than twice schedule.sweepEvery",
                                "aws logs filter-log-events")
                        .in(List.of(FIRST + " " + HUB_REGION)));
    }
}
