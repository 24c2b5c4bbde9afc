package dev.ecrauditor.handler;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RemediationQueue;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.export.FindingExport;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.audit.sweep.SettingsCheck;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.audit.sweep.SweepHold;
import dev.ecrauditor.audit.sweep.SweepPlanner;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.aws.SpacedCalls;
import dev.ecrauditor.aws.SqsDrainRequestQueue;
import dev.ecrauditor.aws.SqsRemediationQueue;
import dev.ecrauditor.aws.SqsSweepRequestQueue;
import dev.ecrauditor.aws.dynamodb.DynamoExportStore;
import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.aws.dynamodb.DynamoRecordPages;
import dev.ecrauditor.aws.dynamodb.DynamoSweepRoundStore;
import dev.ecrauditor.aws.dynamodb.DynamoSweepStore;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.aws.repository.ListedRepositories;
import dev.ecrauditor.aws.s3.S3Objects;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.settings.published.CurrentSettings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the functions from their environment variables, which nothing else reads. A missing variable fails at once, by
 * name.
 */
final class Wiring {

    private static final int SWEEP_CALLS_PER_SECOND = 10;

    private final Environment environment;
    private final CurrentSettings settings;
    private final CurrentRules rules;
    private final WatchWiring watch;
    private final Clock clock = Clock.systemUTC();
    private final AwsClients clients;

    Wiring(Map<String, String> environment) {
        this(new Environment(environment), AwsClients.ofFunction(new Environment(environment).required("AWS_REGION")));
    }

    Wiring(Environment environment, AwsClients clients) {
        this.environment = environment;
        this.clients = clients;
        SettingsWiring published = new SettingsWiring(this.environment, clients, clock);
        this.settings = published.settings();
        this.rules =
                new CurrentRules(settings, published.baselines(), () -> new OrganizationsReader(clients, clock), clock);
        this.watch = new WatchWiring(this.environment, settings, clients, clock);
    }

    static Wiring fromEnvironment() {
        return new Wiring(System.getenv());
    }

    /** The webhook notifier needs neither settings nor rules. */
    static WebhookWiring webhookFromEnvironment() {
        return new WebhookWiring(new Environment(System.getenv()));
    }

    /** Runs an invented event before Lambda takes its snapshot. */
    Priming priming() {
        return new Priming(environment, clients.connection(), clock);
    }

    CurrentRules rules() {
        return rules;
    }

    Metrics metrics() {
        return Metrics.of(environment);
    }

    WatchWiring watch() {
        return watch;
    }

    EventReader eventReader() {
        return new EventReader(watch.accounts());
    }

    EventAudit eventAudit() {
        return subjects(credentials("READ_ROLE_NAME"), new ListedRepositories()).events();
    }

    private SubjectWiring subjects(AccountCredentials credentials, ListedRepositories listed) {
        return new SubjectWiring(
                new SubjectWiring.Parts(environment, clients, rules, store(), listed, clock), credentials);
    }

    /** Its calls to one account and Region are spaced, because their quotas belong to the account's own pipelines. */
    Sweep sweep() {
        AccountCredentials spaced = new AccountCredentials(
                clients, environment.optional("READ_ROLE_NAME"), clock, SpacedCalls.perSecond(SWEEP_CALLS_PER_SECOND));
        ListedRepositories listed = new ListedRepositories();
        SubjectWiring subjects = subjects(spaced, listed);
        return new Sweep(
                new Sweep.Parts(
                        new EcrRepositoryLister(clients, spaced, listed, clock),
                        sweeps(),
                        subjects.repositories(),
                        store(),
                        drainRequests(),
                        rules::fingerprint,
                        settings.ofDeployment().sweepEvery(),
                        clock,
                        new SweepBeginning(delivery().beginning(spaced), rules::baseline),
                        subjects.places()),
                rules::reminders);
    }

    /** The checks of event delivery. */
    DeliveryWiring delivery() {
        DeliveryWiring.Parts parts = new DeliveryWiring.Parts(
                environment,
                clients,
                store(),
                drainRequests(),
                clock,
                settings.ofDeployment().watch().canary(),
                rules::reminders);
        return new DeliveryWiring(parts, this::hub);
    }

    /** Checks the settings before anything is swept. */
    SettingsCheck settingsCheck() {
        return new SettingsCheck(
                new SettingsCheck.Parts(settings::latest, hub(), store(), drainRequests(), clock), rules::reminders);
    }

