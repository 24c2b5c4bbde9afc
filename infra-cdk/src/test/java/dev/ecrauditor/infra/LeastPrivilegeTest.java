package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeastPrivilegeTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void nothingIsWiderThanTheAuditorNeeds(RemediationMode mode) {
        assertThat(LeastPrivilege.breachesIn(
                        SynthesizedHub.withRemediation(mode).json()))
                .isEmpty();
    }

    @Test
    void theRoleOfAWebhookReadsItsSecretAndWritesWhatItSent() {
        assertThat(LeastPrivilege.breachesIn(SynthesizedHub.withWebhooks().json()))
                .isEmpty();
    }

    @Test
    void nothingIsWiderWithEverythingSwitchedOn() {
        assertThat(LeastPrivilege.breachesIn(SynthesizedHub.full().json())).isEmpty();
    }

    @Test
    void theWalkMeetsEveryPolicyOfTheTemplate() {
        JsonNode template = SynthesizedHub.full().json().deepCopy();
        List<JsonNode> statements = template.findParents("Effect");
        assertThat(statements).as("statements in the template").hasSizeGreaterThan(40);
        // The same template with every statement made too wide: each must be reported, so none is skipped.
        statements.forEach(statement -> ((ObjectNode) statement).set("NotAction", statement.get("Action")));
        assertThat(LeastPrivilege.breachesIn(template)).hasSizeGreaterThanOrEqualTo(statements.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OFF", "DRY_RUN"})
    void nothingWritesToEcrUnlessRemediationIsOn(RemediationMode mode) {
        assertThat(SynthesizedHub.withRemediation(mode).json().toString()).doesNotContain("ecr:Put");
    }

    @Test
    void onlyTheRemediationRoleWritesToEcrAndOnlyThatOneSetting() {
        JsonNode resources =
                SynthesizedHub.withRemediation(RemediationMode.ON).json().get("Resources");
        assertThat(resources
                        .toString()
                        .split("ecr:(Put|Set|Delete|Create|Start|Tag|Untag|Update|Complete|Initiate|Upload)", -1))
                .hasSize(2);
    }

    @Test
    void oneAccountOnIsEnoughForTheWriteAndEveryAccountOnADryRunIsNot() {
        assertThat(SynthesizedHub.withSettings("""
                        remediation:
                        - {accounts: ['444455556666'], mode: ON}
                        - {accounts: ['*'], mode: DRY_RUN}
                        """).policyOf("Remediation"))
                .contains("ecr:PutImageScanningConfiguration");
        assertThat(SynthesizedHub.withRemediation(RemediationMode.DRY_RUN).policyOf("Remediation"))
                .contains("ecr:ListTagsForResource")
                .doesNotContain("ecr:Put");
    }

    @Test
    void onlyTheRemediationRoleReadsTags() {
        assertThat(SynthesizedHub.full().json().toString().split("ecr:ListTagsForResource", -1))
                .hasSize(2);
        assertThat(
                        breachesOfPolicy(
                                "ecr-auditor-audit",
                                "{'Effect':'Allow','Action':'ecr:ListTagsForResource','Resource':'arn:aws:ecr:x:1:repository/a'}"))
                .isNotEmpty();
    }

    @Test
    void onlyTheSweepReadsGrantsAndRemediationReadsNoKeyPolicy() {
        assertThat(SynthesizedHub.full().policyOf("SweepFunction"))
                .contains("kms:ListGrants", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus");
        assertThat(SynthesizedHub.full().policyOf("AuditFunction"))
                .contains("kms:GetKeyPolicy", "kms:GetKeyRotationStatus")
                .doesNotContain("kms:ListGrants");
        assertThat(SynthesizedHub.full().policyOf("Remediation"))
                .doesNotContain("kms:ListGrants", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus");
    }

    @Test
    void remediationReadsNothingOfRegistriesButScanning() {
        String[] evaluated = {
            "ecr:DescribePullThroughCacheRules",
            "ecr:DescribeRegistry",
            "ecr:DescribeRepositoryCreationTemplates",
            "ecr:GetAccountSetting",
            "ecr:GetLifecyclePolicy",
            "ecr:GetRegistryPolicy",
            "ecr:GetSigningConfiguration"
        };
        assertThat(SynthesizedHub.full().policyOf("AuditFunction")).contains(evaluated);
        assertThat(SynthesizedHub.full().policyOf("SweepFunction")).contains(evaluated);
        assertThat(SynthesizedHub.full().policyOf("Remediation"))
                .doesNotContain(evaluated)
                .contains("ecr:GetRegistryScanningConfiguration");
    }

    @Test
    void theAuditFunctionCannotPublish() {
        String policy = SynthesizedHub.full().policyOf("AuditFunction");
        assertThat(policy).doesNotContain("sns:").contains("sqs:SendMessage");
    }

    @Test
    void noFunctionScansDeletesOrReadsMoreThanItsRecords() {
        String template = SynthesizedHub.full().json().toString();
        assertThat(template)
                .doesNotContain(
                        "dynamodb:Scan", "dynamodb:Delete", "dynamodb:Batch", "dynamodb:Describe", "dynamodb:*");
    }

    @Test
    void theAlertFunctionQueriesTheIndexOnlyAndWritesNoWholeRecord() {
        assertThat(SynthesizedHub.full().policyOf("AlertFunction"))
                .contains("dynamodb:Query", "/index/outbox", "dynamodb:UpdateItem")
                .doesNotContain("dynamodb:PutItem", "ecr:", "kms:CreateGrant");
    }

    @Test
    void theSweepReadsWritesRecordsRequestsDrainsAndCannotPublishOrChangeARepository() {
        assertThat(SynthesizedHub.full().policyOf("SweepFunction"))
                .contains(
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:Query",
                        "/index/key",
                        "ecr:DescribeRepositories")
                .doesNotContain("sns:Publish", "dynamodb:UpdateItem", "/index/outbox", "ecr:Put", "RemediationQueue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // whole services, in every spelling
                "{'Effect':'Allow','Action':'*','Resource':'arn:aws:sqs:x:1:q'}",
                "{'Effect':'Allow','Action':['sqs:SendMessage','dynamodb:*'],'Resource':'arn:aws:sqs:x:1:q'}",
                "{'Effect':'Allow','Action':'ecr:Describe*','Resource':'arn:aws:ecr:x:1:repository/a'}",
                "{'Effect':'Allow','NotAction':'iam:*','Resource':'arn:aws:sqs:x:1:q'}",
                "{'Effect':'Allow','Action':'sqs:SendMessage','NotResource':'arn:aws:sqs:x:1:q'}",
                // identities and other roles
                "{'Effect':'Allow','Action':'iam:PassRole','Resource':'arn:aws:iam::1:role/a'}",
                "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'arn:aws:iam::1:role/a'}",
                "{'Effect':'Allow','Action':'kms:*','Resource':'arn:aws:kms:x:1:key/a'}",
                // wildcards without a reason
                "{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'*'}",
                "{'Effect':'Allow','Action':'kms:Decrypt','Resource':'arn:aws:kms:*:1:key/*'}",
                "{'Effect':'Allow','Action':'kms:DescribeKey','Resource':'*'}",
                "{'Effect':'Allow','Action':'kms:GetKeyPolicy','Resource':'arn:aws:kms:*:*:key/*'}",
                "{'Effect':'Allow','Action':'kms:ListGrants','Resource':'*'}",
                "{'Effect':'Allow','Action':'ecr:DescribeRepositories','Resource':'*'}",
                "{'Effect':'Allow','Action':['ecr:GetRegistryScanningConfiguration','ecr:DescribeRepositories'],'Resource':'*'}",
                "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':{'Fn::Join':['',[{'Ref':'T'},'/index/*']]}}",
                // writes to ECR, publishing
                "{'Effect':'Allow','Action':'ecr:SetRepositoryPolicy','Resource':'arn:aws:ecr:x:1:repository/a'}",
                "{'Effect':'Allow','Action':'ecr:PutImageScanningConfiguration','Resource':'arn:aws:ecr:x:1:repository/a',"
                        + "'Condition':{'StringNotEquals':{'aws:ResourceTag/ecr-auditor:remediation':'exclude'}}}",
                "{'Effect':'Allow','Action':'sns:Publish','Resource':'arn:aws:sns:x:1:t'}",
                "{'Effect':'Allow','Action':{'Ref':'Anything'},'Resource':'arn:aws:sqs:x:1:q'}"
            })
    void aPlantedStatementOfTheAuditRoleIsCaught(String statement) {
        assertThat(breachesOfPolicy("ecr-auditor-audit", statement)).isNotEmpty();
    }

    @Test
    void aRoleInEveryAccountIsAssumedOnlyWhereTheConditionNamesTheAccounts() {
        String assume = "'Effect':'Allow','Action':'sts:AssumeRole',"
                + "'Resource':{'Fn::Join':['',['arn:',{'Ref':'AWS::Partition'},':iam::*:role/ecr-auditor-read']]}";
        String condition = ",'Condition':{'StringEquals':{'aws:ResourceAccount':%s}}";
        String named = condition.formatted("['111122223333','444455556666']");
        assertThat(breachesOfPolicy("ecr-auditor-audit", "{" + assume + named + "}"))
                .isEmpty();
        for (String wrong : List.of(
                "",
                condition.formatted("[]"),
                condition.formatted("['111122223333','*']"),
                named.replace("StringEquals", "StringLike"),
                named.replace("ResourceAccount", "PrincipalAccount"))) {
            assertThat(breachesOfPolicy("ecr-auditor-audit", "{" + assume + wrong + "}"))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void switchingScanningWithoutTheExclusionTagIsCaughtEvenOnTheRemediationRole() {
        String write =
                "'Effect':'Allow','Action':'ecr:PutImageScanningConfiguration','Resource':'arn:aws:ecr:x:1:repository/a'";
        String veto = "'Condition':{'StringNotEquals':{'aws:ResourceTag/ecr-auditor:remediation':'exclude'}}";
        String nearMiss = "'Condition':{'StringEquals':{'aws:ResourceTag/ecr-auditor:remediation':'exclude'}}";
        assertThat(breachesOfPolicy("ecr-auditor-remediation", "{" + write + "}"))
                .isNotEmpty();
        assertThat(breachesOfPolicy("ecr-auditor-remediation", "{" + write + "," + nearMiss + "}"))
                .isNotEmpty();
        assertThat(breachesOfPolicy("ecr-auditor-remediation", "{" + write + "," + veto + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AWS::SQS::QueuePolicy'|{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'q','Principal':'*'}",
                "'AWS::SQS::QueuePolicy'|{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'q','Principal':{'AWS':'arn:aws:iam::1:root'}}",
                "'AWS::SQS::QueuePolicy'|{'Effect':'Allow','Action':'sqs:SendMessage','Resource':'q','Principal':{'Service':'events.amazonaws.com'}}",
                "'AWS::SNS::TopicPolicy'|{'Effect':'Allow','Action':'sns:Publish','Resource':'t','Principal':{'Service':'cloudwatch.amazonaws.com'},"
                        + "'Condition':{'StringEquals':{'aws:SourceAccount':'1'}}}",
                "'AWS::SNS::TopicPolicy'|{'Effect':'Allow','Action':'sns:Publish','Resource':'t',"
                        + "'Principal':{'Service':'events.amazonaws.com','AWS':'*'},'Condition':{'ArnEquals':{'aws:SourceArn':'a'}}}",
                "'AWS::KMS::Key'|{'Effect':'Allow','Action':'kms:Decrypt','Resource':'*','Principal':{'Service':'cloudwatch.amazonaws.com'}}",
                "'AWS::KMS::Key'|{'Effect':'Allow','Action':'kms:CreateGrant','Resource':'*','Principal':{'Service':'events.amazonaws.com'}}",
                "'AWS::SNS::TopicPolicy'|{'Effect':'Allow','Action':'sns:Publish','Resource':'t','Principal':{'Service':'cloudwatch.amazonaws.com'}}",
                "'AWS::KMS::Key'|{'Effect':'Allow','Action':'kms:*','Resource':'*','Principal':{'AWS':'arn:aws:iam::999999999999:root'}}",
                "'AWS::KMS::Key'|{'Effect':'Allow','Action':'kms:*','Resource':'*','Principal':{'AWS':'*'}}",
                "'AWS::IAM::Role'|{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'arn:aws:iam::1:root'}}"
            })
    void aPlantedStatementOfAResourcePolicyIsCaught(String typeAndStatement) throws JsonProcessingException {
        String[] parts = typeAndStatement.split("\\|", 2);
        assertThat(LeastPrivilege.breachesIn(
                        json("{'Resources':{'Planted':{'Type':%s,'Properties':{'Anything':{'Statement':[%s]}}}}}"
                                .formatted(parts[0], parts[1]))))
                .isNotEmpty();
    }

    @Test
    void aManagedPolicyOnARoleIsCaught() throws JsonProcessingException {
        assertThat(
                        LeastPrivilege.breachesIn(
                                json(
                                        "{'Resources':{'R':{'Type':'AWS::IAM::Role','Properties':{'ManagedPolicyArns':['arn:aws:iam::aws:policy/ReadOnlyAccess']}}}}")))
                .hasSize(1);
    }

    @Test
    void aPolicyInsideARoleIsWalkedToo() throws JsonProcessingException {
        assertThat(LeastPrivilege.breachesIn(json(
                        "{'Resources':{'R':{'Type':'AWS::IAM::Role','Properties':{'Policies':[{'PolicyDocument':{'Statement':"
                                + "{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::b'}}}]}}}}")))
                .hasSize(1);
    }

    private static List<String> breachesOfPolicy(String role, String statement) {
        try {
            return LeastPrivilege.breachesIn(json("""
                    {'Resources':{
                      'Role':{'Type':'AWS::IAM::Role','Properties':{'RoleName':'%s'}},
                      'Policy':{'Type':'AWS::IAM::Policy','Properties':{'Roles':[{'Ref':'Role'}],'PolicyDocument':{'Statement':[%s]}}}}}
                    """.formatted(role, statement)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(statement, e);
        }
    }

    private static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return JSON.readTree(singleQuoted.replace('\'', '"'));
    }
}
