package dev.ecrauditor.event;

import dev.ecrauditor.repository.RepositoryArn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A call, or an event of KMS itself, that may have changed a key.
 *
 * @param header which event reports it; its id and its time are present
 * @param kind what happened
 * @param key which key, in its owner's account
 * @param actor who did it
 * @param policyText the key policy that it sets
 */
public record KeyChange(EventHeader header, Kind kind, KeyRef key, Actor actor, Optional<String> policyText)
        implements ApiCall {

    public KeyChange {
        ApiCall.requireIdAndTime(header);
    }

    /**
     * The calls and service events that change whether images can be decrypted. Grants are read by the sweep: their
     * events are too many.
     *
     * <p>Source: "Logging AWS KMS API calls with AWS CloudTrail", AWS KMS Developer Guide.
     */
    public enum Kind {
        DISABLE_KEY("DisableKey"),
        ENABLE_KEY("EnableKey"),
        SCHEDULE_KEY_DELETION("ScheduleKeyDeletion"),
        CANCEL_KEY_DELETION("CancelKeyDeletion"),
        DELETE_KEY("DeleteKey"),
        ENABLE_KEY_ROTATION("EnableKeyRotation"),
        DISABLE_KEY_ROTATION("DisableKeyRotation"),
        PUT_KEY_POLICY("PutKeyPolicy"),
        IMPORT_KEY_MATERIAL("ImportKeyMaterial"),
        DELETE_IMPORTED_KEY_MATERIAL("DeleteImportedKeyMaterial"),
        DELETE_EXPIRED_KEY_MATERIAL("DeleteExpiredKeyMaterial");

        private final String eventName;

        Kind(String eventName) {
            this.eventName = eventName;
        }

        /** The name of the API call or service event, as in CloudTrail's eventName. */
        public String eventName() {
            return eventName;
        }

        /** The names of all of them, whose events a rule of EventBridge has to send. */
        public static List<String> eventNames() {
            return Arrays.stream(values()).map(Kind::eventName).toList();
        }

        static Optional<Kind> of(String eventName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.eventName.equals(eventName))
                    .findFirst();
        }
    }

    /**
     * A KMS key, in the account that owns it.
     *
     * @param keyId the end of its ARN
     */
    public record KeyRef(String account, String region, String keyId) {

        private static final String KEY = "key/";

        public KeyRef {
            if (!RepositoryArn.isAccountId(account) || !RepositoryArn.isRegion(region) || !isKeyId(keyId)) {
                throw new IllegalArgumentException("not a KMS key");
            }
        }

        /** Reads the ARN of a key; empty when it is none. */
        public static Optional<KeyRef> parse(String arn) {
            String[] fields = arn.split(":", 6);
            boolean isKey = fields.length == 6
                    && fields[0].equals("arn")
                    && fields[2].equals("kms")
                    && RepositoryArn.isRegion(fields[3])
                    && fields[1].equals(RepositoryArn.partitionOf(fields[3]))
                    && RepositoryArn.isAccountId(fields[4])
                    && fields[5].startsWith(KEY)
                    && isKeyId(fields[5].substring(KEY.length()));
            return isKey
                    ? Optional.of(new KeyRef(fields[4], fields[3], fields[5].substring(KEY.length())))
                    : Optional.empty();
        }

        /** A key of an account and Region; empty when a part is not valid, as an alias. */
        static Optional<KeyRef> of(String account, String region, String keyId) {
            return RepositoryArn.isAccountId(account) && RepositoryArn.isRegion(region) && isKeyId(keyId)
                    ? Optional.of(new KeyRef(account, region, keyId))
                    : Optional.empty();
        }

        /** Its ARN, as ECR stores it. */
        public String arn() {
            return "arn:" + RepositoryArn.partitionOf(region) + ":kms:" + region + ":" + account + ":" + KEY + keyId;
        }

        /** A UUID; that of a multi-Region key begins with {@code mrk-}. */
        private static boolean isKeyId(String text) {
            return !text.isEmpty()
                    && text.length() <= 64
                    && text.chars()
                            .allMatch(c -> (c >= 'a' && c <= 'z')
                                    || (c >= 'A' && c <= 'Z')
                                    || (c >= '0' && c <= '9')
                                    || c == '-');
        }
    }

    @Override
    public String eventName() {
        return kind.eventName();
    }
}
