package dev.ecrauditor.event;

import dev.ecrauditor.key.EncryptionKey;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.policy.document.PolicyNormalForm;
import dev.ecrauditor.repository.KeySnapshot;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call, or an event of KMS itself, that may have changed a key.
 *
 * @param header which event reports it; its id and its time are present
 * @param kind what happened
 * @param key which key, in its owner's account
 * @param actor who did it
 * @param policyText the key policy that it sets
 */
public record KeyChange(EventHeader header, Kind kind, KeyArn key, Actor actor, Optional<String> policyText)
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

        /** The states of a key that this leads to; empty where it changes no state. */
        Set<String> statesAfter() {
            return switch (this) {
                case DISABLE_KEY, CANCEL_KEY_DELETION -> Set.of("Disabled");
                case ENABLE_KEY, IMPORT_KEY_MATERIAL -> Set.of("Enabled");
                case SCHEDULE_KEY_DELETION -> Set.of("PendingDeletion", "PendingReplicaDeletion");
                case DELETE_IMPORTED_KEY_MATERIAL, DELETE_EXPIRED_KEY_MATERIAL -> Set.of("PendingImport");
                default -> Set.of();
            };
        }

        static Optional<Kind> of(String eventName) {
            return Arrays.stream(values())
                    .filter(kind -> kind.eventName.equals(eventName))
                    .findFirst();
        }
    }

    @Override
    public String eventName() {
        return kind.eventName();
    }

    /**
     * True when the key was read otherwise than this left it: something came after it, or the answer is from before it. A
     * fact that could not be read contradicts nothing.
     */
    public boolean isContradictedBy(EncryptionKey read) {
        return switch (kind) {
            case DELETE_KEY -> read.key() instanceof Reading.Known;
            case ENABLE_KEY_ROTATION, DISABLE_KEY_ROTATION ->
                read.rotation() instanceof Reading.Known && !hasSet(Setting.KEY_ROTATION, read);
            case PUT_KEY_POLICY -> read.policy() instanceof Reading.Known && !hasSet(Setting.KEY_POLICY, read);
            default -> read.key() instanceof Reading.Known && !hasSet(Setting.KEY_STATE, read);
        };
    }

    /** True when this call set exactly the value of the setting that was read. */
    public boolean hasSet(Setting setting, EncryptionKey read) {
        return switch (setting) {
            case KEY_STATE ->
                read.key() instanceof Reading.Known<KeySnapshot> key
                        && kind.statesAfter().contains(key.value().state());
            case KEY_ROTATION ->
                (kind == Kind.ENABLE_KEY_ROTATION || kind == Kind.DISABLE_KEY_ROTATION)
                        && read.rotation().equals(new Reading.Known<>(kind == Kind.ENABLE_KEY_ROTATION));
            case KEY_POLICY ->
                kind == Kind.PUT_KEY_POLICY
                        && read.policy() instanceof Reading.Known<String> policy
                        && policyText
                                .filter(text ->
                                        PolicyNormalForm.of(text).isShownAs(PolicyNormalForm.of(policy.value())))
                                .isPresent();
            default -> false;
        };
    }
}
