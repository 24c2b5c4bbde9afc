package dev.ecrauditor.infra.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.LeastPrivilege;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.SynthesizedOrganization;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class SecurityHubFunctionTest {

    private static final SynthesizedHub HUB = SynthesizedHub.withSecurityHub();
    private static final SynthesizedHub OF_ORGANIZATION =
            SynthesizedOrganization.withSecurityHub("").hub();

    @Test
    void byDefaultNothingIsDeployed() {
        assertThat(SynthesizedHub.full().json().toString()).doesNotContain("securityhub", "SecurityHub");
    }

    @Test
    void theFunctionHasTheCodeOfItsOwnJar() {
        Resource function = function(HUB);
        assertThat(function.property("/FunctionName")).isEqualTo("ecr-auditor-security-hub");
        assertThat(function.property("/Handler"))
                .isEqualTo("dev.ecrauditor.securityhub.handler.SecurityHubHandler::handleRequest");
        assertThat(function.property("/Code/S3Key"))
                .isNotEqualTo(
                        HUB.resource("AWS::Lambda::Function", "AuditFunction").property("/Code/S3Key"));
        assertThat(function.properties().at("/Environment/Variables").has("SECURITY_HUB_ROLE_NAME"))
                .isFalse();
        assertThat(function(OF_ORGANIZATION).property("/Environment/Variables/SECURITY_HUB_ROLE_NAME"))
                .isEqualTo("ecr-auditor-import");
    }

    @Test
    void inASingleAccountItImportsIntoThatAccountAndRegion() {
        Resource policy = HUB.resource("AWS::IAM::Policy", "SecurityHub");
        assertThat(sids(policy))
                .containsExactlyInAnyOrder(
                        "WriteItsLogs", "UseTheDataKey", "ImportFindings", "ConsumeSecurityHubQueue");
        assertThat(resourceOf(policy, "ImportFindings"))
                .isEqualTo(
                        "arn:${AWS::Partition}:securityhub:${AWS::Region}:${AWS::AccountId}:product/${AWS::AccountId}"
                                + "/default");
    }

    @Test
    void inAnOrganizationItMayAlsoAssumeTheImportRoleOfItsAccounts() {
        Resource policy = OF_ORGANIZATION.resource("AWS::IAM::Policy", "SecurityHub");
        assertThat(sids(policy))
                .containsExactlyInAnyOrder(
                        "WriteItsLogs",
                        "UseTheDataKey",
                        "ImportFindings",
                        "ConsumeSecurityHubQueue",
                        "AssumeTheRoleOfTheAccount");
        assertThat(resourceOf(policy, "AssumeTheRoleOfTheAccount"))
                .isEqualTo("arn:${AWS::Partition}:iam::*:role/ecr-auditor-import");
        assertThat(LeastPrivilege.breachesIn(OF_ORGANIZATION.json())).isEmpty();
        assertThat(LeastPrivilege.breachesIn(HUB.json())).isEmpty();
    }

    @Test
    void onlyItsRoleMayImport() {
        assertThat(HUB.json().toString().split("securityhub:BatchImportFindings", -1))
                .hasSize(2);
        assertThat(HUB.json().toString()).doesNotContain("securityhub:BatchUpdate", "securityhub:Get");
    }

    @Test
    void theQueueReceivesEveryPartOfADigest() {
        assertThat(HUB.resources("AWS::SNS::Subscription").stream()
                        .filter(each -> each.property("/Protocol").equals("sqs")))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.properties().has("FilterPolicy")).isFalse();
                    assertThat(each.properties().has("RawMessageDelivery")).isFalse();
                });
    }

    @Test
    void aMessageIsReceivedTenTimesAndFailsAlone() {
        Resource source = HUB.resource("AWS::Lambda::EventSourceMapping", "SecurityHub");
        assertThat(source.properties().path("BatchSize").asInt()).isEqualTo(10);
        assertThat(source.properties().path("FunctionResponseTypes").toString()).contains("ReportBatchItemFailures");
        assertThat(source.properties().at("/ScalingConfig/MaximumConcurrency").asInt())
                .isEqualTo(2);
        List<Resource> queues = HUB.resources("AWS::SQS::Queue").stream()
                .filter(each ->
                        each.id().startsWith("SecurityHub") && each.properties().has("RedrivePolicy"))
                .toList();
        assertThat(queues).singleElement().satisfies(queue -> {
            assertThat(queue.properties().at("/RedrivePolicy/maxReceiveCount").asInt())
                    .isEqualTo(10);
            assertThat(queue.properties().path("VisibilityTimeout").asInt()).isEqualTo(720);
        });
    }

    @Test
    void deadLettersAndOldAlertsHaveAlarmsAndTheRedriveRoleMovesThemBack() {
        assertThat(HUB.resources("AWS::CloudWatch::Alarm").stream().map(alarm -> alarm.property("/AlarmName")))
                .contains(
                        "ecr-auditor-security-hub-errors",
                        "ecr-auditor-security-hub-throttles",
                        "ecr-auditor-security-hub-queue-age",
                        "ecr-auditor-security-hub-queue-dead-letters");
        assertThat(HUB.policyOf("Redrive")).contains("SecurityHub");
    }

    private static Resource function(SynthesizedHub hub) {
        return hub.resource("AWS::Lambda::Function", "SecurityHub");
    }

    private static List<String> sids(Resource policy) {
        return policy.properties().at("/PolicyDocument/Statement").findValuesAsText("Sid");
    }

    private static String resourceOf(Resource policy, String sid) {
        return StreamSupport.stream(
                        policy.properties().at("/PolicyDocument/Statement").spliterator(), false)
                .filter(statement -> statement.path("Sid").asText().equals(sid))
                .map(statement -> Intrinsics.text(statement.path("Resource")))
                .findFirst()
                .orElseThrow();
    }
}
