package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.policy.pattern.Wildcard;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Images are encrypted with a customer managed KMS key: with any, or with one that the settings allow. ECR stores the
 * ARN of the key it uses, never an alias, so only KMS knows whose key it is.
 *
 * <p>Source: "Encryption at rest", Amazon ECR User Guide; DescribeKey, AWS KMS API Reference (KeyManager).
 */
public final class EncryptionCustomerManagedKey implements RepositoryRule {

    private static final RuleMetadata METADATA = metadata(
            "Repository is encrypted with a customer managed KMS key",
            "is not encrypted with a customer managed KMS key");

    private static final RuleMetadata WITH_ALLOWED_KEYS =
            metadata("Repository is encrypted with an allowed KMS key", "is not encrypted with an allowed KMS key");

    private static final String IF_ECR_MADE_IT =
            "# If ECR made it itself (pull through cache, replication, create on push), no copy helps: correct its creation template, see the page of the rule.";

    private final Set<String> allowedKeys;

    /** Every customer managed key may encrypt. */
    public EncryptionCustomerManagedKey() {
        this(Set.of());
    }

    /**
     * @param allowedKeys ARNs and globs of the only keys that may encrypt repositories; empty for every customer managed
     *     key
     */
    public EncryptionCustomerManagedKey(Set<String> allowedKeys) {
        this.allowedKeys = new TreeSet<>(allowedKeys);
    }

    private static RuleMetadata metadata(String title, String problem) {
        return RuleMetadata.of("ecr-encryption-customer-managed-key")
                .title(title)
                .problem(problem)
                .why(
                        "Without a customer managed key, nobody can disable the key, restrict it by a key policy, or choose when it is rotated.")
                .fix(
                        "# Encryption is fixed at creation: the images have to move to a new repository. Plan the migration:",
                        "./ecr-auditor plan-migration --region {region} {repository}",
                        "# Or migrate by hand: create a repository with the ARN of a customer managed key and copy the images:",
                        "aws ecr create-repository --region {region} --repository-name {repository}-cmk --image-scanning-configuration scanOnPush=true --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN",
                        "crane copy --all-tags {account}.dkr.ecr.{region}.{domain}/{repository} {account}.dkr.ecr.{region}.{domain}/{repository}-cmk")
                .severity(Severity.MEDIUM)
                .setting(Setting.ENCRYPTION)
                .permissions("ecr:DescribeRepositories", "kms:DescribeKey")
                .mapsTo(Framework.SECURITY_HUB, "ECR.5")
                .mapsTo(Framework.AWS_CONFIG, "ecr-repository-cmk-encryption-enabled")
                .mapsTo(
                        Framework.NIST,
                        "AU-9",
                        "CA-9(1)",
                        "CM-3(6)",
                        "SC-7(10)",
                        "SC-12(2)",
                        "SC-13",
                        "SC-28",
                        "SC-28(1)",
                        "SI-7(6)")
                .mapsTo(Framework.SEED, "0", "1")
                .build();
    }

    @Override
    public RuleMetadata metadata() {
        return allowedKeys.isEmpty() ? METADATA : WITH_ALLOWED_KEYS;
    }

    @Override
    public Verdict evaluate(RepositorySnapshot repository) {
        Encryption encryption = repository.encryption();
        if (encryption.type().equals("AES256")) {
            return fail(
                    repository,
                    Evidence.of(
                                    "Images are encrypted with AES256 under a key that Amazon S3 manages, not with a KMS key.")
                            .and("encryptionType", "AES256"));
        }
        if (!encryption.usesKms()) {
            return new Verdict.Unknown(
                    "ECR returned an encryption type that this version does not know", Optional.empty());
        }
        String keyArn = encryption.keyArn().orElse("");
        if (encryption.key() instanceof Reading.Known<KeySnapshot> key
                && key.value().manager().equals("AWS")) {
            return managedByAws(repository, key.value());
        }
        if (!isAllowed(keyArn)) {
            return notAllowed(repository, keyArn);
        }
        if (isOfAnotherAccount(keyArn, repository.arn().account())) {
            // AWS managed keys cannot be shared between accounts, so another account's key is a customer managed key.
            return new Verdict.Pass();
        }
        if (encryption.key() instanceof Reading.Known<KeySnapshot> key) {
            return key.value().manager().equals("CUSTOMER")
                    ? new Verdict.Pass()
                    : new Verdict.Unknown(
                            "KMS returned a key manager that this version does not know", Optional.empty());
        }
        if (encryption.key() instanceof Reading.Unreadable<KeySnapshot> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return new Verdict.Unknown("KMS does not know the key " + keyArn, Optional.empty());
    }

    private static Verdict managedByAws(RepositorySnapshot repository, KeySnapshot key) {
        return fail(
                repository,
                Evidence.of("Images are encrypted with the AWS managed key of ECR, not with a customer managed key.")
                        .and("encryptionType", repository.encryption().type())
                        .and("kmsKey", key.arn())
                        .and("KeyManager", "AWS"));
    }

    private boolean isAllowed(String keyArn) {
        return allowedKeys.isEmpty()
                || keyArn.isEmpty() // no key is named, so that nothing is known of it
                || allowedKeys.stream().anyMatch(glob -> Wildcard.matches(glob, keyArn));
    }

    /** Whatever is not known of the key: it is none of those. */
    private Verdict notAllowed(RepositorySnapshot repository, String keyArn) {
        return fail(
                repository,
                Evidence.of("Images are encrypted with a KMS key that the settings do not allow.")
                        .and("encryptionType", repository.encryption().type())
                        .and("kmsKey", keyArn)
                        .and("allowed keys", String.join(", ", allowedKeys)));
    }

    private static boolean isOfAnotherAccount(String keyArn, String account) {
        String[] fields = keyArn.split(":", 6);
        return fields.length == 6
                && fields[2].equals("kms")
                && RepositoryArn.isAccountId(fields[4])
                && !fields[4].equals(account);
    }

    private static Verdict fail(RepositorySnapshot repository, Evidence evidence) {
        return new Verdict.Fail(
                METADATA.severity(),
                switch (repository.origin()) {
                    case CALLER -> evidence;
                    case ECR ->
                        evidence.and(CreationTemplateFix.FACT, CreationTemplateFix.ECR)
                                .fixedBy(CreationTemplateFix.encryption(repository.arn()));
                    case UNKNOWN ->
                        evidence.fixedBy(
                                Stream.concat(METADATA.fixFor(repository.arn()).stream(), Stream.of(IF_ECR_MADE_IT))
                                        .toList());
                });
    }
}
