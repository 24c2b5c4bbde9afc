package dev.ecrauditor.handler;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.delivery.DeliveryAudit;
import dev.ecrauditor.audit.delivery.EventArrivalLog;
import dev.ecrauditor.audit.sweep.Canary;
import dev.ecrauditor.audit.sweep.DeliveryChecks;
import dev.ecrauditor.audit.sweep.HubChecks;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.delivery.EcrCanaryTagger;
import dev.ecrauditor.aws.delivery.SignedEventDeliveryReader;
import dev.ecrauditor.aws.delivery.SignedIntakeReader;
import dev.ecrauditor.aws.delivery.SnsSubscriberReader;
import dev.ecrauditor.aws.dynamodb.DynamoEventArrivals;
import dev.ecrauditor.delivery.AccountRegion;
import dev.ecrauditor.delivery.BusCheck;
import dev.ecrauditor.delivery.CanaryCheck;
import dev.ecrauditor.delivery.CheckResult;
import dev.ecrauditor.delivery.DeliveryCheck;
import dev.ecrauditor.delivery.ExpectedRule;
import dev.ecrauditor.delivery.ForwardingCheck;
import dev.ecrauditor.delivery.IntakeReader;
import dev.ecrauditor.delivery.SubscriberCheck;
import dev.ecrauditor.delivery.SubscriberReader;
import dev.ecrauditor.event.WatchedCalls;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.Reminders;
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
    private final Supplier<Subject.Coverage> hub;

    /**
     * What the checks are built of.
     *
     * @param canary the name of the canary repository
     */
    record Parts(
            Environment environment,
            AwsClients clients,
            FindingStore store,
            DrainRequestQueue drainRequests,
            Clock clock,
            Optional<String> canary,
            Supplier<Reminders> reminders) {

        private String table() {
            return environment.required("TABLE_NAME");
        }
    }

    /**
     * @param hub the account and Region of the deployment; only asked for what needs it
     */
    DeliveryWiring(Parts parts, Supplier<Subject.Coverage> hub) {
        this.parts = parts;
        this.hub = hub;
    }

    /** The checks of an account and Region, with the credentials of its sweep. */
    SweepBeginning.Checks beginning(AccountCredentials spaced) {
        Environment environment = parts.environment();
        String rule = environment.required("FORWARDING_RULE_NAME");
        ExpectedRule expected = new ExpectedRule(
                rule,
                Optional.empty(),
                environment.required("FORWARDING_TARGET_ARN"),
                environment.optional("FORWARDING_ROLE_NAME"),
                WatchedCalls.eventNames());
        return new DeliveryChecks(new DeliveryChecks.Parts(
                new SignedEventDeliveryReader(spaced, rule, parts.clock()),
                new ForwardingCheck(DeliveryCheck.FORWARDING, expected),
                DynamoEventArrivals.ofEvents(parts.clients(), parts.table()),
                audit(),
                parts.clock()));
    }

    /** Notes when events of an account and Region, and of the canary, arrive. */
    EventArrivalLog arrivals() {
        return new EventArrivalLog(
                DynamoEventArrivals.ofEvents(parts.clients(), parts.table()),
                canary().map(repository -> new EventArrivalLog.Canary(
                        repository, DynamoEventArrivals.ofCanaryEvents(parts.clients(), parts.table()))),
                parts.clock());
    }

    private Optional<RepositoryArn> canary() {
        return parts.canary().flatMap(this::ofHub);
    }

    private Optional<RepositoryArn> ofHub(String name) {
        String region = hub.get().region();
        return RepositoryArn.of(
                RepositoryArn.partitionOf(region), region, hub.get().account(), name);
    }

    private Canary canary(AccountRegion place, RepositoryArn repository) {
        return new Canary(
                repository,
                new EcrCanaryTagger(parts.clients()),
                new CanaryCheck(place, repository),
                new Canary.Stores(
                        DynamoEventArrivals.ofCanaryTags(parts.clients(), parts.table()),
                        DynamoEventArrivals.ofCanaryEvents(parts.clients(), parts.table())),
                parts.clock());
    }

    /** The checks of the deployment itself; a single account has no bus of its own. */
    HubChecks hubChecks() {
        Subject.Coverage deployment = hub.get();
        AccountRegion place = new AccountRegion(deployment.account(), deployment.region());
        String topic = parts.environment().required("TOPIC_ARN");
        SubscriberReader subscribers = new SnsSubscriberReader(parts.clients(), topic);
        SubscriberCheck check = new SubscriberCheck(topic);
        List<Supplier<Optional<CheckResult>>> checks = new ArrayList<>();
        checks.add(() -> Optional.of(check.check(place, subscribers.read())));
        checks.add(canary().<Supplier<Optional<CheckResult>>>map(repository -> canary(place, repository))
                .orElse(notMade(DeliveryCheck.CANARY)));
        checks.addAll(parts.environment()
                .optional("HUB_BUS_NAME")
                .map(bus -> intakeChecks(place, bus))
                .orElse(List.of(notMade(DeliveryCheck.BUS), notMade(DeliveryCheck.INTAKE))));
        return new HubChecks(deployment, checks, audit());
    }

    /** Resolves what is left of a check that the deployment no longer makes. */
    private static Supplier<Optional<CheckResult>> notMade(DeliveryCheck check) {
        return () -> Optional.of(CheckResult.good(check));
    }

    private List<Supplier<Optional<CheckResult>>> intakeChecks(AccountRegion place, String bus) {
        String rule = parts.environment().required("INTAKE_RULE_NAME");
        IntakeReader reader = new SignedIntakeReader(parts.clients(), bus, rule, parts.clock());
        BusCheck busCheck = new BusCheck(bus, parts.environment().optional("WATCHED_ORGANIZATION"), namedAccounts());
        ForwardingCheck ruleCheck = new ForwardingCheck(
                DeliveryCheck.INTAKE,
                new ExpectedRule(
                        rule,
                        Optional.of(bus),
                        parts.environment().required("CHANGE_QUEUE_ARN"),
                        Optional.empty(),
                        WatchedCalls.eventNames()));
        return List.of(
                () -> Optional.of(busCheck.check(place, reader.busPolicy())),
                () -> Optional.of(ruleCheck.check(place, reader.rule())));
    }

    /** None in an organization. */
    private Set<String> namedAccounts() {
        return parts.environment()
                .optional("WATCHED_ACCOUNTS")
                .map(list ->
                        Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    private DeliveryAudit audit() {
        return new DeliveryAudit(parts.store(), parts.drainRequests(), parts.clock(), parts.reminders());
    }
}
