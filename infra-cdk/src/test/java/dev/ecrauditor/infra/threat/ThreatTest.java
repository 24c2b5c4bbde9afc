package dev.ecrauditor.infra.threat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.infra.TestJson;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of the table of threats, asserted on every template; and templates that break each row. */
class ThreatTest {

    @TestFactory
    Stream<DynamicTest> noTemplateBreaksARow() {
        return templates().entrySet().stream()
                .flatMap(template -> Arrays.stream(Threat.values())
                        .map(threat -> DynamicTest.dynamicTest(
                                threat.row() + ": " + template.getKey(),
                                () -> assertThat(threat.breachesIn(template.getValue()))
                                        .isEmpty())));
    }

    /** What is planted into which template, and the row that has to catch it. */
    private record Planted(Threat threat, String template, String name, String resource) {}

    @TestFactory
    Stream<DynamicTest> aPlantedBadTemplateIsCaughtByItsRow() {
        return planted()
                .map(one -> DynamicTest.dynamicTest(one.threat().row() + ": " + one.name(), () -> {
                    JsonNode template = templates().get(one.template()).deepCopy();
                    assertThat(one.threat().breachesIn(template)).isEmpty();
                    ((ObjectNode) template.get("Resources")).set("Planted", TestJson.json(one.resource()));
                    assertThat(one.threat().breachesIn(template))
                            .isNotEmpty()
                            .allSatisfy(breach -> assertThat(breach).startsWith("Planted"));
                }));
    }

    @Test
    void everyRowHasABadTemplateThatItCatches() {
        assertThat(planted().map(Planted::threat).distinct()).containsExactlyInAnyOrder(Threat.values());
    }

