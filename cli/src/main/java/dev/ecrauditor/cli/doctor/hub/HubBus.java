package dev.ecrauditor.cli.doctor.hub;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Decision;
import dev.ecrauditor.cli.doctor.check.DeploymentNames;
import dev.ecrauditor.cli.doctor.check.Fix;
import dev.ecrauditor.cli.doctor.check.PolicyRequest;
import dev.ecrauditor.cli.doctor.check.ResourcePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the event bus of the hub accepts the events of the watched accounts. */
public final class HubBus implements Check {

    private final Deployment deployment;

    public HubBus(Deployment deployment) {
        this.deployment = deployment;
    }

    @Override
    public String name() {
        return "hub-bus";
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        String bus = deployment.names().hubBus();
        Optional<String> policy = deployment.events().busPolicy(place, bus);
        if (policy.isEmpty()) {
            return List.of(CheckResult.fail(
                    "the event bus " + bus + " does not exist",
                    deployment.commands().revertHub()));
        }
        ResourcePolicy read = ResourcePolicy.of(policy.get());
        return deployment
                .watch()
                .organization()
                .map(organization -> List.of(ofOrganization(read, bus, organization)))
                .orElseGet(() -> deployment.watch().accounts().stream()
                        .map(account ->
                                result(decide(read, account, Map.of()), bus, "account " + account, namedAccounts()))
                        .distinct()
                        .toList());
    }

    private CheckResult ofOrganization(ResourcePolicy policy, String bus, String organization) {
        // Any account of the organization forwards with the role of that account.
        Decision decision = decide(policy, "{account}", Map.of("aws:PrincipalOrgID", organization));
        Fix fix = Fix.in(
                "{account}",
                "aws events put-permission --region {region} --event-bus-name " + bus
                        + " --action events:PutEvents --principal '*' --statement-id " + DeploymentNames.BUS_STATEMENT
                        + " --condition Type=StringEquals,Key=aws:PrincipalOrgID,Value=" + organization);
        return result(decision, bus, "the organization " + organization, fix);
    }

    private Fix namedAccounts() {
        return deployment.commands().revertHub();
    }

    private Decision decide(ResourcePolicy policy, String account, Map<String, String> context) {
        String role = "arn:" + deployment.partition() + ":iam::" + account + ":role/"
                + deployment.names().forwardRole();
        return policy.decide(
                PolicyRequest.byRole(role, "events:PutEvents", deployment.arns().bus(), context));
    }

    /** A further statement that allows does not help against one that denies. */
    private static Fix removal(String bus, String sid) {
        return Fix.in(
                "{account}",
                "aws events remove-permission --statement-id " + sid + " --event-bus-name " + bus
                        + " --region {region}");
    }

    private static CheckResult result(Decision decision, String bus, String who, Fix fix) {
        if (decision.isUndecided()) {
            return CheckResult.unknown("whether the event bus " + bus + " accepts events of " + who
                    + " cannot be decided: " + decision.reason());
        }
        return decision.isAllowed()
                ? CheckResult.pass("the event bus " + bus + " accepts events of " + who)
                : CheckResult.fail(
                        "the event bus " + bus + " does not accept events of " + who + ": in its policy "
                                + decision.reason(),
                        decision.sid().isEmpty() ? fix : removal(bus, decision.sid()));
    }
}
