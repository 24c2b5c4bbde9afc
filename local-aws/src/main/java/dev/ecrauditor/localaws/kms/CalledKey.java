package dev.ecrauditor.localaws.kms;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.Locale;

/** Finds the key of a call to KMS, or answers as KMS does where there is none or its state does not permit the call. */
final class CalledKey {

    private final Keys keys;

    CalledKey(Keys keys) {
        this.keys = keys;
    }

    KeyRing ringOf(KmsKey key) {
        return keys.ring(key.place());
    }

    KeyRing ringOf(AccountRegion place) {
        return keys.ring(place);
    }

    /** The key, for an operation that can be called from another account. */
    KmsKey find(Call call) {
        return find(call, call.parameters().text("KeyId"));
    }

    KmsKey find(Call call, String name) {
        Keys.Lookup lookup = keys.find(call.place(), name);
        if (lookup instanceof Keys.Found found) {
            return found.key();
        }
        if (lookup instanceof Keys.Missing missing) {
            throw AwsError.badRequest(missing.code(), missing.message());
        }
        throw denied(call, ((Keys.Foreign) lookup).arn());
    }

    /** The key, for an operation that only the key's own account can call. */
    KmsKey findOwn(Call call) {
        KmsKey key = find(call);
        if (!key.place().account().equals(call.place().account())) {
            throw denied(call, key.arn());
        }
        return key;
    }

    /** The key, for an operation that changes it, which the policies of AWS managed keys do not allow. */
    KmsKey findToChange(Call call) {
        KmsKey key = findOwn(call);
        if (key.isAwsManaged()) {
            throw denied(call, key.arn());
        }
        return key;
    }

    /** Refuses a key in one of these states. */
    static void refuse(KmsKey key, String... states) {
        if (key.status().is(states)) {
            throw key.status().is(KeyStatus.DISABLED_STATE)
                    ? AwsError.badRequest("DisabledException", key.arn() + " is disabled.")
                    : invalidState(key.arn() + " is " + words(key.state()) + ".");
        }
    }

    static AwsError invalidState(String message) {
        return AwsError.badRequest("KMSInvalidStateException", message);
    }

    /** {@code PendingDeletion} as KMS's messages write it: {@code pending deletion}. */
    private static String words(String state) {
        return state.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static AwsError denied(Call call, String arn) {
        return AwsError.badRequest(
                "AccessDeniedException",
                "User: " + call.caller().arn() + " is not authorized to perform: kms:" + call.operation()
                        + " on resource: " + arn + " because the resource does not exist in this Region, no"
                        + " resource-based policies allow access, or a resource-based policy explicitly denies access");
    }
}
