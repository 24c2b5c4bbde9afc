package dev.ecrauditor.rule.encryption;

import dev.ecrauditor.key.KeyArn;
import java.util.List;

/**
 * The commands that make a key usable again, by its state.
 *
 * <p>Source: "Key states of AWS KMS keys" and "Importing key material", AWS KMS Developer Guide; CancelKeyDeletion and
 * ConnectCustomKeyStore, AWS KMS API Reference.
 */
final class KeyStateFix {

    private KeyStateFix() {}

    static List<String> enable(KeyArn key) {
        return List.of(command(key, "enable-key"));
    }

    static List<String> cancelDeletion(KeyArn key) {
        return List.of(
                "# Cancel the deletion. The key stays disabled after that, so enable it as well:",
                command(key, "cancel-key-deletion"),
                command(key, "enable-key"));
    }

    static List<String> importMaterial(KeyArn key) {
        return List.of(
                "# Import the same key material again. KMS accepts no other.",
                command(key, "get-parameters-for-import")
                        + " --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096",
                "# Encrypt the material with the public key of the answer, then:",
                command(key, "import-key-material")
                        + " --import-token fileb://import-token.bin --encrypted-key-material fileb://material.bin --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE");
    }

    static List<String> connectKeyStore(KeyArn key) {
        return List.of(
                "# The custom key store of the key is disconnected. Connect it:",
                command(key, "describe-key") + " --query KeyMetadata.CustomKeyStoreId",
                "aws kms connect-custom-key-store --region " + key.region() + " --custom-key-store-id STORE_ID");
    }

    static List<String> rebuild(KeyArn key) {
        return List.of(
                "# Nothing brings the key back: the images are lost. Build them again and push them to a new repository:",
                "aws ecr create-repository --region " + key.region()
                        + " --repository-name NEW_NAME --image-scanning-configuration scanOnPush=true --encryption-configuration encryptionType=KMS,kmsKey=NEW_KEY_ARN");
    }

    private static String command(KeyArn key, String operation) {
        return "aws kms " + operation + " --region " + key.region() + " --key-id " + key;
    }
}
