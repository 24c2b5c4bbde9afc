package dev.ecrauditor.localaws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.Optional;

/**
 * One event bus.
 *
 * @param policy its resource policy as text
 */
record EventBus(String name, Optional<String> policy) {

    /** The bus that every account has in every Region, and on which CloudTrail's events arrive. */
    static final String DEFAULT = "default";

    static EventBus read(Fields fields) {
        fields.onlyKnown("name", "policy");
        return new EventBus(
                fields.text("name"),
                fields.value("policy").map(policy -> policy.isTextual() ? policy.textValue() : policy.toString()));
    }

    ObjectNode toJson(AccountRegion place) {
        ObjectNode json = Json.object().put("Name", name).put("Arn", place.arn("events", "event-bus/" + name));
        policy.ifPresent(text -> json.put("Policy", text));
        return json;
    }
}
