package dev.ecrauditor.cli.doctor.watched;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.aws.StackReads;
import dev.ecrauditor.cli.doctor.check.AccountRegion;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.check.CheckResult;
import dev.ecrauditor.cli.doctor.check.Decision;
import dev.ecrauditor.cli.doctor.check.PolicyRequest;
import dev.ecrauditor.cli.doctor.check.PrerequisiteException;
import dev.ecrauditor.cli.doctor.check.ResourcePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a role of a watched account exists, and its trust policy lets those assume it who must. doctor cannot try it:
 * the roles trust nobody but the functions and EventBridge.
 */
public final class DeployedRole implements Check {

    private static final String ASSUME = "sts:AssumeRole";

    private final Deployment deployment;
    private final String name;
    private final String role;
    private final Function<AccountRegion, List<User>> users;

    /** Who must be able to assume the role. */
    private record User(PolicyRequest request, String words) {}

    private DeployedRole(Deployment deployment, String name, String role, Function<AccountRegion, List<User>> users) {
        this.deployment = deployment;
        this.name = name;
        this.role = role;
        this.users = users;
    }

    /** The role with which the functions read. */
    public static DeployedRole ofReading(Deployment deployment) {
        return new DeployedRole(
                deployment,
                "read-role",
                deployment.names().readRole(),
                place -> functions(deployment, deployment.names().readers()));
    }

    /** The role with which the remediation function writes. */
    public static DeployedRole ofRemediation(Deployment deployment) {
        return new DeployedRole(
                deployment,
                "remediation-role",
                deployment.names().remediateRole(),
                place -> functions(deployment, List.of(deployment.names().remediationFunction())));
    }

    /** The role with which the Security Hub function imports findings. */
    public static DeployedRole ofImporting(Deployment deployment) {
        return new DeployedRole(
                deployment,
                "import-role",
                deployment.names().importRole(),
                place -> functions(deployment, List.of(deployment.names().securityHubFunction())));
    }

    /** The role with which EventBridge forwards. */
    public static DeployedRole ofForwarding(Deployment deployment) {
        return new DeployedRole(
                deployment, "forwarding-role", deployment.names().forwardRole(), place -> rules(deployment, place));
    }

    private static List<User> functions(Deployment deployment, List<String> names) {
        Map<String, String> context = deployment
                .watch()
                .organization()
                .map(id -> Map.of("aws:PrincipalOrgID", id))
                .orElse(Map.of());
        return names.stream()
                .map(function -> new User(
                        PolicyRequest.byRole(deployment.arns().role(function), ASSUME, "", context),
                        "the function " + function))
                .toList();
    }

    private static List<User> rules(Deployment deployment, AccountRegion place) {
        return deployment.regions().stream()
                .map(region -> {
                    String rule = "arn:" + deployment.partition() + ":events:" + region + ":" + place.account()
                            + ":rule/" + deployment.names().forwardingRule();
                    Map<String, String> context = Map.of("aws:SourceArn", rule, "aws:SourceAccount", place.account());
                    return new User(
                            PolicyRequest.byService("events.amazonaws.com", ASSUME, "", context),
                            "the rule " + deployment.names().forwardingRule() + " in " + region);
                })
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<CheckResult> at(AccountRegion place) {
        Optional<StackReads.Instance> instance =
                deployment.instance(deployment.names().rolesStack(), place);
        if (instance.isPresent() && !instance.get().isCurrent()) {
            throw new PrerequisiteException("the roles could not be deployed to the account");
        }
        Optional<String> policy = deployment.roles().trustPolicy(place.account(), role);
        if (policy.isEmpty()) {
            return List.of(CheckResult.fail(
                    "the role " + role + " does not exist",
                    deployment.commands().rolesAnew(place, instance.isPresent())));
        }
        Map<Decision, List<String>> refused = new LinkedHashMap<>();
        ResourcePolicy trust = ResourcePolicy.of(policy.get());
        for (User user : users.apply(place)) {
            Decision decision = trust.decide(user.request());
            if (!decision.isAllowed()) {
                refused.computeIfAbsent(decision, each -> new ArrayList<>()).add(user.words());
            }
        }
        return refused.isEmpty()
                ? List.of(CheckResult.pass("the role " + role + " exists and trusts those who must assume it"))
                : refused.entrySet().stream()
                        .map(entry -> refuses(entry.getKey(), entry.getValue(), place))
                        .toList();
    }

    private CheckResult refuses(Decision decision, List<String> users, AccountRegion place) {
        String problem = "the role " + role + " cannot be assumed by " + String.join(" and ", users)
                + ": in its trust policy " + decision.reason();
        return decision.isUndecided()
                ? CheckResult.unknown(problem)
                : CheckResult.fail(problem, deployment.commands().rolesAnew(place, true));
    }
}
