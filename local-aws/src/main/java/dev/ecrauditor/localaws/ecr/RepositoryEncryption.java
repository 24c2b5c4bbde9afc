package dev.ecrauditor.localaws.ecr;

import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.time.Instant;
import java.util.Map;

/** Decides how a new repository is encrypted and with which key, and keeps ECR's grants on that key. */
public final class RepositoryEncryption {

    private static final int BAD_REQUEST = 400;

    private final Keys keys;

    public RepositoryEncryption(Keys keys) {
        this.keys = keys;
    }

    Encryption of(Call call) {
        Fields asked =
                call.parameters().objectOrEmpty("encryptionConfiguration").onlyKnown("encryptionType", "kmsKey");
        if (!call.parameters().has("encryptionConfiguration")) {
            return new Encryption(Encryption.AES256, "");
        }
        asked.text("encryptionType");
        String type = asked.oneOf("encryptionType", "", Encryption.TYPES);
        if (!type.equals(Encryption.AES256)) {
            return new Encryption(type, keyArn(call.place(), asked));
        }
        if (asked.has("kmsKey")) {
            throw asked.refuse("kmsKey", "must not be given with the encryption type AES256");
        }
        return new Encryption(type, "");
    }

    /** Creates ECR's grants on the key of a repository. */
    public void grant(Repository repository, Instant now) {
        if (repository.encryption().hasKey()) {
            keys.grantToRepository(repository.place(), repository.encryption().keyArn(), repository.arn(), now);
        }
    }

    /** Retires these grants. */
    public void retire(Repository repository) {
        if (repository.encryption().hasKey()) {
            keys.retireFromRepository(
                    repository.place(), repository.encryption().keyArn(), repository.arn());
        }
    }

    private String keyArn(AccountRegion place, Fields asked) {
        if (!asked.has("kmsKey")) {
            return keys.awsManaged(place).arn();
        }
        Keys.Lookup lookup = keys.find(place, asked.text("kmsKey"));
        if (lookup instanceof Keys.Found found) {
            return usable(found.key());
        }
        if (lookup instanceof Keys.Foreign foreign && !foreign.exists() && foreign.isKey()) {
            return foreign.arn();
        }
        if (lookup instanceof Keys.Missing missing) {
            throw refused(missing.code(), missing.message());
        }
        throw refused("AccessDeniedException", "The key of the other account is not shared with this one");
    }

    private static String usable(KmsKey key) {
        if (!key.isEnabled()) {
            throw refused("KMSInvalidStateException", key.arn() + " is " + key.state() + ".");
        }
        return key.arn();
    }

    private static AwsError refused(String kmsError, String message) {
        return new AwsError(BAD_REQUEST, "KmsException", message, Map.of("kmsError", kmsError));
    }
}
