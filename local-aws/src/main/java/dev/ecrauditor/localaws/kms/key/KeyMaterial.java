package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a key is made of: the origin of its material, its spec and usage, and when imported material expires. */
public record KeyMaterial(String origin, String spec, String usage, Optional<Instant> validTo) {

    public static final String AWS_KMS = "AWS_KMS";
    public static final String EXTERNAL = "EXTERNAL";
    public static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    public static final KeyMaterial DEFAULT = new KeyMaterial(AWS_KMS, SYMMETRIC, "ENCRYPT_DECRYPT", Optional.empty());

    private static final String SIGN_VERIFY = "SIGN_VERIFY";
    private static final String MAC = "GENERATE_VERIFY_MAC";
    private static final List<String> ORIGINS = List.of(AWS_KMS, EXTERNAL, "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
    private static final List<String> USAGES = List.of("ENCRYPT_DECRYPT", SIGN_VERIFY, MAC);
    private static final List<String> SPECS = List.of(
            SYMMETRIC,
            "RSA_2048",
            "RSA_3072",
            "RSA_4096",
            "ECC_NIST_P256",
            "ECC_NIST_P384",
            "ECC_NIST_P521",
            "HMAC_256",
            "HMAC_384",
            "HMAC_512");

    /** Reads a key of an account-state file; a key that only signs or only authenticates has that usage. */
    public static KeyMaterial read(Fields fields) {
        String spec = fields.oneOf("keySpec", SYMMETRIC, SPECS);
        return new KeyMaterial(
                fields.oneOf("origin", AWS_KMS, ORIGINS),
                spec,
                fields.oneOf("keyUsage", usageOf(spec), USAGES),
                fields.time("validTo"));
    }

    /** Reads the parameters of CreateKey. */
    public static KeyMaterial readCreated(Fields asked) {
        String spec = asked.oneOf("KeySpec", asked.text("CustomerMasterKeySpec", SYMMETRIC), SPECS);
        String usage = asked.oneOf("KeyUsage", "ENCRYPT_DECRYPT", USAGES);
        if (!spec.startsWith("RSA_") && !usage.equals(usageOf(spec))) {
            throw asked.refuse("KeyUsage", "must be compatible with the key spec " + spec);
        }
        return new KeyMaterial(
                asked.oneOf("Origin", AWS_KMS, List.of(AWS_KMS, EXTERNAL)), spec, usage, Optional.empty());
    }

    /** KMS rotates only symmetric encryption keys with material that it made itself. */
    public boolean canRotate() {
        return origin.equals(AWS_KMS) && spec.equals(SYMMETRIC);
    }

    public void describe(ObjectNode json, boolean isImported) {
        json.put("KeyUsage", usage)
                .put("Origin", origin)
                .put("CustomerMasterKeySpec", spec)
                .put("KeySpec", spec)
                .set(algorithmsMember(), Json.texts(algorithms()));
        if (origin.equals(EXTERNAL) && isImported) {
            json.put("ExpirationModel", validTo.isPresent() ? "KEY_MATERIAL_EXPIRES" : "KEY_MATERIAL_DOES_NOT_EXPIRE");
            validTo.ifPresent(time -> json.put("ValidTo", Json.epochSeconds(time)));
        }
    }

    private static String usageOf(String spec) {
        if (spec.startsWith("ECC_")) {
            return SIGN_VERIFY;
        }
        return spec.startsWith("HMAC_") ? MAC : "ENCRYPT_DECRYPT";
    }

    private String algorithmsMember() {
        return switch (usage) {
            case SIGN_VERIFY -> "SigningAlgorithms";
            case MAC -> "MacAlgorithms";
            default -> "EncryptionAlgorithms";
        };
    }

    private List<String> algorithms() {
        return switch (spec) {
            case SYMMETRIC -> List.of(SYMMETRIC);
            case "ECC_NIST_P256" -> List.of("ECDSA_SHA_256");
            case "ECC_NIST_P384" -> List.of("ECDSA_SHA_384");
            case "ECC_NIST_P521" -> List.of("ECDSA_SHA_512");
            case "HMAC_256", "HMAC_384", "HMAC_512" -> List.of(spec.replace("HMAC_", "HMAC_SHA_"));
            default ->
                usage.equals(SIGN_VERIFY)
                        ? List.of(
                                "RSASSA_PKCS1_V1_5_SHA_256",
                                "RSASSA_PKCS1_V1_5_SHA_384",
                                "RSASSA_PKCS1_V1_5_SHA_512",
                                "RSASSA_PSS_SHA_256",
                                "RSASSA_PSS_SHA_384",
                                "RSASSA_PSS_SHA_512")
                        : List.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256");
        };
    }
}
