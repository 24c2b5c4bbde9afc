package dev.ecrauditor.infra;

import dev.ecrauditor.infra.member.MemberEventsStack;
import dev.ecrauditor.infra.member.MemberRolesStack;
import dev.ecrauditor.infra.member.MemberStage;
import dev.ecrauditor.infra.settings.Rollout;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.cloudformation.CfnStackSet;
import software.constructs.Construct;

/**
 * Two StackSets that deploy the member templates to an organization, first the roles, then the events. Accounts are
 * excluded in the hub and not here, because automatic deployment ignores account filters and overrides.
 */
public final class OrganizationRollout extends Stack {

    private final Rollout rollout;

    public OrganizationRollout(Construct scope, String id, StackProps props, Rollout rollout, MemberStage members) {
        super(scope, id, props);
        this.rollout = rollout;
        CfnStackSet roles = stackSet("Roles", MemberRolesStack.NAME, members.roles(), List.of(Aws.REGION))
                .autoDeployment(automatic().build())
                .build();
        CfnStackSet events = stackSet("Events", MemberEventsStack.NAME, members.events(), regions())
                .autoDeployment(automatic().dependsOn(List.of(arnOf(roles))).build())
                .build();
        events.addResourceDependency(roles);
    }

    private List<String> regions() {
        return rollout.watch().regions().isEmpty()
                ? List.of(Aws.REGION)
                : rollout.watch().regions();
    }

    private CfnStackSet.Builder stackSet(String id, String name, String template, List<String> regions) {
        return CfnStackSet.Builder.create(this, id)
                .stackSetName(FixedName.withSuffix(name, rollout.suffix()))
                .description("Deploys " + name + " of ECR Auditor to the watched accounts")
                .permissionModel("SERVICE_MANAGED")
                .callAs("DELEGATED_ADMIN")
                .capabilities(List.of("CAPABILITY_NAMED_IAM"))
                .managedExecution(Map.of("Active", true))
                // A suspended account, an empty unit or a disabled Region must not stop the others. The sweep reports
                // a missing role as a coverage gap; a missing rule is not detected yet.
                .operationPreferences(CfnStackSet.OperationPreferencesProperty.builder()
                        .failureTolerancePercentage(100)
                        .maxConcurrentPercentage(25)
                        .regionConcurrencyType("PARALLEL")
                        .build())
                .parameters(List.of(parameter("HubAccount", Aws.ACCOUNT_ID), parameter("HubRegion", Aws.REGION)))
                .stackInstancesGroup(List.of(CfnStackSet.StackInstancesProperty.builder()
                        .deploymentTargets(CfnStackSet.DeploymentTargetsProperty.builder()
                                .organizationalUnitIds(rollout.watch().organizationalUnits())
                                .build())
                        .regions(regions)
                        .build()))
                .templateBody(template);
    }

    private static CfnStackSet.ParameterProperty parameter(String name, String value) {
        return CfnStackSet.ParameterProperty.builder()
                .parameterKey(name)
                .parameterValue(value)
                .build();
    }

    /** StackSets delete the stacks of an account that leaves the units and deploy them to an account that joins. */
    private static CfnStackSet.AutoDeploymentProperty.Builder automatic() {
        return CfnStackSet.AutoDeploymentProperty.builder().enabled(true).retainStacksOnAccountRemoval(false);
    }

    /**
     * A service-managed StackSet belongs to the management account, also when a delegated administrator creates it.
     * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
     */
    private String arnOf(CfnStackSet stackSet) {
        return "arn:" + Aws.PARTITION + ":cloudformation:" + Aws.REGION + ":"
                + rollout.watch().managementAccount().orElseThrow() + ":stackset/" + stackSet.getRef();
    }
}
