package dev.ecrauditor.localaws.ecr.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.ecr.PolicyText;
import dev.ecrauditor.localaws.ecr.Registries;
import java.util.List;
import java.util.Optional;

/** ECR's operations on the registry policy and on account settings; a policy may have any action in either scope. */
final class EcrRegistryPolicy {

    private final Registries registries;

    EcrRegistryPolicy(Registries registries) {
        this.registries = registries;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.ECR, "PutRegistryPolicy", this::put, "policyText"),
                Operation.of(AwsService.ECR, "GetRegistryPolicy", this::get),
                Operation.of(AwsService.ECR, "DeleteRegistryPolicy", this::delete),
                Operation.of(AwsService.ECR, "PutAccountSetting", this::putSetting, "name", "value"),
                Operation.of(AwsService.ECR, "GetAccountSetting", this::getSetting, "name"));
    }

    private ObjectNode put(Call call) {
        String text = PolicyText.reformatted(call.parameters().text("policyText"), "registry");
        settings(call).setPolicy(Optional.of(text));
        return answer(call, text);
    }

    private ObjectNode get(Call call) {
        return answer(call, policyOf(call));
    }

    private ObjectNode delete(Call call) {
        String text = policyOf(call);
        settings(call).setPolicy(Optional.empty());
        return answer(call, text);
    }

    private ObjectNode putSetting(Call call) {
        AccountSetting setting = setting(call);
        String value = call.parameters().oneOf("value", setting.possibleValues());
        settings(call).set(setting, value);
        return Json.object().put("name", setting.name()).put("value", value);
    }

    private ObjectNode getSetting(Call call) {
        AccountSetting setting = setting(call);
        return Json.object()
                .put("name", setting.name())
                .put("value", settings(call).accountSetting(setting));
    }

    private static AccountSetting setting(Call call) {
        return AccountSetting.named(call.parameters().text("name"))
                .orElseThrow(() -> call.invalid("name", "must be one of " + List.of(AccountSetting.values())));
    }

    private String policyOf(Call call) {
        return settings(call)
                .policy()
                .orElseThrow(() -> AwsError.badRequest(
                        "RegistryPolicyNotFoundException",
                        "Registry policy does not exist in the registry with id '"
                                + call.place().account() + "'"));
    }

    private RegistrySettings settings(Call call) {
        return registries.regionOf(call).settings;
    }

    private static ObjectNode answer(Call call, String text) {
        return Json.object().put("registryId", call.place().account()).put("policyText", text);
    }
}
