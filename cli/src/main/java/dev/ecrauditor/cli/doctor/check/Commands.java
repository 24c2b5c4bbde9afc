package dev.ecrauditor.cli.doctor.check;

import dev.ecrauditor.settings.file.WatchSettings;

/** The commands that fix more than one kind of failure. */
public record Commands(DeploymentNames names, AccountRegion hub, WatchSettings watch) {

    private static final String MEMBER_TEMPLATES = "infra-cdk/target/members/";
    private static final String ROLES = "ecr-auditor-member-roles";
    private static final String EVENTS = "ecr-auditor-member-events";

    /** Deploys what is not there, in {@code infra-cdk} of the checkout. */
    public Fix deploy(String stack) {
        return Fix.in(
                hub.account(), "npx aws-cdk@2.1148.1 deploy " + stack + " -c settings=SETTINGS_FILE    # in infra-cdk");
    }

    /**
     * Brings the resources of the hub back to its template. A normal deploy does nothing while the template is the same.
     * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/drift-aware-change-sets.html
     */
    public Fix revertHub() {
        String of = " --stack-name " + names.hubStack() + " --change-set-name revert-drift --region " + hub.region();
        return Fix.in(
                hub.account(),
                "aws cloudformation delete-change-set" + of
                        + "    # of an earlier run; it fails harmlessly when there is none",
                "aws cloudformation create-change-set" + of
                        + " --use-previous-template --deployment-mode REVERT_DRIFT --capabilities CAPABILITY_NAMED_IAM",
                "aws cloudformation wait change-set-create-complete" + of,
                "aws cloudformation execute-change-set" + of);
    }

    /** Deploys the roles of a watched account anew. */
    public Fix rolesAnew(AccountRegion place, boolean deployed) {
        return anew(names.rolesStack(), ROLES, place, deployed);
    }

    /** Deploys the forwarding rule of a watched account and Region anew. */
    public Fix eventsAnew(AccountRegion place, boolean deployed) {
        return anew(names.eventsStack(), EVENTS, place, deployed);
    }

    private Fix anew(String stack, String template, AccountRegion place, boolean deployed) {
        boolean byStackSet = watch.organization().isPresent()
                && !watch.managementAccount().orElse("").equals(place.account());
        return byStackSet ? byStackSet(stack, deployed) : byHand(stack, template);
    }

    /** StackSets with managed execution queue the second operation until the first one has ended. */
    private Fix byStackSet(String stackSet, boolean deployed) {
        String create = "aws cloudformation create-stack-instances" + target(stackSet);
        return deployed
                ? Fix.in(
                        hub.account(),
                        "aws cloudformation delete-stack-instances" + target(stackSet) + " --no-retain-stacks",
                        "# the second operation is queued until the first ends; until then "
                                + (stackSet.equals(names.rolesStack())
                                        ? "the auditor cannot read this account"
                                        : "no change of this account and Region is forwarded"),
                        create)
                : Fix.in(hub.account(), create);
    }

    /** Tries the deployment of a StackSet to one account and Region again. */
    public Fix retry(String stackSet) {
        return Fix.in(hub.account(), "aws cloudformation update-stack-instances" + target(stackSet));
    }

    private String target(String stackSet) {
        return " --stack-set-name " + stackSet + " --call-as DELEGATED_ADMIN --region " + hub.region()
                + " --deployment-targets OrganizationalUnitIds="
                + String.join(",", watch.organizationalUnits())
                + ",Accounts={account},AccountFilterType=INTERSECTION --regions {region}";
    }

    private Fix byHand(String stack, String template) {
        String capabilities = template.equals(ROLES) ? " --capabilities CAPABILITY_NAMED_IAM" : "";
        String of = " --stack-name " + stack + " --region {region}";
        return Fix.in(
                "{account}",
                "aws cloudformation delete-stack" + of,
                "aws cloudformation wait stack-delete-complete" + of,
                "aws cloudformation deploy" + of + " --template-file " + MEMBER_TEMPLATES + template + ".json"
                        + capabilities + " --parameter-overrides HubAccount=" + hub.account() + " HubRegion="
                        + hub.region());
    }
}
