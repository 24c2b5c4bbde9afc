package dev.ecrauditor.backend;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.repository.EcrExclusionTag;
import dev.ecrauditor.aws.repository.EcrRepositoryLister;
import dev.ecrauditor.aws.repository.EcrRepositoryReader;
import dev.ecrauditor.aws.repository.EcrScanSettingsWriter;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Two member accounts with their owners, and the auditor's own adapters in its hub account. */
final class BackendFixture implements AutoCloseable {

    /** When the reader thinks it reads; sessions handed out by any backend are valid then. */
    static final Instant READ_AT = Instant.parse("2026-01-01T00:00:00Z");

    static final String HUB = "999988887777";
    private static final Clock ALWAYS = Clock.fixed(READ_AT, ZoneOffset.UTC);

    private final Backend backend;
    private final AwsClients clients;
    private final Map<String, AccountOwner> owners = new HashMap<>();

    BackendFixture(Backend backend) {
        this.backend = backend;
        this.clients = AwsClients.ofEndpoint(backend.endpoint(), AccountOwner.REGION, HUB);
    }

    Backend backend() {
        return backend;
    }

    /** The auditor's clients, with the hub's own credentials. */
    AwsClients clients() {
        return clients;
    }

    /** The administrators of the hub account. */
    AccountOwner hub() {
        return owners.computeIfAbsent(
                HUB,
                key -> new AccountOwner(
                        backend.endpoint(), AwsBasicCredentials.create(key, "not-a-secret"), clients.ownAccount()));
    }

    AccountOwner owner() {
        hub();
        return owners.computeIfAbsent("111122223333", this::ownerOf);
    }

    AccountOwner otherOwner() {
        hub();
        return owners.computeIfAbsent("444455556666", this::ownerOf);
    }

    private AccountOwner ownerOf(String account) {
        Credentials session = hub().sts()
                .assumeRole(AssumeRoleRequest.builder()
                        .roleArn("arn:aws:iam::" + account + ":role/owner")
                        .roleSessionName("owner")
                        .build())
                .credentials();
        AwsSessionCredentials credentials =
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        return new AccountOwner(backend.endpoint(), credentials, account);
    }

    /**
     * A test that cannot be made without ECR is reported as skipped where there is none; AccountContract asserts that
     * there is none.
     */
    void requireEcr() {
        Assumptions.assumeFalse(backend.differences().contains(Difference.NO_ECR), () -> Difference.NO_ECR.sentence());
    }

    /** A test that cannot be made without AWS Organizations is reported as skipped where there is none. */
    void needsOrganizations() {
        Assumptions.assumeFalse(
                backend.differences().contains(Difference.NO_ORGANIZATIONS),
                () -> Difference.NO_ORGANIZATIONS.sentence());
    }

    /** A test that cannot be made without Security Hub CSPM is reported as skipped where there is none. */
    void needsSecurityHub() {
        Assumptions.assumeFalse(
                backend.differences().contains(Difference.NO_SECURITY_HUB),
                () -> Difference.NO_SECURITY_HUB.sentence());
    }

    EcrRepositoryReader reader() {
        return reader(ALWAYS);
    }

    EcrRepositoryReader reader(Clock clock) {
        return reader(Optional.of("ecr-auditor-read"), clock);
    }

    /** A reader of single-account mode, which assumes no role. */
    EcrRepositoryReader readerWithoutRole() {
        return reader(Optional.empty(), ALWAYS);
    }

    EcrScanSettingsWriter writer() {
        return new EcrScanSettingsWriter(
                clients, new AccountCredentials(clients, Optional.of("ecr-auditor-remediation"), ALWAYS));
    }

    EcrExclusionTag exclusionTag() {
        return new EcrExclusionTag(
                clients, new AccountCredentials(clients, Optional.of("ecr-auditor-remediation"), ALWAYS));
    }

    private EcrRepositoryReader reader(Optional<String> role, Clock clock) {
        return new EcrRepositoryReader(clients, new AccountCredentials(clients, role, clock), clock);
    }

    EcrRepositoryLister lister() {
        return new EcrRepositoryLister(clients);
    }

    /** What the reader knows of a repository that exists. */
    RepositorySnapshot readRepository(RepositoryArn repository) {
        Reading<RepositorySnapshot> reading = reader().read(repository);
        if (reading instanceof Reading.Known<RepositorySnapshot> known) {
            return known.value();
        }
        throw new AssertionError(repository + " was read as " + reading);
    }

    @Override
    public void close() {
        clients.close();
    }
}
