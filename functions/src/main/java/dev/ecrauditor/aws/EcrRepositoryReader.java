package dev.ecrauditor.aws;

import dev.ecrauditor.registry.RegistryContextReader;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.ImageSettings;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

/**
 * Reads repositories with calls to ECR and KMS: DescribeRepositories, GetRepositoryPolicy,
 * GetRegistryScanningConfiguration and at most one each of BatchGetRepositoryScanningConfiguration, DescribeKey and, if
 * a rule needs it, GetLifecyclePolicy. What the registry decides is read once for all its repositories.
 */
public final class EcrRepositoryReader implements RepositoryReader {

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final EffectiveScanningReader scanning;
    private final KmsKeyReader keys;
    private final LifecyclePolicyReader lifecyclePolicies;
    private final Clock clock;
    private final Facts facts;

    /**
     * What is read beside the description of a repository.
     *
     * @param registries reads what the registry decides
     * @param isNeeded whether a rule that is on evaluates a setting; asked about the lifecycle policy, for which each
     *     repository needs a call of its own
     */
    private record Facts(RegistryContextReader registries, Predicate<Setting> isNeeded) {}

    /** Reads repositories without what their registries decide. */
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
        this(clients, credentials, clock, new Facts(registries, setting -> false));
    }

    private EcrRepositoryReader(AwsClients clients, AccountCredentials credentials, Clock clock, Facts facts) {
        this.clients = clients;
        this.credentials = credentials;
        this.scanning = new EffectiveScanningReader(clients, credentials);
        this.keys = new KmsKeyReader(clients, credentials);
        this.lifecyclePolicies = new LifecyclePolicyReader(clients, credentials);
        this.clock = clock;
        this.facts = facts;
    }

    /**
     * The same reader for rules that are off by default too.
     *
     * @param isNeeded whether a rule that is on evaluates a setting
     */
    public EcrRepositoryReader reading(Predicate<Setting> isNeeded) {
        return new EcrRepositoryReader(clients, credentials, clock, new Facts(facts.registries(), isNeeded));
    }

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn arn) {
        DescribeRepositoriesRequest.Builder request =
                DescribeRepositoriesRequest.builder().registryId(arn.account()).repositoryNames(arn.name());
        try {
            credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
            EcrClient ecr = clients.ecr(arn.region());
            return ecr.describeRepositories(request.build()).repositories().stream()
                    .findFirst()
                    .<Reading<RepositorySnapshot>>map(repository -> new Reading.Known<>(snapshot(arn, repository)))
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

    private RepositorySnapshot snapshot(RepositoryArn arn, Repository repository) {
        boolean scanOnPush = repository.imageScanningConfiguration() != null
                && Boolean.TRUE.equals(repository.imageScanningConfiguration().scanOnPush());
        return new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(repository.createdAt()),
                clock.instant(),
                encryption(arn, repository.encryptionConfiguration()),
                policy(arn),
                new RepositorySnapshot.ScanSettings(scanOnPush, scanning.read(arn, scanOnPush)),
                imageSettings(arn, tagMutability(repository)),
                facts.registries().read(arn.account(), arn.region()));
    }

    private ImageSettings imageSettings(RepositoryArn arn, TagMutability tags) {
        return facts.isNeeded().test(Setting.LIFECYCLE_POLICY)
                ? new ImageSettings(tags, lifecyclePolicies.read(arn))
                : new ImageSettings(tags);
    }

    /** A repository that ECR answers without tag mutability has the default. */
    private static TagMutability tagMutability(Repository repository) {
        return new TagMutability(
                Objects.requireNonNullElse(repository.imageTagMutabilityAsString(), TagMutability.MUTABLE.value()),
                repository.imageTagMutabilityExclusionFilters().stream()
                        .map(filter -> Objects.requireNonNullElse(filter.filter(), ""))
                        .toList());
    }

    /** An answer without encryption configuration is ECR's oldest format, which is always AES256. */
    private Encryption encryption(RepositoryArn arn, EncryptionConfiguration configuration) {
        if (configuration == null) {
            return new Encryption("AES256", Optional.empty(), new Reading.Absent<>());
        }
        Optional<String> keyArn = Optional.ofNullable(configuration.kmsKey());
        Reading<KeySnapshot> key =
                keyArn.map(id -> keys.read(arn.account(), arn.region(), id)).orElseGet(Reading.Absent::new);
        return new Encryption(Objects.requireNonNullElse(configuration.encryptionTypeAsString(), ""), keyArn, key);
    }

    /** The policy of a repository alone, with one call; absent as well where the repository does not exist. */
    public Reading<RepositoryPolicy> policy(RepositoryArn arn) {
        GetRepositoryPolicyRequest.Builder request =
                GetRepositoryPolicyRequest.builder().registryId(arn.account()).repositoryName(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        try {
            String text = clients.ecr(arn.region())
                    .getRepositoryPolicy(request.build())
                    .policyText();
            return new Reading.Known<>(RepositoryPolicy.of(text));
        } catch (RepositoryPolicyNotFoundException | RepositoryNotFoundException none) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:GetRepositoryPolicy", "ECR denies reading the repository policy", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
