package dev.ecrauditor.localaws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AccountRegion;
import dev.ecrauditor.localaws.call.Fields;
import dev.ecrauditor.localaws.call.Json;
import java.util.List;
import java.util.Optional;

/**
 * One rule of an event bus.
 *
 * @param state {@code ENABLED}, {@code DISABLED}, or enabled for all CloudTrail management events
 * @param pattern the event pattern as text; a rule with a schedule has none
 * @param schedule such as {@code rate(1 minute)}
 */
record EventRule(
        String name,
        String bus,
        String state,
        Optional<String> pattern,
        Optional<String> schedule,
        List<Target> targets) {

    private static final String ENABLED = "ENABLED";
    private static final List<String> STATES =
            List.of(ENABLED, "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");

    /** Where a rule sends events; the role is needed for a bus of another account. */
    record Target(String id, String arn, Optional<String> roleArn, Optional<String> deadLetterArn) {

        static Target read(Fields fields) {
            fields.onlyKnown("id", "arn", "roleArn", "deadLetterArn");
            return new Target(
                    fields.text("id"),
                    fields.text("arn"),
                    fields.optionalText("roleArn"),
                    fields.optionalText("deadLetterArn"));
        }

        ObjectNode toJson() {
            ObjectNode json = Json.object().put("Id", id).put("Arn", arn);
            roleArn.ifPresent(role -> json.put("RoleArn", role));
            deadLetterArn.ifPresent(
                    queue -> json.set("DeadLetterConfig", Json.object().put("Arn", queue)));
            return json;
        }
    }

    static EventRule read(Fields fields) {
        fields.onlyKnown("name", "bus", "state", "pattern", "schedule", "targets");
        return new EventRule(
                fields.text("name"),
                fields.text("bus", EventBus.DEFAULT),
                fields.oneOf("state", ENABLED, STATES),
                fields.value("pattern").map(EventRule::text),
                fields.optionalText("schedule"),
                fields.objects("targets").stream().map(Target::read).toList());
    }

    /** An object, or the same as text. */
    private static String text(JsonNode pattern) {
        return pattern.isTextual() ? pattern.textValue() : pattern.toString();
    }

    String arn(AccountRegion place) {
        return place.arn("events", "rule/" + (bus.equals(EventBus.DEFAULT) ? "" : bus + "/") + name);
    }

    ObjectNode toJson(AccountRegion place) {
        ObjectNode json = Json.object()
                .put("Name", name)
                .put("Arn", arn(place))
                .put("State", state)
                .put("EventBusName", bus)
                .put("CreatedBy", place.account());
        pattern.ifPresent(text -> json.put("EventPattern", text));
        schedule.ifPresent(text -> json.put("ScheduleExpression", text));
        return json;
    }
}
