package dev.ecrauditor.testing;

import dev.ecrauditor.audit.DrainRequestQueue;
import dev.ecrauditor.audit.ReevaluationQueue;
import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.audit.subject.KeyAudit;
import dev.ecrauditor.audit.subject.RegistryAudit;
import dev.ecrauditor.audit.subject.SubjectRules;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.KeyIndex;
import dev.ecrauditor.finding.transition.SubjectTransition;
import dev.ecrauditor.key.EncryptedRepositories;
import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.key.KeyReader;
import dev.ecrauditor.registry.RegistryReader;
import dev.ecrauditor.registry.RegistrySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.ScopedRegistryPolicy;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The audits behind a handler, for tests of repositories: registries have no settings, and no key encrypts anything. */
public final class EventAudits {

    private static final SubjectRules RULES = () ->
            new SubjectRules.RuleSet(() -> RuleCatalog.standard(Duration.ofMinutes(15)), SubjectTransition.Terms.NONE);
    private static final DrainRequestQueue NO_DRAINS = record -> {};

    private EventAudits() {}

    public static EventAudit of(RepositoryAudit repositories, FindingStore store, Clock clock) {
        RegistryAudit registries = new RegistryAudit(new RegistryAudit.Parts(
                new NoSettings(clock),
                RULES,
                store,
                NO_DRAINS,
                (requests, attempt) -> {},
                ReevaluationQueue.NONE,
                clock));
        KeyAudit keys = new KeyAudit(new KeyAudit.Parts(
                new NoKeys(), new NoIndex(), RULES, store, NO_DRAINS, ReevaluationQueue.NONE, clock));
        return new EventAudit(repositories, registries, keys, store);
    }

    private record NoSettings(Clock clock) implements RegistryReader {

        @Override
        public Reading<RegistrySnapshot> read(String account, String region) {
            return new Reading.Known<>(new RegistrySnapshot(
                    account,
                    region,
                    clock.instant(),
                    new RegistrySnapshot.AccessSettings(
                            new ScopedRegistryPolicy(new Reading.Absent<>(), new Reading.Known<>("V2")),
                            new Reading.Known<>(List.of()),
                            new Reading.Known<>(List.of()),
                            new Reading.Known<>(List.of())),
                    new Reading.Absent<>(),
                    new Reading.Known<>(List.of()),
                    new Reading.Known<>(List.of())));
        }
    }

    private static final class NoKeys implements KeyReader {

        @Override
        public EncryptionKey read(KeyArn key, EncryptedRepositories repositories) {
            throw new AssertionError("no key encrypts a repository");
        }

        @Override
        public EncryptionKey readWithGrants(KeyArn key, EncryptedRepositories repositories) {
            return read(key, repositories);
        }
    }

    private static final class NoIndex implements KeyIndex {

        @Override
        public List<RepositoryArn> repositoriesOn(String keyArn) {
            return List.of();
        }

        @Override
        public Set<String> keysOf(Subject.Coverage place) {
            return Set.of();
        }
    }
}
