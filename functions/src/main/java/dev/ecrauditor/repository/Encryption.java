package dev.ecrauditor.repository;

import java.util.Optional;

/**
 * How a repository's images are encrypted; fixed when the repository is created.
 *
 * @param type ECR's encryptionType as text: {@code AES256}, {@code KMS}, {@code KMS_DSSE}, or one AWS adds later
 * @param keyArn the KMS key; empty for AES256
 * @param key the key as KMS describes it; absent when the type uses none or KMS does not know it
 */
public record Encryption(String type, Optional<String> keyArn, Reading<KeySnapshot> key) {

    /** True for the types that encrypt with a KMS key. */
    public boolean usesKms() {
        return type.equals("KMS") || type.equals("KMS_DSSE");
    }
}
