package dev.ecrauditor.infra.member;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.Intrinsics;
import dev.ecrauditor.infra.PolicyEvaluation;
import dev.ecrauditor.infra.SynthesizedHub;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.SynthesizedOrganization;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemberTemplatesTest {

    private static final SynthesizedOrganization ON = SynthesizedOrganization.with(RemediationMode.ON);

    private static final List<String> FOR_COVERAGE = List.of(
            "cloudtrail:DescribeTrails",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetTrailStatus",
            "events:DescribeRule",
            "events:ListTargetsByRule");

    /** The index of the rules is tested against the rules themselves, in functions. */
    @Test
    void theReadRoleMayWhatTheRulesNeedAndWhatTheCoverageChecksNeedAndNothingElse() throws IOException {
        assertThat(actionsOf(ON.roles(), "ReadRole"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(neededByTheRules().stream(), FOR_COVERAGE.stream())
                        .toList());
    }

    @Test
    void aSingleAccountsFunctionsMayWhatTheRulesNeed() throws IOException {
        for (String function : List.of("AuditFunction", "SweepFunction")) {
            assertThat(actionsOf(SynthesizedHub.full(), function))
                    .containsAll(neededByTheRules().stream()
                            .filter(action -> function.equals("SweepFunction") || !action.equals("kms:ListGrants"))
                            .toList());
        }
    }

    @Test
    void theFunctionsOfAnOrganizationReadNothingWithTheirOwnRoles() {
        for (Resource policy : ON.hub().resources("AWS::IAM::Policy")) {
            assertThat(policy.body().toString()).doesNotContain("\"ecr:").doesNotContain("kms:DescribeKey\",\"Effect");
        }
    }

    @Test
    void theReadRoleTrustsTwoFunctionsOfTheHubByNameInTheOrganization() {
        assertThat(trustOf("ReadRole"))
                .isEqualTo("arn:${AWS::Partition}:iam::${HubAccount}:root "
                        + "[arn:${AWS::Partition}:iam::${HubAccount}:role/ecr-auditor-audit, arn:${AWS::Partition}:iam::${HubAccount}:role/ecr-auditor-sweep] "
                        + SynthesizedOrganization.ORGANIZATION);
    }

    @Test
    void theRemediationRoleTrustsTheRemediationFunctionAlone() {
        assertThat(trustOf("RemediationRole"))
                .isEqualTo("arn:${AWS::Partition}:iam::${HubAccount}:root "
                        + "[arn:${AWS::Partition}:iam::${HubAccount}:role/ecr-auditor-remediation] "
                        + SynthesizedOrganization.ORGANIZATION);
    }

    @Test
    void withoutAnOrganizationTheTrustNamesNone() {
        assertThat(SynthesizedOrganization.ofAccounts().roles().json().toString())
                .contains("aws:PrincipalArn")
                .doesNotContain("OrgID");
    }

    @ParameterizedTest
    @EnumSource(RemediationMode.class)
    void remediationHasARoleOnlyWhenItIsOnAndWritesOnlyThen(RemediationMode mode) {
        SynthesizedHub roles = SynthesizedOrganization.with(mode).roles();
        assertThat(roles.json().toString().contains("ecr-auditor-remediate")).isEqualTo(mode != RemediationMode.OFF);
        assertThat(roles.json().toString().contains("ecr:PutImageScanningConfiguration"))
                .isEqualTo(mode == RemediationMode.ON);
        assertThat(roles.json().toString().contains("aws:ResourceTag/ecr-auditor:remediation"))
                .isEqualTo(mode == RemediationMode.ON);
    }

    @Test
    void theImportRoleImportsFindingsOfItsAccountForOneFunctionAndExistsOnlyWhereThatIsOn() {
        SynthesizedHub roles = SynthesizedOrganization.withSecurityHub("").roles();
        Resource policy = roles.resource("AWS::IAM::Policy", "ImportRole");
        assertThat(policy.properties().at("/PolicyDocument/Statement"))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(PolicyEvaluation.texts(statement.path("Action")))
                            .containsExactly("securityhub:BatchImportFindings");
                    assertThat(Intrinsics.text(statement.path("Resource")))
                            .isEqualTo(
                                    "arn:${AWS::Partition}:securityhub:*:${AWS::AccountId}:product/${AWS::AccountId}/default");
                });
        assertThat(PolicyEvaluation.texts(roles.resource("AWS::IAM::Role", "ImportRole")
                        .properties()
                        .at("/AssumeRolePolicyDocument/Statement/0/Condition/ArnEquals/aws:PrincipalArn")))
                .containsExactly("arn:${AWS::Partition}:iam::${HubAccount}:role/ecr-auditor-security-hub");
        assertThat(ON.roles().json().toString()).doesNotContain("securityhub", "ecr-auditor-import");
        assertThat(actionsOf(roles, "ReadRole")).noneMatch(action -> action.startsWith("securityhub:"));
    }

    @Test
    void noTemplateNeedsABootstrapOrAnAsset() {
        for (SynthesizedHub template : List.of(ON.roles(), ON.events())) {
            assertThat(template.json().toString()).doesNotContain("Bootstrap", "cdk-hnb659fds", "AssetParameters");
            assertThat(template.json().has("Rules")).isFalse();
            assertThat(template.json().get("Parameters").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("HubAccount", "HubRegion");
        }
    }

    @Test
    void aTemplateFitsAnyAccountRegionAndPartition() {
        for (SynthesizedHub template : List.of(ON.roles(), ON.events())) {
            assertThat(template.json().toString())
                    .doesNotContain("arn:aws:", "eu-west-1", "us-east-1")
                    .doesNotContainPattern("\\b\\d{12}\\b");
        }
    }

    @Test
    void aSecondDeploymentSharesNoNameWithTheFirst() {
        SynthesizedOrganization second = SynthesizedOrganization.withSuffix("test");
        for (String stack : List.of("ecr-auditor-member-roles-test", "ecr-auditor-member-events-test")) {
            String template = second.named(stack).json().toString();
            assertThat(template).contains("ecr-auditor-forward-test");
            assertThat(template.replaceAll("ecr-auditor[a-z-]*-test\\b", "").replace("ecr-auditor:remediation", ""))
                    .doesNotContain("ecr-auditor");
        }
    }

    @Test
    void aChangeThatCannotBeForwardedIsKeptForFourteenDays() {
        Resource queue = ON.events().resource("AWS::SQS::Queue", "Forwarding");
        assertThat(queue.properties().path("MessageRetentionPeriod").asInt()).isEqualTo(14 * 24 * 3600);
        assertThat(ON.events().resource("AWS::Events::Rule", "Forwarding").property("/Targets/0/DeadLetterConfig/Arn"))
                .isEqualTo("${" + queue.id() + ".Arn}");
    }

    private static String trustOf(String role) {
        JsonNode statement =
                ON.roles().resource("AWS::IAM::Role", role).properties().at("/AssumeRolePolicyDocument/Statement/0");
        return Intrinsics.text(statement.at("/Principal/AWS")) + " "
                + PolicyEvaluation.texts(statement.at("/Condition/ArnEquals/aws:PrincipalArn")) + " "
                + statement.at("/Condition/StringEquals/aws:PrincipalOrgID").asText();
    }

    private static List<String> actionsOf(SynthesizedHub template, String role) {
        return StreamSupport.stream(
                        template.resource("AWS::IAM::Policy", role)
                                .properties()
                                .at("/PolicyDocument/Statement")
                                .spliterator(),
                        false)
                .flatMap(statement -> PolicyEvaluation.texts(statement.get("Action")).stream())
                .toList();
    }

    private static List<String> neededByTheRules() throws IOException {
        String index = Files.readString(Path.of("..", "docs", "rules", "README.md"));
        int start = index.indexOf("\"Action\": [");
        return index.substring(start, index.indexOf("]", start))
                .lines()
                .skip(1)
                .map(line -> line.replaceAll("[\", ]", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
