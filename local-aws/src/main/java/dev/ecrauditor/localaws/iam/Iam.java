package dev.ecrauditor.localaws.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.sts.Role;
import dev.ecrauditor.localaws.sts.Roles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** IAM's GetRole, for the roles of a loaded state. The trust policy is URL-encoded, as AWS returns it. */
public final class Iam {

    private static final int NOT_FOUND = 404;

    private final Roles roles;

    public Iam(Roles roles) {
        this.roles = roles;
    }

    public List<Operation> operations() {
        return List.of(Operation.of(AwsService.IAM, "GetRole", this::role, "RoleName"));
    }

    private ObjectNode role(Call call) {
        String name = call.parameters().text("RoleName");
        Role role = roles.find(call.place().account(), name)
                .orElseThrow(() ->
                        new AwsError(NOT_FOUND, "NoSuchEntity", "The role with name " + name + " cannot be found."));
        ObjectNode described = Json.object()
                .put("Path", "/")
                .put("RoleName", name)
                .put("RoleId", "AROALOCALAWSROLE00000")
                .put("Arn", call.place().globalArn("iam", "role/" + name))
                .put("CreateDate", call.now().toString())
                .put(
                        "AssumeRolePolicyDocument",
                        URLEncoder.encode(role.policy(), StandardCharsets.UTF_8).replace("+", "%20"));
        return Json.object().set("Role", described);
    }
}
