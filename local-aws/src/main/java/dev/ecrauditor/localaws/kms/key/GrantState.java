package dev.ecrauditor.localaws.kms.key;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the grants of a key in an account-state file; what is missing is as in a grant of ECR. */
final class GrantState {

    private GrantState() {}

    static List<Grant> read(KmsKey.Identity key, List<Fields> grants) {
        List<Grant> read = new ArrayList<>();
        for (Fields fields : grants) {
            fields.onlyKnown(
                    "grantId",
                    "name",
                    "granteePrincipal",
                    "retiringPrincipal",
                    "operations",
                    "encryptionContextSubset",
                    "repositoryName",
                    "createdAt");
            read.add(grant(key, fields, Digests.sha256(key.arn() + " state " + read.size())));
        }
        return read;
    }

    private static Grant grant(KmsKey.Identity key, Fields fields, String otherwiseId) {
        Grant.Parties ecr = Grant.Parties.ofEcr(key.place());
        List<String> operations = fields.texts("operations");
        Instant createdAt = fields.time("createdAt").orElse(key.createdAt());
        return new Grant(
                fields.text("grantId", otherwiseId),
                fields.text("name", ""),
                new Grant.Parties(
                        fields.text("granteePrincipal", ecr.grantee()),
                        fields.text("retiringPrincipal", fields.has("granteePrincipal") ? "" : ecr.retiring()),
                        ecr.issuingAccount()),
                operations.isEmpty() ? Grant.ECR_OPERATIONS : operations,
                constraints(key.place(), fields),
                createdAt);
    }

    private static ObjectNode constraints(AccountRegion place, Fields fields) {
        if (fields.has("repositoryName")) {
            return Grant.ofRepository(place.arn("ecr", "repository/" + fields.text("repositoryName")));
        }
        ObjectNode context = Json.object();
        fields.textMap("encryptionContextSubset").forEach(context::put);
        return context.isEmpty() ? context : Json.object().set("EncryptionContextSubset", context);
    }
}
