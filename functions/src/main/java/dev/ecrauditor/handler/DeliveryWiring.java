package dev.ecrauditor.handler;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.audit.sweep.DeliveryChecks;
import dev.ecrauditor.audit.sweep.HubChecks;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.delivery.SignedEventDeliveryReader;
import dev.ecrauditor.aws.delivery.SignedIntakeReader;
import dev.ecrauditor.aws.delivery.SnsSubscriberReader;
import dev.ecrauditor.aws.dynamodb.DynamoEventArrivals;
import dev.ecrauditor.delivery.BusCheck;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.delivery.ExpectedRule;
import dev.ecrauditor.delivery.ForwardingCheck;
import dev.ecrauditor.delivery.IntakeReader;
import dev.ecrauditor.delivery.Place;
import dev.ecrauditor.delivery.SubscriberCheck;
import dev.ecrauditor.delivery.SubscriberReader;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import dev.ecrauditor.finding.store.FindingStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Builds the checks of event delivery: those of each account and Region, and those of the hub. */
final class DeliveryWiring {

    private final Parts parts;
    private final Subject.Coverage hub;

    /** What the checks are built of. */
    record Parts(
            Environment environment,
            AwsClients clients,
            FindingStore store,
            DrainRequestQueue drainRequests,
            Clock clock) {}

    /**
     * @param hub the account and Region of the deployment
     */
    DeliveryWiring(Parts parts, Subject.Coverage hub) {
        this.parts = parts;
        this.hub = hub;
    }

    /** The checks of an account and Region, with the credentials of its sweep. */
    SweepBeginning beginning(AccountCredentials spaced) {
        Environment environment = parts.environment();
        String rule = environment.required("FORWARDING_RULE_NAME");
        ExpectedRule expected = new ExpectedRule(
                rule,
                Optional.empty(),
                environment.required("FORWARDING_TARGET_ARN"),
                environment.optional("FORWARDING_ROLE_NAME"),
                ChangeKind.eventNames());
        return new DeliveryChecks(new DeliveryChecks.Parts(
                new SignedEventDeliveryReader(spaced, rule, parts.clock()),
                new ForwardingCheck(DeliveryCheck.FORWARDING, expected),
                arrivals(parts.clients(), environment),
                audit(),
                parts.clock()));
    }

    /** When events of an account and Region arrived. */
    static EventArrivals arrivals(AwsClients clients, Environment environment) {
        return new DynamoEventArrivals(clients, environment.required("TABLE_NAME"));
    }

    /** The checks of the deployment itself; a single account has no bus of its own. */
    HubChecks hubChecks() {
        Place place = new Place(hub.account(), hub.region());
        String topic = parts.environment().required("TOPIC_ARN");
        SubscriberReader subscribers = new SnsSubscriberReader(parts.clients(), topic);
        SubscriberCheck check = new SubscriberCheck(topic);
        List<Supplier<CheckResult>> checks = new ArrayList<>();
        checks.add(() -> check.check(place, subscribers.read()));
        parts.environment().optional("HUB_BUS_NAME").ifPresent(bus -> checks.addAll(intakeChecks(place, bus)));
        return new HubChecks(hub, checks, audit());
    }

    private List<Supplier<CheckResult>> intakeChecks(Place place, String bus) {
        String rule = parts.environment().required("INTAKE_RULE_NAME");
        IntakeReader reader = new SignedIntakeReader(parts.clients(), bus, rule, parts.clock());
        BusCheck busCheck =
                new BusCheck(bus, parts.environment().optional("WATCHED_ORGANIZATION"), namedAccounts());
        ForwardingCheck ruleCheck = new ForwardingCheck(
                DeliveryCheck.INTAKE,
                new ExpectedRule(
                        rule,
                        Optional.of(bus),
                        parts.environment().required("CHANGE_QUEUE_ARN"),
                        Optional.empty(),
                        ChangeKind.eventNames()));
        return List.of(
                () -> busCheck.check(place, reader.busPolicy()), () -> ruleCheck.check(place, reader.rule()));
    }

    /** None in an organization. */
    private Set<String> namedAccounts() {
        return parts.environment()
                .optional("WATCHED_ACCOUNTS")
                .map(list -> Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private DeliveryAudit audit() {
        return new DeliveryAudit(parts.store(), parts.drainRequests(), parts.clock());
    }
}
