package dev.ecrauditor.testing;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.audit.subject.KeyAudit;
import dev.ecrauditor.audit.subject.PlaceAudit;
import dev.ecrauditor.audit.subject.RegistryAudit;
import dev.ecrauditor.audit.subject.SubjectRules;
import dev.ecrauditor.audit.sweep.Sweep;
import dev.ecrauditor.audit.sweep.SweepBeginning;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.aws.repository.ListedRepositories;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemoryKeyIndex;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.transition.RuleSetFingerprint;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleOptions;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.TrustedParties;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.settings.Reminders;
import dev.ecrauditor.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The real auditor with real SDK clients against the simulated endpoint of local-aws; only the queues and the topic are
 * lists, so that a test can read them.
 */
public final class Auditor {

    public static final Set<String> WATCHED = Set.of("111122223333", "444455556666", "123456789012");
    public static final String REMEDIATION_ROLE = "ecr-auditor-remediation";
    private static final String HUB = "999988887777";

    public final List<AlertMessage> published = new ArrayList<>();
    public final List<Reevaluation> reevaluations = new ArrayList<>();
    public final List<RemediationRequest> requests = new ArrayList<>();
    public final LambdaContext context = new LambdaContext();

    /** The sweeps that changes of registries have requested. */
    public final List<SweepRequest> sweeps = new ArrayList<>();

    /** The messages that ask for the evaluation of keys and registries later. */
    public final List<String> later = new ArrayList<>();

    private final InMemoryFindingStore store;
    private final AuditHandler handler;
    private final PlaceAudit places;
    private final EcrRepositoryLister lister;
    private final Clock clock;
    private final RepositoryAudit audit;
    private final AlertDrain drain;
    private final ScanRemediation remediation;

    /** The accounts that the remediation function finds watched. */
    public WatchedAccounts watched = WatchedAccounts.of(WATCHED);

    /** The names of accounts as the alert function reads them. */
    public Function<String, Optional<String>> accountNames = account -> Optional.empty();

    /** What the remediation function reads just before it writes. */
    public Reading<Settings> settings;

    public Auditor(LocalAws aws, InMemoryFindingStore store, Clock clock, RemediationMode mode) {
        this(aws, store, clock, Settings.of(mode));
    }

    public Auditor(LocalAws aws, InMemoryFindingStore store, Clock clock, Settings deployed) {
        this(aws, store, clock, new Configuration(deployed, Set.of()));
    }

    /**
     * How it is deployed.
     *
     * @param settings its settings
     * @param rulesOn ids of rules that are off by default and switched on
     */
    public record Configuration(Settings settings, Set<String> rulesOn) {

        /** Without remediation, with the rules that a story switches on. */
        public static Configuration of(Json expected) {
            return new Configuration(
                    Settings.of(RemediationMode.OFF),
                    expected.items("rulesOn").stream()
                            .map(id -> ((Json.Str) id).value())
                            .collect(Collectors.toSet()));
        }
    }

    public Auditor(LocalAws aws, InMemoryFindingStore store, Clock clock, Configuration configuration) {
        this(aws.endpoint(), store, clock, configuration);
    }

    /** Against any endpoint that answers as AWS does. */
    public Auditor(URI endpoint, InMemoryFindingStore store, Clock clock, Configuration configuration) {
        this.store = store;
        this.clock = clock;
        Settings deployed = configuration.settings();
        settings = new Reading.Known<>(deployed);
        AwsClients clients = AwsClients.ofEndpoint(endpoint, "us-east-1", HUB);
        RuleRegistry rules = RuleCatalog.of(new RuleOptions(
                Duration.ofMinutes(15), TrustedParties.NOBODY, Set.of(), Map.of(), configuration.rulesOn(), Set.of()));
        AccountCredentials reading = new AccountCredentials(clients, Optional.of("ecr-auditor-read"), clock);
        ListedRepositories listed = new ListedRepositories();
        EcrRepositoryReader reader = new EcrRepositoryReader(
                        clients,
                        reading,
                        clock,
                        EcrRegistryContextSource.cached(
                                clients,
                                reading,
                                rules.evaluates(Setting.SIGNING) ? SigningReads.YES : SigningReads.NO,
                                clock))
                .reading(rules::evaluates)
                .using(listed);
        AccountCredentials writing = new AccountCredentials(clients, Optional.of(REMEDIATION_ROLE), clock);
        audit = new RepositoryAudit(new RepositoryAudit.Parts(
                reader,
                rules,
                new Transition(deployed, REMEDIATION_ROLE, Optional.empty()),
                store,
                record -> {},
                new Later(),
                clock));
        SubjectRules subjectRules = () -> new SubjectRules.RuleSet(() -> rules, SubjectTransition.Terms.NONE);
        RegistryAudit registries = new RegistryAudit(new RegistryAudit.Parts(
                new EcrRegistryReader(clients, reading, clock),
                subjectRules,
                store,
                record -> {},
                (sent, attempt) -> sweeps.addAll(sent),
                new Later(),
                clock));
        KeyAudit keys = new KeyAudit(new KeyAudit.Parts(
                new KmsEncryptionKeyReader(clients, reading, clock),
                new InMemoryKeyIndex(store),
                subjectRules,
                store,
                record -> {},
                new Later(),
                clock));
        lister = new EcrRepositoryLister(clients, reading, listed, clock);
        places = new PlaceAudit(registries, keys, new InMemoryKeyIndex(store));
        handler = new AuditHandler(
                new EventReader(WatchedAccounts.of(WATCHED)), new EventAudit(audit, registries, keys, store));
        drain = new AlertDrain(
                new AlertDrain.Parts(store, rules, published::add, requests::add, record -> false, clock),
                new AlertDrain.Accounts(account -> accountNames.apply(account), deployed::owner));
        remediation = new ScanRemediation(new ScanRemediation.Parts(
                account -> watched.contains(account),
                reader,
                new EcrScanSettingsWriter(clients, writing),
                () -> settings,
                new EcrExclusionTag(clients, writing),
                store,
                record -> {},
                clock));
    }

