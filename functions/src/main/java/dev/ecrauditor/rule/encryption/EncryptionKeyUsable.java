package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The key can be used. While it cannot, ECR decrypts no image on it.
 *
 * <p>Source: "Key states of AWS KMS keys", AWS KMS Developer Guide; KeyMetadata, AWS KMS API Reference (DeletionDate,
 * ValidTo).
 */
public final class EncryptionKeyUsable implements KeyRule {

    /** Imported material that expires this soon is reported before pulls fail. */
    static final Duration EXPIRY_NOTICE = Duration.ofDays(14);

    /** KMS leaves the states Creating and Updating by itself. */
    private static final Duration IN_TRANSITION = Duration.ofMinutes(10);

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-encryption-key-usable")
            .title("KMS key of encrypted repositories can be used")
            .problem("is unusable")
            .why(
                    "ECR cannot decrypt an image while its key cannot be used; when the key is deleted, the image is lost.")
            .fix(
                    "# See the state of the key and its deletion date:",
                    "aws kms describe-key --region {region} --key-id {key}",
                    "# Cancel a scheduled deletion, then enable the key:",
                    "aws kms cancel-key-deletion --region {region} --key-id {key}",
                    "aws kms enable-key --region {region} --key-id {key}")
            .severity(Severity.CRITICAL)
            .setting(Setting.KEY_STATE)
            .permissions("ecr:DescribeRepositories", "kms:DescribeKey")
            .mapsTo(Framework.SECURITY_HUB, "KMS.3")
            .mapsTo(Framework.AWS_CONFIG, "kms-cmk-not-scheduled-for-deletion")
            .mapsTo(Framework.NIST, "SC-12", "SC-12(2)")
            .mapsTo(Framework.SEED, "4")
            .build();

    /**
     * What a state means.
     *
     * @param clause as in "The key {clause}"
     * @param effect on the images, as in "{effect} of the repository payments/api"
     */
    private record Fault(String clause, String effect, List<String> fix) {}

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(EncryptionKey key) {
        return CustomerManagedKeyGate.verdict(key).orElseGet(() -> evaluateReading(key));
    }

    private static Verdict evaluateReading(EncryptionKey key) {
        if (key.key() instanceof Reading.Known<KeySnapshot> known) {
            return evaluateState(key, known.value());
        }
        if (key.key() instanceof Reading.Unreadable<KeySnapshot> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        return fail(
                key,
                new Fault("no longer exists", "no image can be decrypted any more", KeyStateFix.rebuild(key.arn())),
                KeyEvidence.of(key, "").and("key", "KMS does not know it"));
    }

    private static Verdict evaluateState(EncryptionKey key, KeySnapshot snapshot) {
        return switch (snapshot.state()) {
            case "Enabled" -> evaluateExpiry(key, snapshot);
            case "Creating", "Updating" ->
                new Verdict.NotApplicable(
                        "KMS is " + snapshot.state().toLowerCase(Locale.ROOT) + " the key",
                        Optional.of(key.readAt().plus(IN_TRANSITION)));
            case "Disabled" -> fail(key, snapshot, "is disabled", KeyStateFix.enable(key.arn()));
            case "PendingDeletion" -> pendingDeletion(key, snapshot);
            case "PendingReplicaDeletion" ->
                fail(
                        key,
                        snapshot,
                        "is a primary key that is deleted once its replica keys are",
                        KeyStateFix.cancelDeletion(key.arn()));
            case "PendingImport" -> fail(key, snapshot, "has no key material", KeyStateFix.importMaterial(key.arn()));
            case "Unavailable" ->
                fail(
                        key,
                        snapshot,
                        "is unavailable, as its custom key store is disconnected",
                        KeyStateFix.connectKeyStore(key.arn()));
            default ->
                new Verdict.Unknown("KMS returned a key state that this version does not know", Optional.empty());
        };
    }

    private static Verdict pendingDeletion(EncryptionKey key, KeySnapshot snapshot) {
        String lost = snapshot.details()
                .deletionDate()
                .map(date -> " and is deleted after " + date + ", when its images are lost")
                .orElse("");
        return fail(key, snapshot, "is pending deletion" + lost, KeyStateFix.cancelDeletion(key.arn()));
    }

    /** The state of a key with expired material is PendingImport; before that it is Enabled. */
    private static Verdict evaluateExpiry(EncryptionKey key, KeySnapshot snapshot) {
        Optional<Instant> soon = snapshot.details()
                .validTo()
                .filter(end -> end.isBefore(key.readAt().plus(EXPIRY_NOTICE)));
        if (soon.isEmpty()) {
            return new Verdict.Pass();
        }
        String summary = "The key's imported material expires at " + soon.get()
                + ". From then on images cannot be pulled from or pushed to "
                + KeyEvidence.repositories(key.repositories().arns()) + ".";
        return new Verdict.Fail(
                Severity.MEDIUM,
                KeyEvidence.withRepositories(key, stateOf(key, snapshot))
                        .saying(summary)
                        .fixedBy(KeyEvidence.runByOwner(key, KeyStateFix.importMaterial(key.arn()))));
    }

    private static Verdict fail(EncryptionKey key, KeySnapshot snapshot, String clause, List<String> fix) {
        return fail(key, new Fault(clause, "images cannot be pulled or pushed", fix), stateOf(key, snapshot));
    }

    private static Verdict fail(EncryptionKey key, Fault fault, Evidence facts) {
        String summary = "The key " + fault.clause() + ": " + fault.effect() + " in "
                + KeyEvidence.repositories(key.repositories().arns()) + ".";
        return new Verdict.Fail(
                METADATA.severity(),
                KeyEvidence.withRepositories(key, facts)
                        .saying(summary)
                        .fixedBy(KeyEvidence.runByOwner(key, fault.fix())));
    }

    private static Evidence stateOf(EncryptionKey key, KeySnapshot snapshot) {
        Evidence evidence = KeyEvidence.of(key, "").and("KeyState", snapshot.state());
        if (snapshot.details().deletionDate().isPresent()) {
            evidence = evidence.and(
                    "DeletionDate", snapshot.details().deletionDate().get().toString());
        }
        return snapshot.details().validTo().isPresent()
                ? evidence.and("ValidTo", snapshot.details().validTo().get().toString())
                : evidence;
    }
}
