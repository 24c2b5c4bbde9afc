package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.delivery.EventRule;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads rules and buses with EventBridge.
 *
 * <p>Source: Amazon EventBridge API Reference.
 */
final class RuleReading {

    private static final JsonCalls.Api EVENTS = new JsonCalls.Api("EventBridge", "events", "AWSEvents.", 1_000_000);
    private static final String ENABLED = "ENABLED"; // or ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS
    private static final String NOT_FOUND = "ResourceNotFoundException";

    private final Supplier<AwsClients.Connection> connection;
    private final Clock clock;

    /**
     * @param connection asked before each call
     */
    RuleReading(Supplier<AwsClients.Connection> connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    Reading<EventRule> rule(String name, Optional<String> bus) {
        Reading<Json> rule =
                call("DescribeRule", new JsonObject().put("Name", name).put("EventBusName", bus));
        if (!(rule instanceof Reading.Known<Json> known)) {
            return DeniedReading.notKnown(rule);
        }
        Reading<Json> targets =
                call("ListTargetsByRule", new JsonObject().put("Rule", name).put("EventBusName", bus));
        if (!(targets instanceof Reading.Known<Json> sent)) {
            return DeniedReading.notKnown(targets);
        }
        Set<String> arns = sent.value().items("Targets").stream()
                .flatMap(target -> target.text("Arn").stream())
                .collect(Collectors.toSet());
        Optional<String> deadLetters = sent.value().items("Targets").stream()
                .flatMap(target -> target.text("DeadLetterConfig", "Arn").stream())
                .findFirst();
        boolean isEnabled = known.value().text("State").orElse("").startsWith(ENABLED);
        return new Reading.Known<>(
                new EventRule(isEnabled, document(known.value(), "EventPattern"), arns, deadLetters));
    }

    /** The policy of a bus; null for a bus without one. */
    Reading<Json> policy(String bus) {
        Reading<Json> described = call("DescribeEventBus", new JsonObject().put("Name", bus));
        return described instanceof Reading.Known<Json> known
                ? new Reading.Known<>(document(known.value(), "Policy"))
                : described;
    }

    private static Json document(Json answer, String name) {
        try {
            return JsonReader.read(answer.text(name).orElse("null"));
        } catch (MalformedJson fault) {
            throw new IllegalStateException("EventBridge answers with a member " + name + " that is not JSON", fault);
        }
    }

    private Reading<Json> call(String operation, JsonObject parameters) {
        return DeniedReading.of(
                EVENTS,
                operation,
                NOT_FOUND,
                () -> new JsonCalls(connection.get(), EVENTS, clock, SignedCalls.Pause.SLEEP)
                        .call(operation, parameters.build()));
    }
}
