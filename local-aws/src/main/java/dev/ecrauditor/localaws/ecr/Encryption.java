package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** How a repository is encrypted; the key is a key ARN, and empty for AES256. */
public record Encryption(String type, String keyArn) {

    public static final String AES256 = "AES256";
    public static final List<String> TYPES = List.of(AES256, "KMS", "KMS_DSSE");

    public boolean hasKey() {
        return !keyArn.isEmpty();
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("encryptionType", type);
        return hasKey() ? json.put("kmsKey", keyArn) : json;
    }
}
