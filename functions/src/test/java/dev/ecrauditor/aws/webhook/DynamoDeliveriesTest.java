package dev.ecrauditor.aws.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.aws.dynamodb.DynamoFindingStore;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.webhook.Deliveries.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDeliveriesTest {

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoDeliveries deliveries = of("webhook#1a2b3c4d");

    @Test
    void aMessageIsClaimedByOneAndSentOnce() {
        assertThat(deliveries.claim("m")).isEqualTo(Claim.CLAIMED);
        assertThat(deliveries.claim("m")).isEqualTo(Claim.IN_PROGRESS);
        deliveries.markSent("m");
        clock.advance(Duration.ofDays(1));
        assertThat(deliveries.claim("m")).isEqualTo(Claim.SENT);
    }

    @Test
    void aClaimEndsWhenItIsReleasedOrAfterAMinute() {
        deliveries.claim("m");
        deliveries.release("m");
        assertThat(deliveries.claim("m")).isEqualTo(Claim.CLAIMED);
        clock.advance(Duration.ofSeconds(59));
        assertThat(deliveries.claim("m")).isEqualTo(Claim.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(1));
        assertThat(deliveries.claim("m")).isEqualTo(Claim.CLAIMED);
    }

    @Test
    void eachWebhookHasItsOwnMessages() {
        deliveries.claim("m");
        deliveries.markSent("m");
        assertThat(of("webhook#5e6f7a8b").claim("m")).isEqualTo(Claim.CLAIMED);
    }

    @Test
    void anItemExpiresAfterThirtyDaysAndIsNoRecord() {
        deliveries.claim("m");
        deliveries.markSent("m");
        Map<String, AttributeValue> item = dynamoDb.item(
                table, Map.of("pk", AttributeValue.fromS("webhook#1a2b3c4d"), "sk", AttributeValue.fromS("m")));
        assertThat(item.get("expiresAt").n())
                .isEqualTo(
                        Long.toString(clock.instant().plus(Duration.ofDays(30)).getEpochSecond()));
        assertThat(new DynamoFindingStore(dynamoDb.clients(), table).due(10)).isEmpty();
    }

    private DynamoDeliveries of(String partition) {
        return new DynamoDeliveries(dynamoDb.clients(), table, partition, clock);
    }
}
