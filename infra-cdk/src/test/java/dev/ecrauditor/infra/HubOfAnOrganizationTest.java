package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.infra.settings.HubSettings;
import dev.ecrauditor.settings.file.RemediationMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubOfAnOrganizationTest {

    private static final SynthesizedHub HUB =
            SynthesizedOrganization.with(RemediationMode.ON).hub();

    @Test
    void onlyAccountsOfTheOrganizationPutEventsIntoTheBus() {
        Resource policy = HUB.resource("AWS::Events::EventBusPolicy", "EventIntake");
        assertThat(policy.properties().path("Statement"))
                .isEqualTo(TestJson.json(
                        "{'Sid':'WatchedAccountsForward','Effect':'Allow','Principal':'*','Action':'events:PutEvents','Resource':{'Fn::GetAtt':['"
                                + bus().id()
                                + "','Arn']},'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-exampleorgid'}}}"));
    }

    @Test
    void namedAccountsPutEventsByName() {
        Resource policy =
                SynthesizedOrganization.ofAccounts().hub().resource("AWS::Events::EventBusPolicy", "EventIntake");
        assertThat(policy.properties().at("/Statement/Principal"))
                .isEqualTo(TestJson.json("{'AWS':['111122223333','444455556666']}"));
    }

    @Test
    void theBusAndItsPolicyExistBeforeTheRule() {
        assertThat(HUB.resource("AWS::Events::Rule", "EventIntakeRule")
                        .body()
                        .path("DependsOn")
                        .toString())
                .contains("EventIntakeHubBus", "EventIntakeHubPolicy");
    }

    @Test
    void theHubsOwnAccountIsWatchedAsEveryOther() {
        assertThat(HUB.resources("AWS::Events::Rule"))
                .filteredOn(rule -> rule.properties().has("EventPattern"))
                .hasSize(2)
                .allSatisfy(rule -> assertThat(rule.property("/EventBusName")).isEqualTo("ecr-auditor"));
    }

    @ParameterizedTest
    @CsvSource({
        "ecr-auditor-alert, WATCHED_ORGANIZATION, o-exampleorgid",
        "ecr-auditor-audit, READ_ROLE_NAME, ecr-auditor-read",
        "ecr-auditor-audit, REMEDIATION_ROLE_NAME, ecr-auditor-remediate",
        "ecr-auditor-audit, WATCHED_ORGANIZATION, o-exampleorgid",
        "ecr-auditor-sweep, READ_ROLE_NAME, ecr-auditor-read",
        "ecr-auditor-sweep, WATCHED_ORGANIZATION, o-exampleorgid",
        "ecr-auditor-remediation, REMEDIATION_ROLE_NAME, ecr-auditor-remediate",
        "ecr-auditor-remediation, WATCHED_ORGANIZATION, o-exampleorgid"
    })
    void aFunctionKnowsWhatItWatchesAndByWhichRole(String function, String variable, String value) {
        assertThat(environmentOf(HUB, function).path(variable).asText()).isEqualTo(value);
    }

    @Test
    void aFunctionOfNamedAccountsKnowsTheAccounts() {
        JsonNode environment =
                environmentOf(SynthesizedOrganization.ofAccounts().hub(), "ecr-auditor-audit");
        assertThat(environment.path("WATCHED_ACCOUNTS").asText()).isEqualTo("111122223333,444455556666");
        assertThat(environment.has("WATCHED_ORGANIZATION")).isFalse();
        assertThat(environmentOf(SynthesizedOrganization.ofAccounts().hub(), "ecr-auditor-alert")
                        .has("WATCHED_ORGANIZATION"))
                .isFalse();
    }

    @Test
    void eachFunctionReadsOfTheOrganizationWhatItNeeds() {
        assertThat(organizationReadsOf(HUB))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-alert organizations:DescribeAccount",
                        "ecr-auditor-audit organizations:DescribeAccount",
                        "ecr-auditor-remediation organizations:DescribeAccount",
                        "ecr-auditor-sweep organizations:ListAccounts");
        SynthesizedHub inUnits = SynthesizedOrganization.of("""
                        watch:
                          organization: o-exampleorgid
                          organizationalUnits: [ou-abcd-11111111]
                          managementAccount: "999988887777"
                          regions: [eu-west-1]
                        remediation: [{accounts: ['*'], mode: DRY_RUN}]
                        """).hub();
        assertThat(organizationReadsOf(inUnits))
                .containsExactlyInAnyOrder(
                        "ecr-auditor-alert organizations:DescribeAccount",
                        "ecr-auditor-audit organizations:ListAccountsForParent",
                        "ecr-auditor-audit organizations:ListOrganizationalUnitsForParent",
                        "ecr-auditor-remediation organizations:ListAccountsForParent",
                        "ecr-auditor-remediation organizations:ListOrganizationalUnitsForParent",
                        "ecr-auditor-sweep organizations:ListAccountsForParent",
                        "ecr-auditor-sweep organizations:ListOrganizationalUnitsForParent");
    }

    @Test
    void whereNoOrganizationIsWatchedOnlyTheIdOfTheOwnOneIsRead() {
        for (SynthesizedHub hub : List.of(SynthesizedOrganization.ofAccounts().hub(), SynthesizedHub.full())) {
            assertThat(organizationReadsOf(hub))
                    .containsExactlyInAnyOrder(
                            "ecr-auditor-audit organizations:DescribeOrganization",
                            "ecr-auditor-sweep organizations:DescribeOrganization");
        }
    }

    @Test
    void anOrganizationThatIsNotTrustedIsNotRead() {
        assertThat(organizationReadsOf(SynthesizedHub.withSettings("trust: {ownOrganization: false}")))
                .isEmpty();
    }

    /** The actions of AWS Organizations, each after the role that may call it. */
    private static List<String> organizationReadsOf(SynthesizedHub hub) {
        List<String> reads = new ArrayList<>();
        for (Resource policy : hub.resources("AWS::IAM::Policy")) {
            String role = policy.properties().at("/Roles/0/Ref").asText();
            String name =
                    hub.json().at("/Resources/" + role + "/Properties/RoleName").asText();
            for (JsonNode statement : policy.properties().at("/PolicyDocument/Statement")) {
                JsonNode actions = statement.path("Action");
                (actions.isArray() ? actions : TestJson.json("[" + actions + "]")).forEach(action -> {
                    if (action.asText().startsWith("organizations:")) {
                        reads.add(name + " " + action.asText());
                    }
                });
            }
        }
        return reads;
    }

    @Test
    void aSingleAccountHasNoBusAndAssumesNoRole() {
        for (SynthesizedHub single : List.of(SynthesizedHub.of(HubSettings.defaults()), SynthesizedHub.full())) {
            assertThat(single.json().toString()).doesNotContain("AWS::Events::EventBus", "READ_ROLE_NAME");
            assertThat(single.resources("AWS::IAM::Policy"))
                    .allSatisfy(policy -> assertThat(policy.body().toString()).doesNotContain("sts:"));
        }
    }

    /** Metrics with the rule's name alone are those of a rule on the default bus. */
    @Test
    void alarmsOfARuleOnTheBusNameTheBus() {
        assertThat(HUB.json().findParents("MetricName"))
                .filteredOn(
                        metric -> metric.path("Dimensions").toString().matches(".*ecr-auditor-(changes|scanning).*"))
                .hasSize(5)
                .allSatisfy(metric -> assertThat(metric.path("Dimensions"))
                        .anySatisfy(dimension -> assertThat(dimension)
                                .isEqualTo(TestJson.json("{'Name':'EventBusName','Value':'ecr-auditor'}"))));
    }

    private static JsonNode environmentOf(SynthesizedHub hub, String function) {
        return hub.resources("AWS::Lambda::Function").stream()
                .filter(each -> each.property("/FunctionName").equals(function))
                .findFirst()
                .orElseThrow()
                .properties()
                .at("/Environment/Variables");
    }

    private static Resource bus() {
        return HUB.resource("AWS::Events::EventBus", "EventIntakeHubBus");
    }
}
