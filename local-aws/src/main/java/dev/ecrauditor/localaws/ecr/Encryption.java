package dev.ecrauditor.localaws.ecr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;

/** How a repository is encrypted; the key is a key ARN, and empty for AES256. */
record Encryption(String type, String keyArn) {

    static final String AES256 = "AES256";
    static final List<String> TYPES = List.of(AES256, "KMS", "KMS_DSSE");

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("encryptionType", type);
        return keyArn.isEmpty() ? json : json.put("kmsKey", keyArn);
    }
}
