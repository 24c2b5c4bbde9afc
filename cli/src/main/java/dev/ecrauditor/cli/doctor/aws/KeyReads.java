package dev.ecrauditor.cli.doctor.aws;

import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;

/** Reads keys of the hub. */
public final class KeyReads {

    private final KmsClient kms;

    /**
     * A key.
     *
     * @param state such as {@code Enabled} or {@code PendingDeletion}
     * @param policy the text of its policy
     */
    public record Key(String state, String policy) {}

    KeyReads(KmsClient kms) {
        this.kms = kms;
    }

    /** Empty if there is no such key. */
    public Optional<Key> key(String id) {
        return Reads.optional(
                        "kms:DescribeKey",
                        () -> kms.describeKey(request -> request.keyId(id))
                                .keyMetadata()
                                .keyStateAsString())
                .map(state -> new Key(
                        state,
                        Reads.required(
                                "kms:GetKeyPolicy",
                                () -> kms.getKeyPolicy(
                                                request -> request.keyId(id).policyName("default"))
                                        .policy())));
    }
}
