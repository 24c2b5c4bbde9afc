package dev.ecrauditor.audit.subject;

import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.sweep.SweepRequest;
import dev.ecrauditor.event.EventHeader;
import dev.ecrauditor.event.KeyChange;
import dev.ecrauditor.event.KeyReevaluation;
import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RegistryReevaluation;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemoryKeyIndex;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.finding.transition.Transition;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.key.KeyReader;
import dev.ecrauditor.registry.RegistryReader;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.registry.ReplicationRule;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.rule.KeyBuilder;
import dev.ecrauditor.rule.RegistryBuilder;
import dev.ecrauditor.rule.RuleRegistry;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.ScriptedReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The audits of repositories, registries and keys over records in memory; AWS answers what a test says. */
final class SubjectFixture {

    static final Subject.Coverage PLACE = new Subject.Coverage(RegistryBuilder.ACCOUNT, RegistryBuilder.REGION);
    static final Subject.Registry REGISTRY = new Subject.Registry(RegistryBuilder.ACCOUNT, RegistryBuilder.REGION);
    static final Subject.Key KEY =
            new Subject.Key(KeyBuilder.OWN_KEY.account(), KeyBuilder.OWN_KEY.region(), KeyBuilder.OWN_KEY.id());

    final MutableClock clock = new MutableClock(KeyBuilder.READ_AT);
    final InMemoryFindingStore store = new InMemoryFindingStore();
    final InMemoryKeyIndex index = new InMemoryKeyIndex(store);
    final List<SweepRequest> sweeps = new ArrayList<>();
    final List<RegistryReevaluation> later = new ArrayList<>();

    /** Which repositories each reading of a key was about. */
    final List<EncryptedRepositories> keyReads = new ArrayList<>();

    final List<String> repositoryReads = new ArrayList<>();
    final ScriptedReader repositories = new ScriptedReader(repositoryReads);
    KeyBuilder key = KeyBuilder.key();
    Reading<RegistrySnapshot> registry =
            new Reading.Known<>(RegistryBuilder.registry().built());

    private final RuleRegistry rules = RuleCatalog.standard(Duration.ofMinutes(15));
    private final SubjectRules subjectRules = () -> new SubjectRules.RuleSet(() -> rules, SubjectTransition.Terms.NONE);

    final RegistryAudit registries = new RegistryAudit(new RegistryAudit.Parts(
            new Registries(),
            subjectRules,
            store,
            record -> {},
            (requests, attempt) -> sweeps.addAll(requests),
            new Later(),
            clock));
    final KeyAudit keys =
            new KeyAudit(new KeyAudit.Parts(new Keys(), index, subjectRules, store, record -> {}, new Later(), clock));
    final PlaceAudit places = new PlaceAudit(registries, keys, index);
    final EventAudit events = new EventAudit(
            new RepositoryAudit(new RepositoryAudit.Parts(
                    repositories,
                    rules,
                    new Transition(RemediationMode.OFF, "ecr-auditor-remediation"),
                    store,
                    record -> {},
                    new Later(),
                    clock)),
            registries,
            keys,
            store);

    /** The key encrypts these repositories, as their records say. */
    void encrypts(KeyArn arn, RepositoryArn... encrypted) {
        for (RepositoryArn repository : encrypted) {
            store.save(SubjectRecord.notEvaluated(Subject.of(repository)).toBuilder()
                    .version(1)
                    .keyArn(Optional.of(arn.toString()))
                    .build());
        }
    }

    KeyChange call(KeyChange.Kind kind) {
        return new KeyChange(
                header(kind.eventName(), clock.instant().minusSeconds(20)),
                kind,
                KeyBuilder.OWN_KEY,
                RepositoryChanges.ALICE,
                Optional.empty());
    }

    /** A call whose event does not say what it set. */
    RegistryChange call(RegistryChange.Kind kind) {
        return call(kind, RegistryChange.Requested.NOT_KNOWN);
    }

    RegistryChange replicationSet(ReplicationRule... replication) {
        return call(
                RegistryChange.Kind.PUT_REPLICATION_CONFIGURATION,
                new RegistryChange.Requested(List.of(), Optional.empty(), Optional.of(List.of(replication))));
    }

    private RegistryChange call(RegistryChange.Kind kind, RegistryChange.Requested requested) {
        return new RegistryChange(
                header(kind.eventName(), clock.instant().minusSeconds(20)),
                kind,
                REGISTRY.account(),
                REGISTRY.region(),
                RepositoryChanges.ALICE,
                requested);
    }

    static EventHeader header(String call, Instant time) {
        return new EventHeader(
                Optional.of(call), Optional.of("event of " + call), Optional.of(REGISTRY.account()), Optional.of(time));
    }

    SubjectRecord record(Subject subject) {
        return store.load(subject).orElseThrow();
    }

    private final class Keys implements KeyReader {

        @Override
        public EncryptionKey read(KeyArn arn, EncryptedRepositories encrypted) {
            keyReads.add(encrypted);
            EncryptionKey read = key.built();
            return new EncryptionKey(
                    arn, read.key(), read.rotation(), read.policy(), read.grants(), encrypted, clock.instant());
        }

        @Override
        public EncryptionKey readWithGrants(KeyArn arn, EncryptedRepositories encrypted) {
            return read(arn, encrypted);
        }
    }

    private final class Registries implements RegistryReader {

        @Override
        public Reading<RegistrySnapshot> read(String account, String region) {
            return registry;
        }
    }

    private final class Later implements ReevaluationQueue {

        @Override
        public void scheduleReevaluation(Reevaluation reevaluation, Duration delay) {}

        @Override
        public void scheduleReevaluation(KeyReevaluation reevaluation, Duration delay) {}

        @Override
        public void scheduleReevaluation(RegistryReevaluation reevaluation, Duration delay) {
            later.add(reevaluation);
        }
    }
}