    @Test
    void theReadmeNamesTheSameRows() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        assertThat(lines.stream()
                        .skip(lines.indexOf("## Threats"))
                        .takeWhile(line -> !line.startsWith("### "))
                        .filter(line -> line.startsWith("| ") && !line.startsWith("| threat "))
                        .map(line -> line.split("\\|", -1)[1].strip()))
                .containsExactlyElementsOf(
                        Arrays.stream(Threat.values()).map(Threat::row).toList());
    }

    private static Stream<Planted> planted() {
        return Stream.of(
                rule(Threat.FORGED_EVENT, "any source", "{'detail-type':['AWS API Call via CloudTrail']}"),
                rule(
                        Threat.FORGED_EVENT,
                        "a source by its prefix",
                        "{'source':[{'prefix':'aws.'}],'detail-type':['AWS API Call via CloudTrail'],'detail':{'eventSource':['ecr.amazonaws.com'],'errorCode':[{'exists':false}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "any event source",
                        "{'source':['aws.ecr'],'detail-type':['AWS API Call via CloudTrail'],'detail':{'errorCode':[{'exists':false}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "failed calls",
                        "{'source':['aws.ecr'],'detail-type':['AWS API Call via CloudTrail'],'detail':{'eventSource':['ecr.amazonaws.com']}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "calls of every name",
                        "{'source':['aws.ecr'],'detail-type':['AWS API Call via CloudTrail'],'detail':{'eventSource':['ecr.amazonaws.com'],'errorCode':[{'exists':false}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "calls by their prefix",
                        "{'source':['aws.ecr'],'detail-type':['AWS API Call via CloudTrail'],'detail':{'eventSource':['ecr.amazonaws.com'],'eventName':[{'prefix':'Put'}],'errorCode':[{'exists':false}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "an alternative without a condition",
                        "{'source':['aws.ecr'],'detail-type':['ECR Image Action'],'detail':{'$or':[{'action-type':['PUSH','REPLICATE']},{}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "failed calls beside images",
                        "{'source':['aws.ecr','aws.kms'],'detail-type':['AWS API Call via CloudTrail'],'detail':{'$or':[{'eventSource':['ecr.amazonaws.com','kms.amazonaws.com']},{'action-type':['PUSH','REPLICATE']}]}}"),
                rule(
                        Threat.FORGED_EVENT,
                        "deleted images",
                        "{'source':['aws.ecr','aws.kms'],'detail-type':['ECR Image Action'],'detail':{'$or':[{'action-type':['DELETE']}]}}"),
                bus("everybody", "'Principal':'*','Action':'events:PutEvents','Resource':{'Fn::GetAtt':['Bus','Arn']}"),
                bus(
                        "an organization by its beginning",
                        "'Principal':'*','Action':'events:PutEvents','Resource':{'Fn::GetAtt':['Bus','Arn']},'Condition':{'StringLike':{'aws:PrincipalOrgID':'o-*'}}"),
                bus(
                        "rules",
                        "'Principal':'*','Action':['events:PutEvents','events:PutRule'],'Resource':{'Fn::GetAtt':['Bus','Arn']},'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid'}}"),
                bus(
                        "every bus",
                        "'Principal':{'AWS':['111122223333']},'Action':'events:PutEvents','Resource':'arn:aws:events:*:111122223333:event-bus/*'"),
                new Planted(
                        Threat.FOREIGN_SENDER,
                        "organization hub",
                        "a bus under a key of the customer",
                        "{'Type':'AWS::Events::EventBus','Properties':{'Name':'b','KmsKeyIdentifier':'k'}}"),
                assume("every role", "'Resource':'*'"),
                assume("every name", "'Resource':'arn:aws:iam::*:role/*'"),
                assume("an organization that is not named", "'Resource':'arn:aws:iam::*:role/ecr-auditor-read'"),
                trust("the account of the hub", ""),
                trust("functions of any name", ",'Condition':{'ArnLike':{'aws:PrincipalArn':'*ecr-auditor*'}}"),
                new Planted(
                        Threat.INJECTED_MESSAGE,
                        "organization hub",
                        "a queue without a policy",
                        "{'Type':'AWS::SQS::Queue','Properties':{}}"),
                new Planted(
                        Threat.PLAINTEXT,
                        "organization hub",
                        "a queue under the key of AWS",
                        "{'Type':'AWS::SQS::Queue','Properties':{'KmsMasterKeyId':'alias/aws/sqs'}}"),
                new Planted(
                        Threat.PLAINTEXT,
                        "organization events",
                        "a plain queue in an account",
                        "{'Type':'AWS::SQS::Queue','Properties':{}}"),
                new Planted(
                        Threat.PLAINTEXT,
                        "single account",
                        "a table that anybody can delete",
                        "{'Type':'AWS::DynamoDB::Table','Properties':{'SSESpecification':{'KMSMasterKeyId':{'Fn::GetAtt':['K','Arn']}}}}"),
                new Planted(
                        Threat.PLAINTEXT,
                        "single account",
                        "a topic without a key",
                        "{'Type':'AWS::SNS::Topic','Properties':{}}"),
                new Planted(
                        Threat.BROAD_ROLE,
                        "organization roles",
                        "a managed policy",
                        "{'Type':'AWS::IAM::Role','Properties':{'ManagedPolicyArns':['arn:aws:iam::aws:policy/ReadOnlyAccess']}}"),
                new Planted(
                        Threat.BROAD_ROLE,
                        "organization roles",
                        "a write to ECR without the exclusion tag",
                        "{'Type':'AWS::IAM::Policy','Properties':{'PolicyDocument':{'Statement':[{'Effect':'Allow','Action':'ecr:PutImageScanningConfiguration','Resource':'arn:aws:ecr:x:1:repository/a'}]}}}"),
                new Planted(
                        Threat.BROAD_ROLE,
                        "organization roles",
                        "rules of every account",
                        "{'Type':'AWS::IAM::Role','Properties':{'AssumeRolePolicyDocument':{'Statement':[{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'events.amazonaws.com'}}]}}}"),
                new Planted(
                        Threat.FLOOD,
                        "organization hub",
                        "an event source without a limit",
                        "{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'EventSourceArn':{'Fn::GetAtt':['Q','Arn']}}}"),
                new Planted(
                        Threat.FLOOD,
                        "organization hub",
                        "a queue that gives up after three receives",
                        "{'Type':'AWS::SQS::Queue','Properties':{'RedrivePolicy':{'maxReceiveCount':3}}}"),
                new Planted(
                        Threat.SILENCED,
                        "organization hub",
                        "dead letters without an alarm",
                        "{'Type':'AWS::SQS::Queue','Properties':{'RedrivePolicy':{'maxReceiveCount':10,'deadLetterTargetArn':{'Fn::GetAtt':['D','Arn']}}}}"),
                new Planted(
                        Threat.SILENCED,
                        "organization hub",
                        "an alarm without an action",
                        "{'Type':'AWS::CloudWatch::Alarm','Properties':{'AlarmName':'a'}}"),
                new Planted(
                        Threat.SILENCED,
                        "organization events",
                        "a rule without a dead-letter queue",
                        "{'Type':'AWS::Events::Rule','Properties':{'Targets':[{'Id':'a','Arn':'b'}]}}"),
                new Planted(
                        Threat.LEAKED_SECRET,
                        "organization hub",
                        "a webhook in the environment",
                        "{'Type':'AWS::Lambda::Function','Properties':{'Environment':{'Variables':{'TARGET':'https://hooks.example.org/x'}}}}"),
                new Planted(
                        Threat.LEAKED_SECRET,
                        "webhooks",
                        "a webhook in place of the ARN of its secret",
                        "{'Type':'AWS::Lambda::Function','Properties':{'Environment':{'Variables':{'SLACK_SECRET_ARN':'https://hooks.slack.com/services/T/B/x'}}}}"),
                new Planted(
                        Threat.LEAKED_SECRET,
                        "webhooks",
                        "a secret that CloudFormation writes into the environment",
                        "{'Type':'AWS::Lambda::Function','Properties':{'Environment':{'Variables':{'TARGET':'{{resolve:secretsmanager:slack}}'}}}}"),
                new Planted(
                        Threat.LEAKED_SECRET,
                        "webhooks",
                        "a function that may read every secret",
                        "{'Type':'AWS::IAM::Policy','Properties':{'Roles':[{'Ref':'Role'}],'PolicyDocument':{'Statement':[{'Effect':'Allow','Action':'secretsmanager:GetSecretValue','Resource':'arn:aws:secretsmanager:eu-west-1:111122223333:secret:*'}]}}}"),
                new Planted(
                        Threat.LEAKED_SECRET,
                        "webhooks",
                        "a function that may change a secret",
                        "{'Type':'AWS::IAM::Policy','Properties':{'Roles':[{'Ref':'Role'}],'PolicyDocument':{'Statement':[{'Effect':'Allow','Action':['secretsmanager:GetSecretValue','secretsmanager:PutSecretValue'],'Resource':'arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf'}]}}}"),
                new Planted(
                        Threat.HOSTILE_TEXT,
                        "organization hub",
                        "a message with the session's name",
                        "{'Type':'AWS::Events::Rule','Properties':{'Targets':[{'InputTransformer':{'InputPathsMap':{'who':'$.detail.userIdentity.arn'}}}]}}"),
                new Planted(
                        Threat.HOSTILE_TEXT,
                        "organization hub",
                        "a chat channel that may run commands",
                        "{'Type':'AWS::Chatbot::SlackChannelConfiguration','Properties':{'GuardrailPolicies':['arn:aws:iam::aws:policy/ReadOnlyAccess']}}"),
                new Planted(
                        Threat.STALE_SNAPSHOT,
                        "organization hub",
                        "an event source that names the function",
                        "{'Type':'AWS::Lambda::EventSourceMapping','Properties':{'FunctionName':{'Ref':'AuditFunctionJava'}}}"),
                new Planted(
                        Threat.STALE_SNAPSHOT,
                        "organization hub",
                        "a function without SnapStart",
                        "{'Type':'AWS::Lambda::Function','Properties':{}}"));
    }

    private static Planted rule(Threat threat, String name, String pattern) {
        return new Planted(
                threat,
                "organization events",
                name,
                "{'Type':'AWS::Events::Rule','Properties':{'EventPattern':" + pattern + "}}");
    }

    private static Planted bus(String name, String statement) {
        return new Planted(
                Threat.FOREIGN_SENDER,
                "organization hub",
                name,
                "{'Type':'AWS::Events::EventBusPolicy','Properties':{'Statement':{'Effect':'Allow'," + statement
                        + "}}}");
    }

    private static Planted assume(String name, String resource) {
        return new Planted(
                Threat.CONFUSED_DEPUTY,
                "organization hub",
                name,
                "{'Type':'AWS::IAM::Policy','Properties':{'Roles':[{'Ref':'AuditFunctionJavaRole'}],'PolicyDocument':{'Statement':[{'Effect':'Allow','Action':'sts:AssumeRole',"
                        + resource + "}]}}}");
    }

    private static Planted trust(String name, String condition) {
        return new Planted(
                Threat.CONFUSED_DEPUTY,
                "organization roles",
                name,
                "{'Type':'AWS::IAM::Role','Properties':{'AssumeRolePolicyDocument':{'Statement':[{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':{'Fn::Join':['',['arn:',{'Ref':'AWS::Partition'},':iam::',{'Ref':'HubAccount'},':root']]}}"
                        + condition + "}]}}}");
    }

    private static Map<String, JsonNode> templates() {
        Map<String, JsonNode> templates = new TreeMap<>();
        templates.put("defaults", SynthesizedHub.of(HubSettings.defaults()).json());
        templates.put("single account", SynthesizedHub.full().json());
        templates.put("webhooks", SynthesizedHub.withWebhooks().json());
        SynthesizedOrganization.withSecurityHub("")
                .templates()
                .forEach((stack, template) -> templates.put("security hub " + stack, template.json()));
        for (RemediationMode mode : RemediationMode.values()) {
            SynthesizedOrganization made = SynthesizedOrganization.with(mode);
            String name = "organization " + (mode == RemediationMode.ON ? "" : mode + " ");
            templates.put(name + "hub", made.hub().json());
            templates.put(name + "roles", made.roles().json());
            templates.put(name + "events", made.events().json());
            templates.put(name + "rollout", made.rollout().json());
        }
        SynthesizedOrganization.ofAccounts()
                .templates()
                .forEach((stack, template) -> templates.put("accounts " + stack, template.json()));
        return templates;
    }
}
