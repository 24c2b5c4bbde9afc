package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.RepositoryRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.CreationTemplateFix;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Images are encrypted with a customer managed KMS key. ECR stores the ARN of the key it uses, never an alias, so only
 * KMS knows whose key it is.
 *
 * <p>Source: "Encryption at rest", Amazon ECR User Guide; DescribeKey, AWS KMS API Reference (KeyManager).
 */
public final class EncryptionCustomerManagedKey implements RepositoryRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-encryption-customer-managed-key")
            .title("Repository is encrypted with a customer managed KMS key")
            .problem("is not encrypted with a customer managed KMS key")
            .why(
                    "Without a customer managed key, nobody can disable the key, restrict it by a key policy, or choose when it is rotated.")
            .fix(
                    "./ecr-auditor plan-migration --region {region} {repository}",
                    "# It prints the whole migration. Encryption is fixed at creation: make a new repository and copy the images.",
                    "aws ecr create-repository --region {region} --repository-name {repository}-cmk --image-scanning-configuration scanOnPush=true --encryption-configuration encryptionType=KMS,kmsKey=KEY_ARN",
                    "crane copy --all-tags {account}.dkr.ecr.{region}.{domain}/{repository} {account}.dkr.ecr.{region}.{domain}/{repository}-cmk")
            .severity(Severity.MEDIUM)
            .setting(Setting.ENCRYPTION)
            .permissions("ecr:DescribeRepositories", "kms:DescribeKey")
            .mappings("Security Hub ECR.5")
            .build();

    private static final String IF_ECR_MADE_IT =
            "# If ECR made it itself (pull through cache, replication, create on push), no copy helps: correct its creation template, see the page of the rule.";

    @Override
    public RuleMetadata metadata() {
        return METADATA;
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
        if (isOfAnotherAccount(keyArn, repository.arn().account())) {
            // AWS managed keys cannot be shared between accounts, so another account's key is a customer managed key.
            return new Verdict.Pass();
        }
        if (encryption.key() instanceof Reading.Known<KeySnapshot> key) {
            return evaluateKey(repository, key.value());
        }
        if (encryption.key() instanceof Reading.Unreadable<KeySnapshot> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return new Verdict.Unknown("KMS does not know the key " + keyArn, Optional.empty());
    }

    private static Verdict evaluateKey(RepositorySnapshot repository, KeySnapshot key) {
        return switch (key.manager()) {
            case "CUSTOMER" -> new Verdict.Pass();
            case "AWS" ->
                fail(
                        repository,
                        Evidence.of(
                                        "Images are encrypted with the AWS managed key of ECR, not with a customer managed key.")
                                .and("encryptionType", repository.encryption().type())
                                .and("kmsKey", key.arn())
                                .and("KeyManager", "AWS"));
            default ->
                new Verdict.Unknown("KMS returned a key manager that this version does not know", Optional.empty());
        };
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
