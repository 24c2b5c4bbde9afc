package dev.ecrauditor.localaws.kms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.page.Page;
import dev.ecrauditor.localaws.call.page.PageRequest;
import dev.ecrauditor.localaws.kms.key.Alias;
import dev.ecrauditor.localaws.kms.key.KeyRing;
import dev.ecrauditor.localaws.kms.key.KeyStatus;
import dev.ecrauditor.localaws.kms.key.Keys;
import dev.ecrauditor.localaws.kms.key.KmsKey;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** KMS's CreateAlias, DeleteAlias and ListAliases. */
final class KmsAliases {

    private static final int DEFAULT_PAGE = 50;
    private static final Pattern FORM = Pattern.compile("alias/(?!aws/)[a-zA-Z0-9/_-]{1,250}");

    private final CalledKey called;

    KmsAliases(Keys keys) {
        this.called = new CalledKey(keys);
    }

    List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.KMS, "CreateAlias", this::create, "AliasName", "TargetKeyId"),
                Operation.of(AwsService.KMS, "DeleteAlias", this::delete, "AliasName"),
                Operation.of(AwsService.KMS, "ListAliases", this::list, "KeyId", "Limit", "Marker"));
    }

    private ObjectNode create(Call call) {
        String name = call.parameters().text("AliasName");
        if (!FORM.matcher(name).matches()) {
            throw AwsError.badRequest("InvalidAliasNameException", "Invalid alias name " + name);
        }
        KeyRing ring = called.ringOf(call.place());
        if (ring.aliases().containsKey(name)) {
            throw AwsError.badRequest(
                    "AlreadyExistsException",
                    "An alias with the name " + call.place().arn("kms", name) + " already exists");
        }
        KmsKey key = called.find(call, call.parameters().text("TargetKeyId"));
        CalledKey.refuse(key, "Creating", "Updating", KeyStatus.PENDING_DELETION, KeyStatus.PENDING_REPLICA_DELETION);
        ring.put(new Alias(name, key.keyId(), call.now()));
        return Json.object();
    }

    private ObjectNode delete(Call call) {
        String name = call.parameters().text("AliasName");
        if (called.ringOf(call.place()).aliases().remove(name) == null) {
            throw AwsError.badRequest(
                    "NotFoundException", "Alias " + call.place().arn("kms", name) + " is not found.");
        }
        return Json.object();
    }

    private ObjectNode list(Call call) {
        NavigableMap<String, Alias> aliases = called.ringOf(call.place()).aliases();
        if (call.parameters().has("KeyId")) {
            String keyId = called.find(call).keyId();
            aliases = new TreeMap<>(aliases);
            aliases.values().removeIf(alias -> !alias.keyId().equals(keyId));
        }
        Page<Alias> page = PageRequest.ofKms(call, DEFAULT_PAGE).of(aliases);
        ObjectNode answer = Json.object();
        answer.set(
                "Aliases",
                Json.nodes(page.items().stream()
                        .map(alias -> alias.toJson(call.place()))
                        .toList()));
        return page.writeMarker(answer);
    }
}
