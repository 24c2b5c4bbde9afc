package dev.ecrauditor.aws.delivery;

import dev.ecrauditor.aws.AccountCredentials;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.signed.JsonCalls;
import dev.ecrauditor.aws.signed.SignedCalls;
import dev.ecrauditor.delivery.EventDelivery;
import dev.ecrauditor.delivery.EventDeliveryReader;
import dev.ecrauditor.delivery.Place;
import dev.ecrauditor.delivery.Trail;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.repository.Reading;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Reads with EventBridge and CloudTrail, by the credentials of the account. Five calls where the first trail
 * delivers.
 *
 * <p>Source: Amazon EventBridge API Reference; AWS CloudTrail API Reference.
 */
public final class SignedEventDeliveryReader implements EventDeliveryReader {

    private static final int MAX_BYTES = 1_000_000;
    private static final JsonCalls.Api TRAILS = new JsonCalls.Api(
            "CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.", MAX_BYTES);

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
        return new EventDelivery(
                new RuleReading(() -> connection(place), clock).rule(ruleName, Optional.empty()), trails(place));
    }

    private Reading<List<Trail>> trails(Place place) {
        Reading<Json> described = call(place, "DescribeTrails", new JsonObject());
        if (!(described instanceof Reading.Known<Json> known)) {
            return DeniedReading.notKnown(described);
        }
        return new TrailReading(
                        known.value().items("trailList"), (operation, parameters) -> call(place, operation, parameters))
                .read();
    }

    private Reading<Json> call(Place place, String operation, JsonObject parameters) {
        return DeniedReading.of(
                TRAILS,
                operation,
                TrailReading.NO_TRAIL,
                () -> new JsonCalls(connection(place), TRAILS, clock, SignedCalls.Pause.SLEEP)
                        .call(operation, parameters.build()));
    }

    /** Waits for the pace of the account and Region. */
    private AwsClients.Connection connection(Place place) {
        return credentials.connection(place.account(), place.region());
    }
}
