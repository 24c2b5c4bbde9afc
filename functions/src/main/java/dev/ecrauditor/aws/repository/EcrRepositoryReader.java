package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.key.KmsKeyReader;
import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Reads repositories with calls to ECR and KMS: DescribeRepositories, unless a listing has described them,
 * GetRepositoryPolicy, where the registry has scanning rules BatchGetRepositoryScanningConfiguration and, if a rule
 * needs it, GetLifecyclePolicy. What repositories share is read once a minute for all of them.
 */
public final class EcrRepositoryReader implements RepositoryReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final RepositorySnapshots snapshots;
    private final SharedReadings shared;
    private final ListedRepositories listed;

    /** Reads repositories without the settings of their registries. */
    public EcrRepositoryReader(AwsClients clients, AccountCredentials credentials, Clock clock) {
        this(
                clients,
                credentials,
                clock,
                new RegistryContextReader((account, region) -> RegistryContext.NOT_READ, clock));
    }

    /** Reads what the rules need that are on by default. */
    public EcrRepositoryReader(
            AwsClients clients, AccountCredentials credentials, Clock clock, RegistryContextReader registries) {
        this(
                clients,
                credentials,
                new RepositorySnapshots(clients, credentials, clock, setting -> false),
                new SharedReadings(
                        new KmsKeyReader(clients, credentials),
                        new EffectiveScanningReader(clients, credentials),
                        registries,
                        clock),
                new ListedRepositories());
    }

    private EcrRepositoryReader(
            AwsClients clients,
            AccountCredentials credentials,
            RepositorySnapshots snapshots,
            SharedReadings shared,
            ListedRepositories listed) {
        this.clients = clients;
        this.credentials = credentials;
        this.snapshots = snapshots;
        this.shared = shared;
        this.listed = listed;
    }

    /**
     * What repositories share, asked for since a time.
     *
     * @param group the repositories whose scanning is asked for together; empty for each alone
     */
    private record FactsSince(SharedReadings readings, Instant since, List<RepositoryArn> group)
            implements RepositorySnapshots.SharedFacts {

        @Override
        public Reading<KeySnapshot> key(RepositoryArn repository, String keyArn) {
            return readings.key(repository, keyArn, since);
        }

        @Override
        public Reading<EffectiveScanning> scanning(RepositoryArn repository, boolean scanOnPush) {
            return readings.scanning(repository, scanOnPush, since, group);
        }

        @Override
        public RegistryContext registry(RepositoryArn repository, TagMutability tags) {
            return readings.registry(repository, tags, since);
        }
    }

    /**
     * The same reader for rules that are off by default too.
     *
     * @param isNeeded whether a rule that is on evaluates a setting
     */
    public EcrRepositoryReader reading(Predicate<Setting> isNeeded) {
        return new EcrRepositoryReader(clients, credentials, snapshots.reading(isNeeded), shared, listed);
    }

    /** The same reader, which also knows what a listing has described. */
    public EcrRepositoryReader using(ListedRepositories others) {
        return new EcrRepositoryReader(clients, credentials, snapshots, shared, others);
    }

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn arn) {
        return read(arn, Instant.MAX); // nothing that was read before
    }

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn arn, Instant since) {
        FactsSince facts = new FactsSince(shared, since, List.of());
        try {
            return describe(arn)
                    .map(described -> snapshots.of(arn, described, facts))
                    .<Reading<RepositorySnapshot>>map(Reading.Known::new)
                    .orElseGet(Reading.Absent::new);
        } catch (RepositoryNotFoundException gone) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                boolean role = AwsErrors.isOfAssumeRole(fault);
                return new Reading.Unreadable<>(
                        role ? "sts:AssumeRole" : "ecr:DescribeRepositories",
                        role ? "the account's read role cannot be assumed" : "ECR denies describing the repository",
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    @Override
    public Optional<RepositorySnapshot> readListed(RepositoryArn arn, Instant since) {
        Optional<ListedRepositories.Described> known = listed.find(arn, since);
        try {
            return known.map(described -> snapshots.of(
                    arn, described.description(), described.asked(), new FactsSince(shared, since, described.group())));
        } catch (RepositoryNotFoundException gone) {
            return Optional.empty();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return Optional.empty();
            }
            throw fault;
        }
    }

    private Optional<Repository> describe(RepositoryArn arn) {
        DescribeRepositoriesRequest.Builder request =
                DescribeRepositoriesRequest.builder().registryId(arn.account()).repositoryNames(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        return clients.ecr(arn.region()).describeRepositories(request.build()).repositories().stream()
                .findFirst();
    }

    /** The policy of a repository alone, with one call; absent as well where the repository does not exist. */
    public Reading<RepositoryPolicy> policy(RepositoryArn arn) {
        try {
            return snapshots.policy(arn);
        } catch (RepositoryNotFoundException gone) {
            return new Reading.Absent<>();
        }
    }
}