    /** Where the auditor itself runs. */
    private Subject.Coverage hub() {
        return environment
                .optional("HUB_ACCOUNT")
                .map(account -> new Subject.Coverage(account, environment.required("AWS_REGION")))
                .orElseGet(watch::onlyPlace);
    }

    /** Plans the sweeps where several accounts or Regions are watched; empty where the schedule triggers the only one. */
    Optional<SweepPlanner> sweepPlanner() {
        return environment.optional("SWEEP_QUEUE_URL").map(this::sweepPlanner);
    }

    private SweepPlanner sweepPlanner(String queueUrl) {
        return new SweepPlanner(
                new SweepPlanner.Parts(
                        watch::listAccounts,
                        watch.regions(),
                        Subject.Coverage.ofOrganization(environment.required("HUB_ACCOUNT")),
                        new SweepPlanner.Stores(rounds(), sweeps(), store()),
                        new SweepPlanner.Queues(new SqsSweepRequestQueue(clients, queueUrl), drainRequests()),
                        rules::fingerprint,
                        settings.ofDeployment().sweepEvery(),
                        clock),
                rules::reminders);
    }

    /** The one account that is swept, in the function's own Region. */
    Subject.Coverage sweptPlace() {
        return watch.onlyPlace();
    }

    /** The daily export; empty where it is not switched on. */
    Optional<FindingExport> findingExport() {
        String table = environment.required("TABLE_NAME");
        return environment
                .optional("EXPORT_BUCKET")
                .map(bucket -> new S3Objects(clients, bucket, clock))
                .map(objects -> new FindingExport(new FindingExport.Parts(
                        new DynamoRecordPages(clients, table),
                        new DynamoExportStore(clients, table),
                        (key, text) -> objects.put(key, text, "application/x-ndjson"),
                        this::exportedPlaces,
                        clock)));
    }

    /**
     * Of an organization the accounts as the latest tick of the sweep listed them, the hub and the organization. None
     * before the first sweep is complete: the export would seem to say that there are no findings.
     */
    private List<Subject.Coverage> exportedPlaces() {
        if (environment.optional("SWEEP_QUEUE_URL").isEmpty()) {
            Subject.Coverage place = watch.onlyPlace();
            return sweeps().progress(place).completedAt().isPresent() ? List.of(place) : List.of();
        }
        SweepRound round = rounds().round();
        return round.completedAt().isEmpty()
                ? List.of()
                : FindingExport.places(round.accounts(), watch.regions(), hub());
    }

    AlertDrain alertDrain() {
        RemediationQueue remediation = environment
                .optional("REMEDIATION_QUEUE_URL")
                .<RemediationQueue>map(url -> new SqsRemediationQueue(clients, url))
                .orElse(request -> {}); // remediation is off: the request is dropped, the finding stays open
        return new AlertDrain(
                new AlertDrain.Parts(
                        store(),
                        rules.all(),
                        new SnsAlertChannel(clients, environment.required("TOPIC_ARN")),
                        remediation,
                        new SweepHold(sweeps(), rounds(), clock),
                        clock),
                watch.alertedAccounts());
    }

    ScanRemediation scanRemediation() {
        return new ScanRemediation(new ScanRemediation.Parts(
                watch.accounts(),
                reader("REMEDIATION_ROLE_NAME"),
                new EcrScanSettingsWriter(clients, credentials("REMEDIATION_ROLE_NAME")),
                settings::beforeWrite,
                new EcrExclusionTag(clients, credentials("REMEDIATION_ROLE_NAME")),
                store(),
                drainRequests(),
                clock));
    }

    private EcrRepositoryReader reader(String roleVariable) {
        return new EcrRepositoryReader(clients, credentials(roleVariable), clock);
    }

    private AccountCredentials credentials(String roleVariable) {
        return new AccountCredentials(clients, environment.optional(roleVariable), clock);
    }

    private FindingStore store() {
        return new DynamoFindingStore(clients, environment.required("TABLE_NAME"));
    }

    private SqsDrainRequestQueue drainRequests() {
        return new SqsDrainRequestQueue(clients, environment.required("DRAIN_QUEUE_URL"));
    }

    private SweepRoundStore rounds() {
        return new DynamoSweepRoundStore(clients, environment.required("TABLE_NAME"));
    }

    private SweepStore sweeps() {
        return new DynamoSweepStore(clients, environment.required("TABLE_NAME"));
    }
}
