package dev.ecrauditor.handler;

import dev.ecrauditor.audit.RepositoryAudit;
import dev.ecrauditor.audit.subject.EventAudit;
import dev.ecrauditor.audit.subject.KeyAudit;
import dev.ecrauditor.audit.subject.PlaceAudit;
import dev.ecrauditor.audit.subject.RegistryAudit;
import dev.ecrauditor.audit.sweep.SweepRequestQueue;
import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.SqsDrainRequestQueue;
import dev.ecrauditor.aws.SqsReevaluationQueue;
import dev.ecrauditor.aws.SqsSweepRequestQueue;
import dev.ecrauditor.aws.dynamodb.DynamoKeyIndex;
import dev.ecrauditor.aws.key.KmsEncryptionKeyReader;
import dev.ecrauditor.aws.registry.EcrRegistryContextSource;
import dev.ecrauditor.aws.registry.EcrRegistryReader;
import dev.ecrauditor.aws.registry.SigningReads;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.ListedRepositories;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Setting;
import java.time.Clock;

/** Builds the audits of repositories, registries and keys that share the credentials of one function. */
final class SubjectWiring {

    private final Parts parts;
    private final AccountCredentials credentials;
    private final RegistryContextReader contexts;

    /** What the audits are built of. */
    record Parts(
            Environment environment,
            AwsClients clients,
            CurrentRules rules,
            FindingStore store,
            ListedRepositories listed,
            Clock clock) {

        private SqsDrainRequestQueue drainRequests() {
            return new SqsDrainRequestQueue(clients, environment.required("DRAIN_QUEUE_URL"));
        }

        private SqsReevaluationQueue reevaluations() {
            return new SqsReevaluationQueue(clients, environment.required("CHANGE_QUEUE_URL"));
        }
    }

    SubjectWiring(Parts parts, AccountCredentials credentials) {
        this.parts = parts;
        this.credentials = credentials;
        SigningReads signing = parts.rules().evaluates(Setting.SIGNING) ? SigningReads.YES : SigningReads.NO;
        this.contexts = EcrRegistryContextSource.cached(parts.clients(), credentials, signing, parts.clock());
    }

    RepositoryAudit repositories() {
        return new RepositoryAudit(new RepositoryAudit.Parts(
                new EcrRepositoryReader(parts.clients(), credentials, parts.clock(), contexts)
                        .reading(parts.rules()::evaluates)
                        .using(parts.listed()),
                parts.rules()
                        .evaluating(parts.environment()
                                .optional("REMEDIATION_ROLE_NAME")
                                .orElse("")),
                parts.store(),
                parts.drainRequests(),
                parts.reevaluations(),
                parts.clock()));
    }

    EventAudit events() {
        SqsSweepRequestQueue sweeps =
                new SqsSweepRequestQueue(parts.clients(), parts.environment().required("REGISTRY_SWEEP_QUEUE_URL"));
        return new EventAudit(repositories(), registries(sweeps), keys(), parts.store());
    }

    /** The registry and the keys of a place, for its sweep. */
    PlaceAudit places() {
        return new PlaceAudit(
                registries((requests, attempt) -> {
                    throw new IllegalStateException("a sweep requests no sweep");
                }),
                keys(),
                index());
    }

    private RegistryAudit registries(SweepRequestQueue sweeps) {
        return new RegistryAudit(new RegistryAudit.Parts(
                new EcrRegistryReader(parts.clients(), credentials, parts.clock(), SigningReads.NO),
                parts.rules()::ofSubjects,
                parts.store(),
                parts.drainRequests(),
                sweeps,
                parts.reevaluations(),
                parts.clock()));
    }

    private KeyAudit keys() {
        return new KeyAudit(new KeyAudit.Parts(
                new KmsEncryptionKeyReader(parts.clients(), credentials, parts.clock()),
                index(),
                parts.rules()::ofSubjects,
                parts.store(),
                parts.drainRequests(),
                parts.reevaluations(),
                parts.clock()));
    }

    private DynamoKeyIndex index() {
        return new DynamoKeyIndex(parts.clients(), parts.environment().required("TABLE_NAME"));
    }
}
