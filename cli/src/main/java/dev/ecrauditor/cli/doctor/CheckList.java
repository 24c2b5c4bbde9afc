package dev.ecrauditor.cli.doctor;

import dev.ecrauditor.cli.doctor.aws.Deployment;
import dev.ecrauditor.cli.doctor.before.Bootstrap;
import dev.ecrauditor.cli.doctor.before.Credentials;
import dev.ecrauditor.cli.doctor.before.DelegatedAdministrator;
import dev.ecrauditor.cli.doctor.before.EnabledRegions;
import dev.ecrauditor.cli.doctor.before.OrganizationIdentity;
import dev.ecrauditor.cli.doctor.before.OrganizationalUnits;
import dev.ecrauditor.cli.doctor.before.TrustedAccess;
import dev.ecrauditor.cli.doctor.check.Check;
import dev.ecrauditor.cli.doctor.hub.DeadLetters;
import dev.ecrauditor.cli.doctor.hub.FindingTable;
import dev.ecrauditor.cli.doctor.hub.Functions;
import dev.ecrauditor.cli.doctor.hub.HubBus;
import dev.ecrauditor.cli.doctor.hub.HubRules;
import dev.ecrauditor.cli.doctor.hub.HubStack;
import dev.ecrauditor.cli.doctor.hub.KeyPolicies;
import dev.ecrauditor.cli.doctor.hub.QueuePolicies;
import dev.ecrauditor.cli.doctor.hub.Rollout;
import dev.ecrauditor.cli.doctor.hub.SettingsLayer;
import dev.ecrauditor.cli.doctor.hub.SubscribedFunctions;
import dev.ecrauditor.cli.doctor.hub.Subscribers;
import dev.ecrauditor.cli.doctor.hub.TopicPolicies;
import dev.ecrauditor.cli.doctor.watched.DeployedRole;
import dev.ecrauditor.cli.doctor.watched.EnabledRegion;
import dev.ecrauditor.cli.doctor.watched.ForwardingRule;
import dev.ecrauditor.cli.doctor.watched.ManagementTrail;
import dev.ecrauditor.cli.doctor.watched.NewestEvent;
import dev.ecrauditor.cli.doctor.watched.ReadableAccount;
import dev.ecrauditor.cli.doctor.watched.StackInstance;
import dev.ecrauditor.cli.doctor.watched.SweepProgress;
import dev.ecrauditor.cli.doctor.watched.UndeliveredChanges;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every check, in the order of the output. */
record CheckList(List<Check> before, List<Check> hub, List<Check> accounts, List<Check> regions) {

    /** What a run of doctor checks. */
    enum Extent {
        /** Only what needs nothing deployed. */
        BEFORE_DEPLOYMENT,
        /** Without the watched accounts. */
        HUB,
        ALL
    }

    static CheckList of(Deployment deployment, Optional<String> hubAccount, Extent extent, Clock clock) {
        List<Check> before = before(deployment, hubAccount);
        return switch (extent) {
            case BEFORE_DEPLOYMENT -> {
                before.add(new Bootstrap(deployment));
                yield new CheckList(before, List.of(), List.of(), List.of());
            }
            case HUB -> new CheckList(before, hub(deployment), List.of(), List.of());
            case ALL -> new CheckList(before, hub(deployment), accounts(deployment), regions(deployment, clock));
        };
    }

    private static List<Check> before(Deployment deployment, Optional<String> hubAccount) {
        List<Check> checks =
                new ArrayList<>(List.of(new Credentials(deployment, hubAccount), new EnabledRegions(deployment)));
        if (deployment.watch().organization().isPresent()) {
            checks.add(new OrganizationIdentity(deployment));
            checks.add(new DelegatedAdministrator(deployment));
            checks.add(new TrustedAccess(deployment));
            checks.add(new OrganizationalUnits(deployment));
        }
        return checks;
    }

    private static List<Check> hub(Deployment deployment) {
        List<Check> checks = new ArrayList<>(List.of(new HubStack(deployment)));
        if (!deployment.watch().isSingleAccount()) {
            checks.add(new HubBus(deployment));
        }
        checks.addAll(List.of(
                new HubRules(deployment),
                new QueuePolicies(deployment),
                new KeyPolicies(deployment),
                new TopicPolicies(deployment),
                new Functions(deployment),
                new SettingsLayer(deployment),
                new FindingTable(deployment),
                new DeadLetters(deployment),
                Subscribers.ofAlerts(deployment),
                Subscribers.ofOperations(deployment)));
        if (!SubscribedFunctions.names(deployment).isEmpty()) {
            checks.add(new SubscribedFunctions(deployment));
        }
        if (deployment.watch().organization().isPresent()) {
            checks.add(new Rollout(deployment));
        }
        return checks;
    }

    private static List<Check> accounts(Deployment deployment) {
        List<Check> checks = new ArrayList<>();
        if (deployment.watch().isSingleAccount()) {
            return checks;
        }
        checks.add(new ReadableAccount(deployment));
        if (deployment.watch().organization().isPresent()) {
            checks.add(StackInstance.ofRoles(deployment));
        }
        checks.add(DeployedRole.ofReading(deployment));
        checks.add(DeployedRole.ofForwarding(deployment));
        if (deployment.hasRemediation()) {
            checks.add(DeployedRole.ofRemediation(deployment));
        }
        if (deployment.importsFindings()) {
            checks.add(DeployedRole.ofImporting(deployment));
        }
        return checks;
    }

    private static List<Check> regions(Deployment deployment, Clock clock) {
        List<Check> checks = new ArrayList<>();
        if (!deployment.watch().isSingleAccount()) {
            checks.add(new EnabledRegion(deployment));
        }
        if (deployment.watch().organization().isPresent()) {
            checks.add(StackInstance.ofEvents(deployment));
        }
        if (!deployment.watch().isSingleAccount()) {
            checks.add(new ForwardingRule(deployment));
            checks.add(new UndeliveredChanges(deployment));
        }
        checks.add(new ManagementTrail(deployment));
        checks.add(new SweepProgress(deployment, clock));
        checks.add(new NewestEvent(deployment));
        return checks;
    }
}
