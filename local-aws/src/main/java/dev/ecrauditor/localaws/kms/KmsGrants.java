package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Digests;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.kms.key.Grant;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** KMS's CreateGrant, ListGrants, RevokeGrant and RetireGrant; a grant token is the id of its grant. */
final class KmsGrants {

    private static final int DEFAULT_PAGE = 50;
    private static final int MOST_GRANTS = 50_000;

    private final CalledKey called;
    private final IdGenerator ids;

    KmsGrants(Keys keys, IdGenerator ids) {
        this.called = new CalledKey(keys);
        this.ids = ids;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.KMS,
                        "CreateGrant",
                        this::create,
                        "KeyId",
                        "GranteePrincipal",
                        "RetiringPrincipal",
                        "Operations",
                        "Constraints",
                        "GrantTokens",
                        "Name"),
                Operation.of(
                        AwsService.KMS,
                        "ListGrants",
                        this::list,
                        "KeyId",
                        "GrantId",
                        "GranteePrincipal",
                        "Limit",
                        "Marker"),
                Operation.of(AwsService.KMS, "RevokeGrant", this::remove, "KeyId", "GrantId"),
                Operation.of(AwsService.KMS, "RetireGrant", this::retire, "KeyId", "GrantId", "GrantToken"));
    }

    private ObjectNode create(Call call) {
        KmsKey key = called.find(call);
        CalledKey.refuse(
                key,
                "Creating",
                KeyStatus.DISABLED_STATE,
                KeyStatus.PENDING_IMPORT,
                KeyStatus.PENDING_DELETION,
                KeyStatus.PENDING_REPLICA_DELETION);
        KeyRing ring = called.ringOf(key);
        if (ring.grants(key).size() >= MOST_GRANTS) {
            throw AwsError.badRequest("LimitExceededException", key.arn() + " has the largest number of grants.");
        }
        Fields asked = call.parameters();
        List<String> operations = asked.texts("Operations");
        if (operations.isEmpty()) {
            throw call.invalid("Operations", "must have at least 1 item");
        }
        Grant grant = new Grant(
                Digests.sha256(ids.next("grant")),
                asked.text("Name", ""),
                new Grant.Parties(
                        asked.text("GranteePrincipal"),
                        asked.text("RetiringPrincipal", ""),
                        call.place().globalArn("iam", "root")),
                operations,
                constraints(asked),
                call.now());
        ring.put(key, grant);
        return Json.object().put("GrantId", grant.id()).put("GrantToken", grant.id());
    }

    private ObjectNode list(Call call) {
        KmsKey key = called.find(call);
        Fields asked = call.parameters();
        NavigableMap<String, Grant> grants = called.ringOf(key).grants(key);
        if (asked.has("GrantId") || asked.has("GranteePrincipal")) {
            grants = new TreeMap<>(grants);
            String id = asked.text("GrantId", "");
            String grantee = asked.text("GranteePrincipal", "");
            grants.values().removeIf(grant -> !id.isEmpty() && !grant.id().equals(id));
            grants.values()
                    .removeIf(grant ->
                            !grantee.isEmpty() && !grant.parties().grantee().equals(grantee));
        }
        Page<Grant> page = PageRequest.ofKms(call, DEFAULT_PAGE).of(grants);
        ObjectNode answer = Json.object();
        answer.set(
                "Grants",
                Json.nodes(page.items().stream()
                        .map(grant -> grant.toJson(key.arn()))
                        .toList()));
        return page.writeMarker(answer);
    }

    private ObjectNode remove(Call call) {
        KmsKey key = called.find(call);
        String id = call.parameters().text("GrantId");
        if (called.ringOf(key).grants(key).remove(id) == null) {
            throw AwsError.badRequest("NotFoundException", "Grant ID " + id + " not found");
        }
        return Json.object();
    }

    private ObjectNode retire(Call call) {
        Fields asked = call.parameters();
        if (!asked.has("GrantToken")) {
            return remove(call);
        }
        String token = asked.text("GrantToken");
        KeyRing ring = called.ringOf(call.place());
        for (KmsKey key : ring.keys()) {
            if (ring.grants(key).remove(token) != null) {
                return Json.object();
            }
        }
        throw AwsError.badRequest("InvalidGrantTokenException", "Invalid grant token");
    }

    private static ObjectNode constraints(Fields asked) {
        ObjectNode constraints = Json.object();
        Fields given =
                asked.objectOrEmpty("Constraints").onlyKnown("EncryptionContextSubset", "EncryptionContextEquals");
        for (String name : given.names()) {
            ObjectNode context = Json.object();
            given.textMap(name).forEach(context::put);
            constraints.set(name, context);
        }
        return constraints;
    }
}
