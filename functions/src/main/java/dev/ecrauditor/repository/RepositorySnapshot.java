package dev.ecrauditor.repository;

import dev.ecrauditor.policy.document.PolicyNormalForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A repository as AWS described it at one moment.
 *
 * @param arn which repository
 * @param creation when and by whom it was created
 * @param readAt when it was read
 * @param encryption how its images are encrypted
 * @param policy its repository policy
 * @param scanSettings how its images are scanned
 * @param images its other settings about images
 * @param registry what its registry decides about it
 */
public record RepositorySnapshot(
        RepositoryArn arn,
        Creation creation,
        Instant readAt,
        Encryption encryption,
        Reading<RepositoryPolicy> policy,
        ScanSettings scanSettings,
        ImageSettings images,
        RegistryContext registry) {

    /** A repository whose registry was not read. */
    public RepositorySnapshot(
            RepositoryArn arn,
            Creation creation,
            Instant readAt,
            Encryption encryption,
            Reading<RepositoryPolicy> policy,
            ScanSettings scanSettings,
            ImageSettings images) {
        this(arn, creation, readAt, encryption, policy, scanSettings, images, RegistryContext.NOT_READ);
    }

    /**
     * The creation of a repository.
     *
     * @param at when, by ECR; a repository deleted and created again has another one
     * @param origin who created it; not part of ECR's answer, known from its event
     */
    public record Creation(Instant at, Origin origin) {

        /** A creation as ECR describes it, without its origin. */
        public Creation(Instant at) {
            this(at, Origin.UNKNOWN);
        }
    }

    /**
     * How the images of a repository are scanned.
     *
     * @param scanOnPush the repository's own flag, which only counts where no registry rules exist
     * @param effective whether pushed images are effectively scanned
     */
    public record ScanSettings(boolean scanOnPush, Reading<EffectiveScanning> effective) {}

    /**
     * Settings about images beside scanning.
     *
     * @param tags whether tags can be moved
     * @param lifecyclePolicy the text of the lifecycle policy
     */
    public record ImageSettings(TagMutability tags, Reading<String> lifecyclePolicy) {

        /** Settings whose lifecycle policy was not read. */
        public ImageSettings(TagMutability tags) {
            this(tags, new Reading.Unreadable<>("ecr:GetLifecyclePolicy", Reading.Unreadable.NOT_READ));
        }
    }

    /**
     * What the registry decides about the repository.
     *
     * @param policy the registry policy, whose Deny closes what the repository policy allows
     * @param signing the rules by which pushed images are signed
     * @param cachePrefixes the repository prefixes of its pull through cache rules
     */
    public record RegistryContext(
            ScopedRegistryPolicy policy, Reading<List<SigningRule>> signing, Reading<List<String>> cachePrefixes) {

        /** The registry was not read. */
        public static final RegistryContext NOT_READ = new RegistryContext(
                ScopedRegistryPolicy.NOT_READ,
                new Reading.Unreadable<>("ecr:GetSigningConfiguration", Reading.Unreadable.NOT_READ));

        /** A registry whose pull through cache rules were not read. */
        public RegistryContext(ScopedRegistryPolicy policy, Reading<List<SigningRule>> signing) {
            this(
                    policy,
                    signing,
                    new Reading.Unreadable<>("ecr:DescribePullThroughCacheRules", Reading.Unreadable.NOT_READ));
        }

        /** The same with these prefixes. */
        public RegistryContext withCachePrefixes(Reading<List<String>> prefixes) {
            return new RegistryContext(policy, signing, prefixes);
        }

        /** The prefix of the pull through cache rule that serves a repository, where one is known to. */
        public Optional<String> cachePrefixOf(String repositoryName) {
            return cachePrefixes instanceof Reading.Known<List<String>> known
                    ? known.value().stream()
                            .filter(prefix -> repositoryName.startsWith(prefix + "/"))
                            .findFirst()
                    : Optional.empty();
        }
    }

    /** What {@link #comparableValue} answers where there is no policy. */
    public static final String NO_POLICY = "no policy";

    /** The prefix of every policy, so that none equals {@link #NO_POLICY}. */
    private static final String POLICY = "policy ";

    public Instant createdAt() {
        return creation.at();
    }

    public Origin origin() {
        return creation.origin();
    }

    public boolean scanOnPush() {
        return scanSettings.scanOnPush();
    }

    public Reading<EffectiveScanning> scanning() {
        return scanSettings.effective();
    }

    /** The same repository with another policy. */
    public RepositorySnapshot withPolicy(Reading<RepositoryPolicy> other) {
        return new RepositorySnapshot(arn, creation, readAt, encryption, other, scanSettings, images, registry);
    }

    /** The same repository with this origin. */
    public RepositorySnapshot withOrigin(Origin other) {
        return new RepositorySnapshot(
                arn, new Creation(createdAt(), other), readAt, encryption, policy, scanSettings, images, registry);
    }

    /**
     * The value of a setting as text, equal for equal settings; empty where it is not known, or where no call to ECR
     * explains it: a registry's rules decide about scanning, or the state of the key in KMS is the problem.
     */
    public Optional<String> comparableValue(Setting setting) {
        return switch (setting) {
            case ENCRYPTION -> keyIsAsItWasChosen() ? Optional.of(encryption.type()) : Optional.empty();
            case SCANNING -> repositoryFlagDecides() ? Optional.of(Boolean.toString(scanOnPush())) : Optional.empty();
            case POLICY -> policyValue();
            case TAG_MUTABILITY -> Optional.of(comparableValue(images.tags()));
            case LIFECYCLE_POLICY -> lifecyclePolicyValue();
            default -> Optional.empty(); // not a setting of a repository
        };
    }

    /** True unless the key is disabled or pending deletion in KMS, which the call that chose the key did not do. */
    public boolean keyIsAsItWasChosen() {
        return !(encryption.key() instanceof Reading.Known<KeySnapshot> key)
                || key.value().state().equals("Enabled");
    }

    /** What {@link #comparableValue} answers where this is the policy. */
    public static String comparableValue(PolicyNormalForm policy) {
        return POLICY + policy.text();
    }

    /** What {@link #comparableValue} answers where this is the tag mutability. */
    public static String comparableValue(TagMutability tags) {
        return tags.comparable();
    }

    /** What {@link #comparableValue} answers where this is the text of the lifecycle policy. */
    public static String comparableLifecyclePolicy(String text) {
        return POLICY + LifecyclePolicyText.comparable(text);
    }

    private Optional<String> lifecyclePolicyValue() {
        if (images.lifecyclePolicy() instanceof Reading.Known<String> known) {
            return Optional.of(comparableLifecyclePolicy(known.value()));
        }
        return images.lifecyclePolicy() instanceof Reading.Absent<String> ? Optional.of(NO_POLICY) : Optional.empty();
    }

    private Optional<String> policyValue() {
        if (policy instanceof Reading.Known<RepositoryPolicy> known) {
            return Optional.of(comparableValue(known.value().normalForm()));
        }
        return policy instanceof Reading.Absent<RepositoryPolicy> ? Optional.of(NO_POLICY) : Optional.empty();
    }

    /** How long the repository had existed when it was read; never negative. */
    public Duration age() {
        Duration age = Duration.between(createdAt(), readAt);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** True when the repository's own scanOnPush flag decides about scanning, so that writing it has an effect. */
    public boolean repositoryFlagDecides() {
        return scanning() instanceof Reading.Known<EffectiveScanning> known
                && known.value().decidedBy() == EffectiveScanning.Decider.REPOSITORY_FLAG;
    }
}
