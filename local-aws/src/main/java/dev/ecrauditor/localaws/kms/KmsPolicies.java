package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.kms.key.KeyPolicy;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.List;

/** KMS's GetKeyPolicy and PutKeyPolicy, for the one policy that a key has. */
final class KmsPolicies {

    private static final String NAME = "default";

    private final CalledKey called;

    KmsPolicies(Keys keys) {
        this.called = new CalledKey(keys);
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.KMS, "GetKeyPolicy", this::get, "KeyId", "PolicyName"),
                Operation.of(
                        AwsService.KMS,
                        "PutKeyPolicy",
                        this::put,
                        "KeyId",
                        "PolicyName",
                        "Policy",
                        "BypassPolicyLockoutSafetyCheck"));
    }

    private ObjectNode get(Call call) {
        KmsKey key = called.findOwn(call);
        checkName(call);
        return Json.object().put("Policy", key.policy()).put("PolicyName", NAME);
    }

    private ObjectNode put(Call call) {
        KmsKey key = called.findToChange(call);
        checkName(call);
        String text = KeyPolicy.checked(call.parameters().text("Policy"));
        called.ringOf(key).put(key.withPolicy(text));
        return Json.object();
    }

    private static void checkName(Call call) {
        if (!call.parameters().text("PolicyName", NAME).equals(NAME)) {
            throw AwsError.badRequest("NotFoundException", "No such policy exists");
        }
    }
}
