package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.KeyDetails;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import dev.ecrauditor.rule.Framework;
import dev.ecrauditor.rule.KeyRule;
import dev.ecrauditor.rule.RuleMetadata;
import dev.ecrauditor.rule.Severity;
import dev.ecrauditor.rule.Verdict;
import dev.ecrauditor.rule.evidence.Evidence;
import java.util.Optional;

/**
 * KMS rotates the key's material automatically. It can do so only for symmetric keys with material of its own.
 *
 * <p>Source: GetKeyRotationStatus, AWS KMS API Reference; "Rotate AWS KMS keys", AWS KMS Developer Guide.
 */
public final class EncryptionKeyRotates implements KeyRule {

    private static final RuleMetadata METADATA = RuleMetadata.of("ecr-encryption-key-rotates")
            .title("KMS key of encrypted repositories rotates automatically")
            .problem("is not rotated")
            .why("Rotation limits how much data one version of the key material protects, should it become known.")
            .fix("aws kms enable-key-rotation --region {region} --key-id {key}")
            .severity(Severity.LOW)
            .setting(Setting.KEY_ROTATION)
            .permissions("ecr:DescribeRepositories", "kms:DescribeKey", "kms:GetKeyRotationStatus")
            .mapsTo(Framework.SECURITY_HUB, "KMS.4")
            .mapsTo(Framework.AWS_CONFIG, "cmk-backing-key-rotation-enabled")
            .mapsTo(Framework.NIST, "SC-12", "SC-12(2)", "SC-28(3)")
            .mapsTo(Framework.PCI_DSS, "3.7.4")
            .mapsTo(Framework.SEED, "1")
            .build();

    @Override
    public RuleMetadata metadata() {
        return METADATA;
    }

    @Override
    public Verdict evaluate(EncryptionKey key) {
        return CustomerManagedKeyGate.verdictOfExisting(key)
                .or(() -> verdictOfState(key))
                .orElseGet(() -> evaluateRotation(key));
    }

    /** The verdict where the state or kind of the key decides. */
    private static Optional<Verdict> verdictOfState(EncryptionKey key) {
        if (!(key.key() instanceof Reading.Known<KeySnapshot> known)) {
            return Optional.empty();
        }
        KeyDetails details = known.value().details();
        if (details.spec().isEmpty() || details.origin().isEmpty()) {
            return Optional.of(
                    new Verdict.Unknown("KMS returned neither spec nor origin of the key", Optional.empty()));
        }
        if (!details.canRotate()) {
            return Optional.of(new Verdict.NotApplicable("KMS does not rotate a key of spec " + details.spec()
                    + " and origin " + details.origin() + " automatically"));
        }
        return switch (known.value().state()) {
            case "Enabled", "Disabled" -> Optional.empty();
            // KMS answers false for a key pending deletion, whatever was set.
            case "PendingDeletion", "PendingReplicaDeletion" ->
                Optional.of(new Verdict.NotApplicable("the key is pending deletion, so KMS does not rotate it"));
            case "Creating", "Updating", "PendingImport", "Unavailable" ->
                Optional.of(new Verdict.NotApplicable("KMS does not rotate a key in the state "
                        + known.value().state()));
            default ->
                Optional.of(new Verdict.Unknown(
                        "KMS returned a key state that this version does not know", Optional.empty()));
        };
    }

    private static Verdict evaluateRotation(EncryptionKey key) {
        if (key.rotation() instanceof Reading.Unreadable<Boolean> unreadable) {
            return Verdict.Unknown.of(unreadable);
        }
        if (!(key.rotation() instanceof Reading.Known<Boolean> rotates)) {
            return new Verdict.NotApplicable("KMS cannot rotate the key automatically");
        }
        if (rotates.value()) {
            return new Verdict.Pass();
        }
        if (key.key() instanceof Reading.Unreadable<KeySnapshot> unreadable) {
            // False is also the answer while deletion is pending.
            return Verdict.Unknown.of(unreadable);
        }
        return fail(key);
    }

    /** Rotation of a replica is switched on at its primary key. */
    private static Verdict fail(EncryptionKey key) {
        Optional<KeyArn> primary = key.key() instanceof Reading.Known<KeySnapshot> known
                ? known.value().details().primaryArn().flatMap(KeyArn::parse)
                : Optional.empty();
        Evidence evidence = KeyEvidence.of(key, "Automatic rotation of the key material is off.")
                .and("KeyRotationEnabled", "false");
        if (primary.isPresent()) {
            evidence = evidence.and("primary key", primary.get().toString());
        }
        return new Verdict.Fail(
                METADATA.severity(),
                KeyEvidence.withRepositories(key, evidence)
                        .fixedBy(KeyEvidence.runByOwner(key, METADATA.fixFor(primary.orElse(key.arn())))));
    }
}