    /** Evaluates without an event, as a reevaluation does. */
    public void reevaluate(RepositoryArn repository) {
        audit.audit(new Reevaluation(repository));
    }

    /** Evaluates all repositories, registries and keys of a state file, as a sweep does. */
    public void evaluateAll(Json state) {
        state.at("accounts")
                .members()
                .forEach((account, regions) -> regions.members().forEach((region, content) -> {
                    if (!RepositoryArn.isRegion(region)) {
                        return;
                    }
                    content.items("repositories").stream()
                            .map(repository -> RepositoryArn.of(
                                            RepositoryArn.partitionOf(region),
                                            region,
                                            account,
                                            repository.text("repositoryName").orElseThrow())
                                    .orElseThrow())
                            .forEach(this::reevaluate);
                    Subject.Coverage place = new Subject.Coverage(account, region);
                    places.evaluateRegistry(place, Optional.empty());
                    places.keysLeft(place, Instant.MAX).forEach(key -> places.evaluateKey(key, Optional.empty()));
                }));
    }

    /** A sweep by the same audits, without checks of event delivery. */
    public Sweep sweep(InMemorySweepStore progress, RuleSetFingerprint fingerprint) {
        return new Sweep(sweepParts(progress, fingerprint));
    }

    /** The same in windows of so many repositories. */
    public Sweep sweep(InMemorySweepStore progress, RuleSetFingerprint fingerprint, int window) {
        return new Sweep(sweepParts(progress, fingerprint), () -> Reminders.NONE, window);
    }

    private Sweep.Parts sweepParts(InMemorySweepStore progress, RuleSetFingerprint fingerprint) {
        return new Sweep.Parts(
                lister,
                progress,
                audit,
                store,
                record -> {},
                () -> fingerprint,
                Duration.ofDays(1),
                clock,
                SweepBeginning.NONE,
                places);
    }

    /** Invokes the audit function with an event as Lambda would, and answers what the function answers. */
    public Json handle(String event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, context);
            return JsonReader.read(out.toString(StandardCharsets.UTF_8));
        } catch (IOException | MalformedJson impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The audit function itself, for input that is more than an event's text. */
    public AuditHandler function() {
        return handler;
    }

    /** Publishes everything that is due; answers the alerts published since the last call, as JSON. */
    public List<Json> alerts() {
        published.clear();
        drain.drain(List.<Subject>of(), () -> true, line -> {});
        return published.stream().map(message -> json(message.json())).toList();
    }

    /** The remediation function's work, for what it returns or throws. */
    public ScanRemediation remediation() {
        return remediation;
    }

    /** Carries out the requests that were drained. */
    public List<ScanRemediation.Outcome> remediate() {
        List<RemediationRequest> due = List.copyOf(requests);
        requests.clear();
        return due.stream()
                .map(remediation::remediate)
                .map(ScanRemediation.Result::outcome)
                .toList();
    }

    public InMemoryFindingStore store() {
        return store;
    }

    private static Json json(String text) {
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** The part of the change queue whose messages wait. */
    private final class Later implements ReevaluationQueue {

        @Override
        public void scheduleReevaluation(Reevaluation reevaluation, Duration delay) {
            reevaluations.add(reevaluation);
        }

        @Override
        public void scheduleReevaluation(KeyReevaluation reevaluation, Duration delay) {
            later.add(reevaluation.toMessage());
        }

        @Override
        public void scheduleReevaluation(RegistryReevaluation reevaluation, Duration delay) {
            later.add(reevaluation.toMessage());
        }
    }
}
