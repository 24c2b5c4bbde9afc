package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsErrors;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.delivery.EventDelivery;
import dev.ecrauditor.delivery.EventDeliveryReader;
import dev.ecrauditor.delivery.EventRule;
import dev.ecrauditor.delivery.Place;
import dev.ecrauditor.delivery.Trail;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Reads with EventBridge and CloudTrail, by the credentials of the account. Four calls where the first trail records
 * everything, one more for a trail with event selectors of its own.
 *
 * <p>Source: Amazon EventBridge API Reference; AWS CloudTrail API Reference.
 */
public final class SignedEventDeliveryReader implements EventDeliveryReader {

    private static final int MAX_BYTES = 1_000_000;
    private static final JsonCalls.Api EVENTS = new JsonCalls.Api("EventBridge", "events", "AWSEvents.", MAX_BYTES);
    private static final JsonCalls.Api TRAILS = new JsonCalls.Api(
            "CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", MAX_BYTES);

    private static final String ENABLED = "ENABLED"; // also with _ALL_CLOUDTRAIL_MANAGEMENT_EVENTS
    private static final String NO_RULE = "ResourceNotFoundException";

    private final AccountCredentials credentials;
    private final String ruleName;
    private final Clock clock;

    /**
     * @param ruleName the name of the forwarding rule on the default bus
     */
    public SignedEventDeliveryReader(AccountCredentials credentials, String ruleName, Clock clock) {
        this.credentials = credentials;
        this.ruleName = ruleName;
        this.clock = clock;
    }

    @Override
    public EventDelivery read(Place place) {
        return new EventDelivery(rule(place), trails(place));
    }

    private Reading<EventRule> rule(Place place) {
        Reading<Json> rule = call(place, EVENTS, "DescribeRule", new JsonObject().put("Name", ruleName));
        if (!(rule instanceof Reading.Known<Json> known)) {
            return notKnown(rule);
        }
        Reading<Json> targets = call(place, EVENTS, "ListTargetsByRule", new JsonObject().put("Rule", ruleName));
        if (!(targets instanceof Reading.Known<Json> sent)) {
            return notKnown(targets);
        }
        Set<String> arns = sent.value().items("Targets").stream()
                .flatMap(target -> target.text("Arn").stream())
                .collect(Collectors.toSet());
        return new Reading.Known<>(new EventRule(
                known.value().text("State").orElse("").startsWith(ENABLED), pattern(known.value()), arns));
    }

    private static Json pattern(Json rule) {
        try {
            return JsonReader.read(rule.text("EventPattern").orElse("null"));
        } catch (MalformedJson fault) {
            throw new IllegalStateException("EventBridge answers with an event pattern that is not JSON", fault);
        }
    }

    private Reading<List<Trail>> trails(Place place) {
        Reading<Json> described = call(place, TRAILS, "DescribeTrails", new JsonObject());
        if (!(described instanceof Reading.Known<Json> known)) {
            return notKnown(described);
        }
        return new TrailReading(known.value().items("trailList"), (operation, parameters) ->
                        call(place, TRAILS, operation, parameters))
                .read();
    }

    static <T> Reading<T> notKnown(Reading<?> reading) {
        return reading instanceof Reading.Unreadable<?> denied
                ? new Reading.Unreadable<>(denied.permission(), denied.problem(), denied.denial())
                : new Reading.Absent<>();
    }

    private Reading<Json> call(Place place, JsonCalls.Api api, String operation, JsonObject parameters) {
        return reading(api, operation, () -> new JsonCalls(
                        credentials.connection(place.account(), place.region()), api, clock, SignedCalls.Pause.SLEEP)
                .call(operation, parameters.build()));
    }

    private static Reading<Json> reading(JsonCalls.Api api, String operation, Supplier<Json> call) {
        try {
            return new Reading.Known<>(call.get());
        } catch (AwsServiceException fault) {
            if (Set.of(NO_RULE, TrailReading.NO_TRAIL).contains(AwsErrors.code(fault))) {
                return new Reading.Absent<>();
            }
            if (AwsErrors.isDenied(fault)) {
                boolean isOfRole = AwsErrors.isOfAssumeRole(fault);
                return new Reading.Unreadable<>(
                        isOfRole ? "sts:AssumeRole" : api.name() + ":" + operation,
                        api.title() + " denies " + operation,
                        AwsErrors.denial(fault));
            }
            throw fault;
        }
    }
}
