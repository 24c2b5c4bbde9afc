package dev.ecrauditor.key;

import java.util.Optional;

/**
 * What ECR needs a grant for.
 *
 * <p>Source: "Encryption at rest", Amazon ECR User Guide: a pull decrypts a data key, a push generates one.
 */
public enum GrantedOperation {
    DECRYPT("Decrypt"),
    GENERATE_DATA_KEY("GenerateDataKey");

    private final String awsName;

    GrantedOperation(String awsName) {
        this.awsName = awsName;
    }

    /** The name that KMS gives the operation. */
    public String awsName() {
        return awsName;
    }

    /** Reads a name of KMS; empty for an operation that ECR can do without. */
    public static Optional<GrantedOperation> of(String name) {
        return switch (name) {
            case "Decrypt" -> Optional.of(DECRYPT);
            case "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" -> Optional.of(GENERATE_DATA_KEY);
            default -> Optional.empty();
        };
    }
}
