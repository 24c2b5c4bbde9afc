package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** KMS's CreateKey, DescribeKey and GetKeyPolicy, for symmetric keys made by KMS. */
public final class Kms {

    private static final Map<String, String> ONLY = Map.of(
            "KeyUsage", "ENCRYPT_DECRYPT",
            "KeySpec", "SYMMETRIC_DEFAULT",
            "CustomerMasterKeySpec", "SYMMETRIC_DEFAULT",
            "Origin", "AWS_KMS");

    private final Cloud cloud;
    private final Keys keys;
    private final IdGenerator ids;

    public Kms(Cloud cloud, Keys keys, IdGenerator ids) {
        this.cloud = cloud;
        this.keys = keys;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(
                        AwsService.KMS,
                        "CreateKey",
                        this::create,
                        "Policy",
                        "Description",
                        "KeyUsage",
                        "KeySpec",
                        "CustomerMasterKeySpec",
                        "Origin",
                        "BypassPolicyLockoutSafetyCheck",
                        "Tags"),
                Operation.of(AwsService.KMS, "DescribeKey", this::describe, "KeyId", "GrantTokens"),
                Operation.of(AwsService.KMS, "GetKeyPolicy", this::policy, "KeyId", "PolicyName"));
    }

    private ObjectNode create(Call call) {
        ONLY.forEach((parameter, value) -> {
            if (!call.parameters().text(parameter, value).equals(value)) {
                throw AwsError.notImplemented("kms:CreateKey with another " + parameter + " than " + value);
            }
        });
        KmsKey key = new KmsKey(
                call.place(),
                ids.next("key"),
                KmsKey.CUSTOMER,
                KmsKey.ENABLED,
                call.now(),
                call.parameters().text("Description", ""),
                List.of(),
                Set.of(),
                call.parameters().text("Policy", KmsKey.NO_POLICY));
        cloud.at(call.place()).keys.put(key);
        return Json.object().set("KeyMetadata", key.toJson());
    }

    private ObjectNode describe(Call call) {
        return Json.object().set("KeyMetadata", find(call, "kms:DescribeKey").toJson());
    }

    private ObjectNode policy(Call call) {
        return Json.object()
                .put("Policy", find(call, "kms:GetKeyPolicy").policy())
                .put("PolicyName", "default");
    }

    private KmsKey find(Call call, String action) {
        Keys.Lookup lookup = keys.find(call.place(), call.parameters().text("KeyId"));
        if (lookup instanceof Keys.Found found) {
            return found.key();
        }
        if (lookup instanceof Keys.Missing missing) {
            throw AwsError.badRequest(missing.code(), missing.message());
        }
        Keys.Foreign foreign = (Keys.Foreign) lookup;
        throw AwsError.badRequest(
                "AccessDeniedException",
                "User: " + call.caller().arn() + " is not authorized to perform: " + action + " on resource: "
                        + foreign.arn() + " because the resource does not exist in this Region, no resource-based"
                        + " policies allow access, or a resource-based policy explicitly denies access");
    }
}
