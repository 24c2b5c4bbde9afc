package dev.ecrauditor.localaws.kms.key;

import dev.ecrauditor.localaws.call.AccountRegion;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Finds the key of a caller's reference, in its own or in another account. */
public final class Keys {

    /** The result of the search for a key. */
    public sealed interface Lookup {}

    /** The key exists and the caller's account may use it. */
    public record Found(KmsKey key) implements Lookup {}

    /** The key does not exist, with KMS's message. */
    public record Missing(String code, String message) implements Lookup {}

    /** A key of another account that is not shared or does not exist in the simulation. */
    public record Foreign(String arn, boolean isKey, boolean exists) implements Lookup {}

    private final Function<AccountRegion, KeyRing> rings;

    public Keys(Function<AccountRegion, KeyRing> rings) {
        this.rings = rings;
    }

    /** The keys of one account in one region. */
    public KeyRing ring(AccountRegion place) {
        return rings.apply(place);
    }

    /** The key of an ARN, in whichever account. */
    private Optional<KmsKey> byArn(AccountRegion home, String arn) {
        return KeyReference.parse(home, arn)
                .flatMap(reference -> rings.apply(reference.place()).find(reference.resource()));
    }

    /** Creates the grants that ECR has on the key of a repository, if the key is in the simulation. */
    public void grantToRepository(AccountRegion place, String keyArn, String repositoryArn, Instant now) {
        byArn(place, keyArn)
                .ifPresent(key -> Grant.ofRepository(key, place, repositoryArn, now)
                        .forEach(grant -> ring(key.place()).put(key, grant)));
    }

    /** Retires these grants, if they are still there. */
    public void retireFromRepository(AccountRegion place, String keyArn, String repositoryArn) {
        byArn(place, keyArn)
                .ifPresent(key -> Grant.idsOfRepository(key, repositoryArn)
                        .forEach(id -> ring(key.place()).grants(key).remove(id)));
    }

    public KmsKey awsManaged(AccountRegion place) {
        return rings.apply(place).awsManaged();
    }

    public Lookup find(AccountRegion home, String text) {
        Optional<KeyReference> parsed = KeyReference.parse(home, text);
        if (parsed.isEmpty()) {
            return new Missing("InvalidArnException", "Invalid arn " + text);
        }
        KeyReference reference = parsed.get();
        if (!reference.place().region().equals(home.region())) {
            return notFound("Invalid arn " + reference.place().region());
        }
        boolean foreign = !reference.place().equals(home);
        if (!foreign && reference.resource().equals(KeyRing.ECR_ALIAS)) {
            return new Found(awsManaged(home));
        }
        Optional<KmsKey> key = rings.apply(reference.place()).find(reference.resource());
        if (key.isPresent() && key.get().isOpenTo(home.account())) {
            return new Found(key.get());
        }
        if (foreign) {
            return new Foreign(reference.arn(), reference.isKey(), key.isPresent());
        }
        return notFound(
                reference.isKey()
                        ? "Key '" + reference.arn() + "' does not exist"
                        : "Alias " + reference.arn() + " is not found.");
    }

    private static Missing notFound(String message) {
        return new Missing("NotFoundException", message);
    }
}
