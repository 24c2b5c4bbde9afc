package dev.ecrauditor.handler;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.RemediationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.Sweep;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.DynamoFindingStore;
import dev.ecrauditor.aws.DynamoSweepStore;
import dev.ecrauditor.aws.EcrExclusionTag;
import dev.ecrauditor.aws.EcrRepositoryLister;
import dev.ecrauditor.aws.EcrRepositoryReader;
import dev.ecrauditor.aws.EcrScanSettingsWriter;
import dev.ecrauditor.aws.SnsAlertChannel;
import dev.ecrauditor.aws.SqsDrainRequestQueue;
import dev.ecrauditor.aws.SqsReevaluationQueue;
import dev.ecrauditor.aws.SqsRemediationQueue;
import dev.ecrauditor.aws.organizations.OrganizationsReader;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.WatchedAccounts;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.remediation.SettingsReader;
import dev.ecrauditor.repository.OrganizationReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.WatchedOrganization;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.RuleSettings;
import dev.ecrauditor.settings.Settings;
import dev.ecrauditor.settings.TrustSettings;
import dev.ecrauditor.settings.WatchSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Builds the functions from their environment variables, which nothing else reads. A missing variable fails at once, by
 * name.
 */
final class Wiring {

    private final Map<String, String> environment;
    private final Clock clock = Clock.systemUTC();
    private final AwsClients clients;

    Wiring(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.clients = AwsClients.ofFunction(required("AWS_REGION"));
    }

    static Wiring fromEnvironment() {
        return new Wiring(System.getenv());
    }

    EventReader eventReader() {
        return new EventReader(watchedOrganization()
                .map(organization -> WatchedAccounts.of(organization, clock))
                .orElseGet(() -> WatchedAccounts.of(watchedAccounts())));
    }

    RepositoryAudit repositoryAudit() {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                reader("READ_ROLE_NAME"),
                rules(),
                new Transition(
                        decidingSettings(), optional("REMEDIATION_ROLE_NAME").orElse(""), Optional.of(fingerprint())),
                store(),
                drainRequests(),
                new SqsReevaluationQueue(clients, required("CHANGE_QUEUE_URL")),
                clock));
    }

    Sweep sweep() {
        return new Sweep(new Sweep.Parts(
                new EcrRepositoryLister(clients),
                sweeps(),
                repositoryAudit(),
                store(),
                drainRequests(),
                fingerprint(),
                decidingSettings().sweepEvery(),
                clock));
    }

    /** The one account that is swept, in the function's own Region. */
    Subject.Coverage sweptPlace() {
        Set<String> accounts = watchedAccounts();
        if (accounts.size() != 1) {
            throw new IllegalStateException("WATCHED_ACCOUNTS of the sweep is not one account");
        }
        return new Subject.Coverage(accounts.iterator().next(), required("AWS_REGION"));
    }

    AlertDrain alertDrain() {
        RemediationQueue remediation = optional("REMEDIATION_QUEUE_URL")
                .<RemediationQueue>map(url -> new SqsRemediationQueue(clients, url))
                .orElse(request -> {}); // remediation is off: the request is dropped, the finding stays open
        return new AlertDrain(new AlertDrain.Parts(
                store(),
                allRules(),
                new SnsAlertChannel(clients, required("TOPIC_ARN")),
                remediation,
                Sweep.hold(sweeps(), clock),
                clock));
    }

    ScanRemediation scanRemediation() {
        return new ScanRemediation(new ScanRemediation.Parts(
                reader("REMEDIATION_ROLE_NAME"),
                new EcrScanSettingsWriter(clients, credentials("REMEDIATION_ROLE_NAME")),
                settings(),
                new EcrExclusionTag(clients, credentials("REMEDIATION_ROLE_NAME")),
                store(),
                drainRequests(),
                clock));
    }

    OrganizationReader organizationReader() {
        return new OrganizationsReader(clients, clock);
    }

    /**
     * The watched accounts of the organization; empty where the accounts are listed. With unreadable settings no account
     * is excluded, so that no alert is held back.
     */
    Optional<WatchedOrganization> watchedOrganization() {
        WatchSettings watch = decidingSettings().watch();
        return optional("WATCHED_ORGANIZATION")
                .map(id -> new WatchedOrganization(
                        organizationReader(),
                        new WatchedOrganization.Choice(
                                watch.organizationalUnits(), watch.managementAccount(), watch.excludedAccounts())));
    }

    private EcrRepositoryReader reader(String roleVariable) {
        return new EcrRepositoryReader(clients, credentials(roleVariable), clock);
    }

    private AccountCredentials credentials(String roleVariable) {
        return new AccountCredentials(clients, optional(roleVariable), clock);
    }

    private FindingStore store() {
        return new DynamoFindingStore(clients, required("TABLE_NAME"));
    }

    private SqsDrainRequestQueue drainRequests() {
        return new SqsDrainRequestQueue(clients, required("DRAIN_QUEUE_URL"));
    }

    private SweepStore sweeps() {
        return new DynamoSweepStore(clients, required("TABLE_NAME"));
    }

    /** The rules that evaluate. */
    RuleRegistry rules() {
        return allRules().without(decidingSettings().rules().off());
    }

    /** Also those that are switched off: an alert names the rule of a finding that it resolves. */
    private RuleRegistry allRules() {
        Settings settings = decidingSettings();
        TrustSettings trust = settings.trust();
        return RuleRegistry.standard(
                settings.rules().policyGrace(), new TrustedParties(trust.accounts(), trust.organizations()));
    }

    /** Includes every setting that a verdict depends on. */
    RuleSetFingerprint fingerprint() {
        RuleSettings rules = decidingSettings().rules();
        TrustSettings trusted = decidingSettings().trust();
        return RuleSetFingerprint.of(
                allRules(),
                rules.off(),
                "POLICY_GRACE=" + rules.policyGrace() + " TRUSTED=" + new TreeSet<>(trusted.accounts()) + " "
                        + new TreeSet<>(trusted.organizations()));
    }

    private Set<String> watchedAccounts() {
        return ids(required("WATCHED_ACCOUNTS"));
    }

    private static Set<String> ids(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private SettingsReader settings() {
        return optional("SETTINGS_FILE")
                .<SettingsReader>map(path -> new SettingsFile(Path.of(path)))
                .orElse(() -> new Reading.Known<>(Settings.NONE));
    }

    /**
     * The settings by which the transition requests remediation and the rules evaluate. Unreadable settings hold no
     * alert back: every rule evaluates, nobody is trusted, and remediation is requested, reads the settings again,
     * refuses and reports it.
     */
    private Settings decidingSettings() {
        return settings().read() instanceof Reading.Known<Settings> known
                ? known.value()
                : Settings.of(RemediationMode.ON);
    }

    private Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private String required(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalStateException("the environment variable " + name + " is not set"));
    }
}
