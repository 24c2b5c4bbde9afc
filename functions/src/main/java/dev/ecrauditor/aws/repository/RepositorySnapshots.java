package dev.ecrauditor.aws.repository;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.repository.EffectiveScanning;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryPolicy;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.RepositorySnapshot.ImageSettings;
import dev.ecrauditor.repository.RepositorySnapshot.RegistryContext;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.repository.TagMutability;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;

/**
 * Completes a repository that ECR has described to a snapshot, with a call for its policy and, if a rule needs it, one
 * for its lifecycle policy. What repositories have in common comes from {@link SharedFacts}.
 */
public final class RepositorySnapshots {

    private final AwsClients clients;
    private final AccountCredentials credentials;
    private final LifecyclePolicyReader lifecyclePolicies;
    private final Clock clock;
    private final Predicate<Setting> isNeeded;

    /** What repositories of a registry have in common, or what one call answers for several of them. */
    public interface SharedFacts {

        /** A key as KMS describes it, by the ARN that ECR names. */
        Reading<KeySnapshot> key(RepositoryArn repository, String keyArn);

        /** How images are scanned, for a repository with this flag of its own. */
        Reading<EffectiveScanning> scanning(RepositoryArn repository, boolean scanOnPush);

        /** The settings of the registry that apply to a repository with this tag mutability. */
        RegistryContext registry(RepositoryArn repository, TagMutability tags);
    }

    /**
     * @param isNeeded whether a rule that is on evaluates a setting; asked about the lifecycle policy, for which each
     *     repository needs a call of its own
     */
    public RepositorySnapshots(
            AwsClients clients, AccountCredentials credentials, Clock clock, Predicate<Setting> isNeeded) {
        this.clients = clients;
        this.credentials = credentials;
        this.lifecyclePolicies = new LifecyclePolicyReader(clients, credentials);
        this.clock = clock;
        this.isNeeded = isNeeded;
    }

    /** The same for rules that need other settings. */
    RepositorySnapshots reading(Predicate<Setting> others) {
        return new RepositorySnapshots(clients, credentials, clock, others);
    }

    /**
     * The snapshot of a repository.
     *
     * @throws software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException if it was deleted since it was
     *     described
     */
    public RepositorySnapshot of(RepositoryArn arn, Repository described, SharedFacts facts) {
        return of(arn, RepositoryDescription.of(described), clock.instant(), facts);
    }

    /**
     * The same with a description that was asked for before.
     *
     * @param asked when
     */
    RepositorySnapshot of(RepositoryArn arn, RepositoryDescription described, Instant asked, SharedFacts facts) {
        RepositoryDescription.Settings settings = described.settings();
        Reading<RepositoryPolicy> policy = policy(arn);
        Reading<KeySnapshot> key =
                settings.keyArn().map(keyArn -> facts.key(arn, keyArn)).orElseGet(Reading.Absent::new);
        return new RepositorySnapshot(
                arn,
                new RepositorySnapshot.Creation(described.createdAt()),
                asked,
                new Encryption(settings.encryptionType(), settings.keyArn(), key),
                policy,
                new RepositorySnapshot.ScanSettings(settings.scanOnPush(), facts.scanning(arn, settings.scanOnPush())),
                imageSettings(arn, settings.tags()),
                facts.registry(arn, settings.tags()));
    }

    /** The policy of a repository that exists. */
    Reading<RepositoryPolicy> policy(RepositoryArn arn) {
        GetRepositoryPolicyRequest.Builder request =
                GetRepositoryPolicyRequest.builder().registryId(arn.account()).repositoryName(arn.name());
        credentials.forAccountOf(arn).ifPresent(request::overrideConfiguration);
        try {
            String text = clients.ecr(arn.region())
                    .getRepositoryPolicy(request.build())
                    .policyText();
            return new Reading.Known<>(RepositoryPolicy.of(text));
        } catch (RepositoryPolicyNotFoundException none) {
            return new Reading.Absent<>();
        } catch (AwsServiceException fault) {
            if (AwsErrors.isDenied(fault)) {
                return new Reading.Unreadable<>(
                        "ecr:GetRepositoryPolicy", "ECR denies reading the repository policy", AwsErrors.denial(fault));
            }
            throw fault;
        }
    }

    private ImageSettings imageSettings(RepositoryArn arn, TagMutability tags) {
        return isNeeded.test(Setting.LIFECYCLE_POLICY)
                ? new ImageSettings(tags, lifecyclePolicies.read(arn))
                : new ImageSettings(tags);
    }
}
