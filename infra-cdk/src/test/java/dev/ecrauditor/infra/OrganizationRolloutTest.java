package dev.ecrauditor.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ecrauditor.infra.SynthesizedHub.Resource;
import dev.ecrauditor.settings.file.RemediationMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrganizationRolloutTest {

    /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html */
    private static final int LONGEST_TEMPLATE_BODY = 51_200;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SynthesizedOrganization ON = SynthesizedOrganization.with(RemediationMode.ON);

    @ParameterizedTest
    @ValueSource(strings = {"Roles", "Events"})
    void aStackSetIsManagedByTheOrganizationAndOneFailureStopsNoOtherAccount(String id) {
        JsonNode stackSet = stackSet(id).properties();
        assertThat(stackSet.path("PermissionModel").asText()).isEqualTo("SERVICE_MANAGED");
        assertThat(stackSet.path("CallAs").asText()).isEqualTo("DELEGATED_ADMIN");
        assertThat(stackSet.at("/ManagedExecution/Active").asBoolean()).isTrue();
        assertThat(stackSet.at("/OperationPreferences/FailureTolerancePercentage")
                        .asInt())
                .isEqualTo(100);
        assertThat(stackSet.at("/OperationPreferences/RegionConcurrencyType").asText())
                .isEqualTo("PARALLEL");
        assertThat(stackSet.at("/AutoDeployment/Enabled").asBoolean()).isTrue();
        assertThat(stackSet.path("Capabilities").toString()).isEqualTo("[\"CAPABILITY_NAMED_IAM\"]");
    }

    /** Automatic deployment ignores account filters and overrides, so that no template may depend on them. */
    @ParameterizedTest
    @ValueSource(strings = {"Roles", "Events"})
    void everyAccountOfTheUnitsGetsTheSameParameters(String id) {
        JsonNode stackSet = stackSet(id).properties();
        assertThat(stackSet.path("Parameters").findValuesAsText("ParameterKey"))
                .containsExactly("HubAccount", "HubRegion");
        assertThat(stackSet.path("StackInstancesGroup")).hasSize(1);
        assertThat(stackSet.at("/StackInstancesGroup/0/DeploymentTargets").toString())
                .isEqualTo("{\"OrganizationalUnitIds\":[\"r-abcd\"]}");
        assertThat(stackSet.at("/StackInstancesGroup/0").has("ParameterOverrides"))
                .isFalse();
    }

    @Test
    void rolesAreDeployedInOneRegionAndEventsInAll() {
        assertThat(stackSet("Roles").property("/StackInstancesGroup/0/Regions/0"))
                .isEqualTo("${AWS::Region}");
        assertThat(stackSet("Roles").properties().at("/StackInstancesGroup/0/Regions"))
                .hasSize(1);
        assertThat(stackSet("Events")
                        .properties()
                        .at("/StackInstancesGroup/0/Regions")
                        .toString())
                .isEqualTo("[\"eu-west-1\",\"us-east-1\"]");
    }

    @Test
    void eventsFollowTheRolesInTheFirstRolloutAndInEveryNewAccount() {
        assertThat(stackSet("Events").body().path("DependsOn").toString()).isEqualTo("[\"Roles\"]");
        assertThat(stackSet("Events").property("/AutoDeployment/DependsOn/0"))
                .isEqualTo("arn:${AWS::Partition}:cloudformation:${AWS::Region}:999988887777:stackset/${Roles}");
        assertThat(stackSet("Roles").properties().at("/AutoDeployment").has("DependsOn"))
                .isFalse();
    }

    /** The StackSet of the roles belongs to the management account, whether or not that is watched. */
    @ParameterizedTest
    @ValueSource(strings = {"organization.yaml", "organization-remediation.yaml"})
    void theRolesOfAShippedExampleAreNamedWithTheManagementAccount(String example) throws IOException {
        SynthesizedHub rollout = SynthesizedOrganization.of(Files.readString(Path.of("examples", example)))
                .rollout();
        assertThat(rollout.resource("AWS::CloudFormation::StackSet", "Events").property("/AutoDeployment/DependsOn/0"))
                .isEqualTo("arn:${AWS::Partition}:cloudformation:${AWS::Region}:999988887777:stackset/${Roles}");
    }

    @Test
    void theStackSetsHoldTheMemberTemplatesAndFitTheLimit() throws JsonProcessingException {
        for (String id : List.of("Roles", "Events")) {
            String body = stackSet(id).property("/TemplateBody");
            assertThat(JSON.readTree(body))
                    .isEqualTo(
                            id.equals("Roles") ? ON.roles().json() : ON.events().json());
            assertThat(body.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LONGEST_TEMPLATE_BODY);
        }
    }

    @Test
    void aDeployOfAllStacksDeploysNoMemberTemplateIntoTheHub() {
        assertThat(ON.topLevel()).containsExactlyInAnyOrder("EcrAuditor", "EcrAuditorRollout");
        assertThat(ON.templates().keySet())
                .containsExactlyInAnyOrder(
                        "EcrAuditor", "EcrAuditorRollout", "ecr-auditor-member-roles", "ecr-auditor-member-events");
    }

    @Test
    void namedAccountsHaveTemplatesAndNoStackSet() {
        assertThat(SynthesizedOrganization.ofAccounts().templates().keySet())
                .containsExactlyInAnyOrder("EcrAuditor", "ecr-auditor-member-roles", "ecr-auditor-member-events");
    }

    @Test
    void aSecondDeploymentSharesNoNameWithTheFirst() {
        SynthesizedOrganization second = SynthesizedOrganization.withSuffix("test");
        assertThat(second.templates().keySet())
                .allSatisfy(stack -> assertThat(stack).endsWith("-test"));
        JsonNode hub = second.named("EcrAuditor-test").json();
        for (String property :
                List.of("RoleName", "FunctionName", "LogGroupName", "AlarmName", "LayerName", "EventBusName", "Name")) {
            assertThat(hub.findValues(property).stream()
                            .filter(JsonNode::isTextual)
                            .map(JsonNode::asText)
                            .filter(name -> name.contains("ecr-auditor")))
                    .as(property)
                    .allSatisfy(name -> assertThat(name).endsWith("-test"));
        }
    }

    private static Resource stackSet(String id) {
        return ON.rollout().resource("AWS::CloudFormation::StackSet", id);
    }
}
