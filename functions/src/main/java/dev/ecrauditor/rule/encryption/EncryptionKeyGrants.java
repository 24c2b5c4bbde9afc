package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.GrantSummary;
import dev.ecrauditor.key.GrantedOperation;
import dev.ecrauditor.key.RepositoryGrants;
import dev.ecrauditor.key.RepositoryGrants.Current;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * ECR holds the grants it needs on the key, and no others. A repository without them cannot decrypt its images; grants
 * of repositories that no longer exist use up the quota of the key.
 *
 * <p>AWS documents that ECR makes two grants for each repository, but the content of one only: Decrypt and
 * GenerateDataKey. So a repository has lost its grants if one of these operations is no longer granted, whatever the
 * number of grants.
 *
 * <p>Source: "Encryption at rest", Amazon ECR User Guide; "Quotas", AWS KMS Developer Guide.
 */
public final class EncryptionKeyGrants implements KeyRule {

    static final int QUOTA = 50_000;

    private static final int NEAR_QUOTA = QUOTA / 10 * 9;

    /** A grant is in effect everywhere within five minutes of its creation; it is listed no earlier. */
    private static final Duration CONSISTENCY_DELAY = Duration.ofMinutes(15);

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-encryption-key-grants")
            .title("ECR has its grants on the KMS key")
            .problem("has wrong grants")
            .why("Without its grants ECR cannot decrypt images; grants left behind use up the quota of the key.")
            .fix(
                    "# See the grants, each with the repository in its encryption context:",
                    "aws kms list-grants --region {region} --key-id {key}",
                    "# Retire those of repositories that no longer exist:",
                    "aws kms retire-grant --region {region} --key-id {key} --grant-id GRANT_ID")
            .severity(Severity.HIGH)
            .setting(Setting.KEY_GRANTS)
            .permissions("ecr:DescribeRepositories", "kms:DescribeKey", "kms:ListGrants")
            .mapsTo(Framework.SEED, "4")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean needsGrants() {
        return true;
    }

    @Override
    public Verdict evaluate(EncryptionKey key) {
        return CustomerManagedKeyGate.verdictOfExisting(key).orElseGet(() -> evaluateReading(key));
    }

    private static Verdict evaluateReading(EncryptionKey key) {
        if (key.grants() instanceof Reading.Unreadable<GrantSummary> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return key.grants() instanceof Reading.Known<GrantSummary> known
                ? evaluateGrants(key, known.value())
                : new Verdict.NotApplicable("KMS lists no grants of the key");
    }

    private static Verdict evaluateGrants(EncryptionKey key, GrantSummary grants) {
        List<RepositoryGrants> lost = grants.notable().stream()
                .filter(repository -> isOnKey(key, repository) && isIncomplete(repository) && isOld(key, repository))
                .toList();
        List<RepositoryGrants> leftBehind = grants.notable().stream()
                .filter(repository -> !repository.ids().isEmpty() && isGone(key, repository))
                .toList();
        boolean nearQuota = grants.count() >= NEAR_QUOTA;
        if (!lost.isEmpty() || !leftBehind.isEmpty() || nearQuota) {
            return new Verdict.Fail(
                    lost.isEmpty() ? Severity.LOW : METADATA.severity(),
                    new KeyGrantEvidence(key, lost, leftBehind).of(grants.count(), nearQuota));
        }
        return unchecked(grants).orElseGet(Verdict.Pass::new);
    }

    private static Optional<Verdict> unchecked(GrantSummary grants) {
        for (RepositoryGrants repository : grants.notable()) {
            if (repository.current() instanceof Reading.Unreadable<Current> unreadable) {
                return Optional.of(Verdict.Unknown.of(unreadable));
            }
        }
        return grants.unchecked() == 0
                ? Optional.empty()
                : Optional.of(new Verdict.Unknown(
                        "the key has unusual grants for more repositories than the auditor asks ECR about",
                        Optional.empty()));
    }

    private static boolean isOnKey(EncryptionKey key, RepositoryGrants repository) {
        return repository.current() instanceof Reading.Known<Current> known
                && known.value().keyArn().filter(key.arn().toString()::equals).isPresent();
    }

    private static boolean isGone(EncryptionKey key, RepositoryGrants repository) {
        return repository.current() instanceof Reading.Absent<Current>
                || (repository.current() instanceof Reading.Known<Current> && !isOnKey(key, repository));
    }

    private static boolean isIncomplete(RepositoryGrants repository) {
        return repository.operations().size() < GrantedOperation.values().length;
    }

    private static boolean isOld(EncryptionKey key, RepositoryGrants repository) {
        return repository.current() instanceof Reading.Known<Current> known
                && !known.value().createdAt().plus(CONSISTENCY_DELAY).isAfter(key.readAt());
    }
}
