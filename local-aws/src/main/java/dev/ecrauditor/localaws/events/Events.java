package dev.ecrauditor.localaws.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.Cloud;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import java.util.List;

/** EventBridge's DescribeRule, ListTargetsByRule and DescribeEventBus. */
public final class Events {

    private static final int MOST_TARGETS = 100;

    private final Cloud cloud;

    public Events(Cloud cloud) {
        this.cloud = cloud;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.EVENTS, "DescribeRule", this::rule, "Name", "EventBusName"),
                Operation.of(
                        AwsService.EVENTS,
                        "ListTargetsByRule",
                        this::targets,
                        "Rule",
                        "EventBusName",
                        "NextToken",
                        "Limit"),
                Operation.of(AwsService.EVENTS, "DescribeEventBus", this::bus, "Name"));
    }

    private ObjectNode rule(Call call) {
        return rule(call, "Name").toJson(call.place());
    }

    /** All of them in one page: a rule has at most five targets in AWS. */
    private ObjectNode targets(Call call) {
        EventRule rule = rule(call, "Rule");
        if (call.parameters().has("NextToken")
                || call.parameters().number("Limit", MOST_TARGETS, 1, MOST_TARGETS) < 5) {
            throw AwsError.notImplemented("the pages of events:ListTargetsByRule");
        }
        ObjectNode result = Json.object();
        result.set(
                "Targets",
                Json.nodes(rule.targets().stream().map(EventRule.Target::toJson).toList()));
        return result;
    }

    private ObjectNode bus(Call call) {
        String name = simpleName(call.parameters().text("Name", EventBus.DEFAULT));
        return cloud.at(call.place())
                .events
                .bus(name)
                .orElseThrow(() -> notFound("Event bus " + name + " does not exist."))
                .toJson(call.place());
    }

    private EventRule rule(Call call, String parameter) {
        String bus = simpleName(call.parameters().text("EventBusName", EventBus.DEFAULT));
        String name = call.parameters().text(parameter);
        EventsState events = cloud.at(call.place()).events;
        if (events.bus(bus).isEmpty()) {
            throw notFound("Event bus " + bus + " does not exist.");
        }
        return events.rule(bus, name)
                .orElseThrow(() -> notFound("Rule " + name + " does not exist on EventBus " + bus + "."));
    }

    /** A bus is named by its name or its ARN. */
    private static String simpleName(String bus) {
        return bus.substring(bus.lastIndexOf('/') + 1);
    }

    private static AwsError notFound(String message) {
        return AwsError.badRequest("ResourceNotFoundException", message);
    }
}
