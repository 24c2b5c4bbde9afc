package dev.ecrauditor.cli.replay;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.alert.AlertChannel;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.audit.subject.KeyAudit;
import dev.ecrauditor.audit.subject.PlaceAudit;
import dev.ecrauditor.audit.subject.RegistryAudit;
import dev.ecrauditor.audit.subject.SubjectRules;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.cli.terminal.TerminalContext;
import dev.ecrauditor.event.EventReader;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemoryKeyIndex;
import dev.ecrauditor.finding.store.KeyIndex;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.handler.AlertHandler;
import dev.ecrauditor.handler.AuditHandler;
import dev.ecrauditor.handler.RemediationHandler;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.organization.WatchedAccounts;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The three real handlers in one process, with lists in place of the queues between them. */
public final class InProcessAuditor {

    /** The role name that identifies the auditor's own remediation in events. */
    public static final String REMEDIATION_ROLE = "ecr-auditor-remediation";

    private final AuditHandler audit;
    private final PlaceAudit places;
    private final AlertHandler alert;
    private final RemediationHandler remediation;
    private final Deque<RemediationRequest> requests = new ArrayDeque<>();
    private final List<Reevaluation> reevaluations = new ArrayList<>();
    private final List<SweepRequest> sweeps = new ArrayList<>();
    private final TerminalContext context;

    /**
     * The parts of an auditor.
     *
     * @param role the role to assume in each account; empty to use the caller's credentials
     */
    public record Parts(
            AwsClients clients,
            Optional<String> role,
            Set<String> watched,
            Memory memory,
            RuleRegistry rules,
            Settings settings,
            AlertChannel channel,
            Clock clock) {}

    /** Where the auditor keeps its records, and finds those of the repositories of a key. */
    public record Memory(FindingStore store, KeyIndex keys) {

        /** Forgotten when the process ends. */
        public static Memory forgetful() {
            return of(new InMemoryFindingStore());
        }

        static Memory of(InMemoryFindingStore store) {
            return new Memory(store, new InMemoryKeyIndex(store));
        }
    }

    public InProcessAuditor(Parts parts, Consumer<String> log) {
        AccountCredentials credentials = new AccountCredentials(parts.clients(), parts.role(), parts.clock());
        SigningReads signing = parts.rules().evaluates(Setting.SIGNING) ? SigningReads.YES : SigningReads.NO;
        RegistryContextReader contexts =
                EcrRegistryContextSource.cached(parts.clients(), credentials, signing, parts.clock());
        EcrRepositoryReader reader = new EcrRepositoryReader(parts.clients(), credentials, parts.clock(), contexts)
                .reading(parts.rules()::evaluates);
        WatchedAccounts watched = WatchedAccounts.of(parts.watched());
        context = new TerminalContext(log);
        RegistryAudit registries = registries(parts, credentials);
        KeyAudit keys = keys(parts, credentials);
        places = new PlaceAudit(registries, keys, parts.memory().keys());
        audit = new AuditHandler(
                new EventReader(watched),
                new EventAudit(
                        new RepositoryAudit(new RepositoryAudit.Parts(
                                reader,
                                parts.rules(),
                                new Transition(parts.settings(), REMEDIATION_ROLE, Optional.empty()),
                                parts.memory().store(),
                                record -> {}, // every event is followed by a drain
                                (reevaluation, delay) -> reevaluations.add(reevaluation),
                                parts.clock())),
                        registries,
                        keys,
                        parts.memory().store()));
        alert = new AlertHandler(
                new AlertDrain(parts.memory().store(), parts.rules(), parts.channel(), requests::add, parts.clock()));
        remediation = new RemediationHandler(new ScanRemediation(new ScanRemediation.Parts(
                watched,
                reader,
                new EcrScanSettingsWriter(parts.clients(), credentials),
                () -> new Reading.Known<>(parts.settings()),
                new EcrExclusionTag(parts.clients(), credentials),
                parts.memory().store(),
                record -> {},
                parts.clock())));
    }

    private RegistryAudit registries(Parts parts, AccountCredentials credentials) {
        return new RegistryAudit(new RegistryAudit.Parts(
                new EcrRegistryReader(parts.clients(), credentials, parts.clock()),
                () -> subjectRules(parts),
                parts.memory().store(),
                record -> {},
                (requested, attempt) -> sweeps.addAll(requested),
                ReevaluationQueue.NONE,
                parts.clock()));
    }

    private static SubjectRules.RuleSet subjectRules(Parts parts) {
        return new SubjectRules.RuleSet(
                parts::rules,
                new SubjectTransition.Terms(
                        Optional.empty(),
                        parts.settings().waivers(),
                        true,
                        parts.settings().reminders()));
    }

    private KeyAudit keys(Parts parts, AccountCredentials credentials) {
        return new KeyAudit(new KeyAudit.Parts(
                new KmsEncryptionKeyReader(parts.clients(), credentials, parts.clock()),
                parts.memory().keys(),
                () -> subjectRules(parts),
                parts.memory().store(),
                record -> {},
                ReevaluationQueue.NONE,
                parts.clock()));
    }

    /**
     * Audits one event, publishes its alerts, runs the requested remediation, and publishes the alerts of its outcome.
     *
     * @return the result of the audit function
     * @throws RuntimeException when the event could not be handled
     */
    public Json handle(Json event) {
        Json answer = invoke(audit, event);
        drain();
        while (!requests.isEmpty()) {
            invoke(remediation, requests.removeFirst().toMessage());
            drain();
        }
        return answer;
    }

    /** Evaluates the registry and the keys of an account and Region, as a sweep does, and publishes their alerts. */
    public void sweep(Subject.Coverage place) {
        places.evaluateRegistry(place, Optional.empty());
        places.keysLeft(place, Instant.MAX).forEach(key -> places.evaluateKey(key, Optional.empty()));
        drain();
    }

    /** The reevaluations scheduled since the last call; a deployed auditor runs them itself. */
    public List<Reevaluation> takeReevaluations() {
        List<Reevaluation> taken = List.copyOf(reevaluations);
        reevaluations.clear();
        return taken;
    }

    /** The sweeps requested since the last call, because a registry was changed; a deployed auditor runs them itself. */
    public List<SweepRequest> takeSweeps() {
        List<SweepRequest> taken = List.copyOf(sweeps);
        sweeps.clear();
        return taken;
    }

    private void drain() {
        invoke(alert, new Json.Obj(java.util.Map.of()));
    }

    private Json invoke(RequestStreamHandler handler, Json input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = JsonWriter.write(input).getBytes(StandardCharsets.UTF_8);
        try {
            handler.handleRequest(new ByteArrayInputStream(bytes), out, context);
            return JsonReader.read(out.toString(StandardCharsets.UTF_8));
        } catch (IOException | MalformedJson impossible) {
            throw new IllegalStateException("a handler returned something other than JSON", impossible);
        }
    }
}
