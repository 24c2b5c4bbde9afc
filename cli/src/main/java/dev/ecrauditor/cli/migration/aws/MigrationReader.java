package dev.ecrauditor.cli.migration.aws;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.cli.migration.facts.GivenKey;
import dev.ecrauditor.cli.migration.facts.MigrationFacts;
import dev.ecrauditor.cli.migration.facts.RepositorySettings;
import dev.ecrauditor.cli.migration.facts.SourceRepository;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/** Reads everything that a plan needs, with the caller's credentials. Makes no other calls than readings. */
public final class MigrationReader {

    private final AwsClients clients;
    private final String region;
    private final Optional<URI> endpoint;
    private final Clock clock;

    /**
     * @param endpoint called instead of AWS; empty for AWS itself
     */
    public MigrationReader(String region, Optional<URI> endpoint, Clock clock) {
        this.clients = TerminalClients.of(region, endpoint);
        this.region = region;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    public String ownAccount() {
        return clients.ownAccount();
    }

    /** The repository as the rules evaluate it. */
    public Reading<RepositorySnapshot> snapshot(RepositoryArn arn) {
        Reading<RepositorySnapshot> reading = new EcrRepositoryReader(
                        clients, new AccountCredentials(clients, Optional.empty(), clock), clock)
                .read(arn);
        return reading instanceof Reading.Unreadable<RepositorySnapshot> denied ? Reads.withCause(denied) : reading;
    }

    /** The settings of a repository; unreadable where AWS denies it. */
    public Reading<RepositorySettings> settings(RepositoryArn arn) {
        return new RepositoryReads(clients.ecr(region), arn).settings();
    }

    /** What else the plan needs. */
    public MigrationFacts facts(RepositorySnapshot snapshot, RepositorySettings settings) {
        EcrClient ecr = clients.ecr(region);
        RepositoryReads repository = new RepositoryReads(ecr, snapshot.arn());
        SourceRepository source = new SourceRepository(
                snapshot.arn(),
                snapshot.createdAt(),
                snapshot.encryption(),
                settings,
                text(snapshot.policy()),
                repository.lifecycle(),
                repository.tags());
        return new MigrationFacts(source, repository.images(), new RegistryReads(ecr).read());
    }

    /** A key that the caller names. */
    public Reading<GivenKey> key(String id) {
        KmsClient kms = TerminalClients.of(KmsClient.builder(), region, endpoint);
        return Reads.required("kms:DescribeKey", () -> {
            KeyMetadata key = kms.describeKey(request -> request.keyId(id)).keyMetadata();
            return Optional.of(new GivenKey(
                    Objects.requireNonNullElse(key.arn(), id),
                    Objects.requireNonNullElse(key.keyManagerAsString(), ""),
                    Objects.requireNonNullElse(key.keyStateAsString(), ""),
                    Objects.requireNonNullElse(key.keySpecAsString(), "")));
        });
    }

    private static Reading<String> text(Reading<RepositoryPolicy> policy) {
        if (policy instanceof Reading.Known<RepositoryPolicy> known) {
            return new Reading.Known<>(known.value().text());
        }
        return policy instanceof Reading.Unreadable<RepositoryPolicy> denied
                ? Reads.withCause(denied)
                : new Reading.Absent<>();
    }
}
