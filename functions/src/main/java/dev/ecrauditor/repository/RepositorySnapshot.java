package dev.ecrauditor.repository;

import java.time.Duration;
import java.time.Instant;

/**
 * A repository as AWS described it at one moment.
 *
 * @param arn which repository
 * @param createdAt when ECR says it was created; a repository deleted and created again has another one
 * @param readAt when we read it
 * @param encryption how its images are encrypted
 * @param policy its repository policy
 * @param scanOnPush the repository's own flag, which only counts where no registry rules exist
 * @param scanning whether pushed images are effectively scanned
 * @param origin who made it; not part of ECR's answer, known from its event
 */
public record RepositorySnapshot(
        RepositoryArn arn,
        Instant createdAt,
        Instant readAt,
        Encryption encryption,
        Reading<RepositoryPolicy> policy,
        boolean scanOnPush,
        Reading<EffectiveScanning> scanning,
        Origin origin) {

    /** A repository as ECR answers, which does not say who made it. */
    public RepositorySnapshot(
            RepositoryArn arn,
            Instant createdAt,
            Instant readAt,
            Encryption encryption,
            Reading<RepositoryPolicy> policy,
            boolean scanOnPush,
            Reading<EffectiveScanning> scanning) {
        this(arn, createdAt, readAt, encryption, policy, scanOnPush, scanning, Origin.NOT_SEEN);
    }

    /** The same repository with another policy. */
    public RepositorySnapshot withPolicy(Reading<RepositoryPolicy> other) {
        return new RepositorySnapshot(arn, createdAt, readAt, encryption, other, scanOnPush, scanning, origin);
    }

    /** The same repository, made by this one. */
    public RepositorySnapshot madeBy(Origin maker) {
        return new RepositorySnapshot(arn, createdAt, readAt, encryption, policy, scanOnPush, scanning, maker);
    }

    /** How long the repository had existed when it was read; never negative. */
    public Duration age() {
        Duration age = Duration.between(createdAt, readAt);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** True when the repository's own scanOnPush flag decides about scanning, so that writing it has an effect. */
    public boolean repositoryFlagDecides() {
        return scanning instanceof Reading.Known<EffectiveScanning> known
                && known.value().decidedBy() == EffectiveScanning.Decider.REPOSITORY_FLAG;
    }
}
