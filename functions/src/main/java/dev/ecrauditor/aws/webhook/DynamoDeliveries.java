package dev.ecrauditor.aws.webhook;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.webhook.Deliveries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * One item for each message: {@code pk} of the webhook, {@code sk} the message, {@code state}, and {@code until} when a
 * claim holds. DynamoDB deletes an item after thirty days, later than a dead letter could be sent again.
 */
public final class DynamoDeliveries implements Deliveries {

    /** Longer than an invocation. */
    static final Duration CLAIM = Duration.ofMinutes(1);

    static final Duration KEPT = Duration.ofDays(30);
    private static final String SENT = "SENT";
    private static final String CLAIMED = "CLAIMED";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final String partition;
    private final Clock clock;

    /**
     * @param partition the {@code pk} of the webhook, the only one that the function's role may write
     */
    public DynamoDeliveries(AwsClients clients, String table, String partition, Clock clock) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
        this.partition = partition;
        this.clock = clock;
    }

    @Override
    public Claim claim(String id) {
        Instant now = clock.instant();
        try {
            dynamoDb.putItem(PutItemRequest.builder()
                    .tableName(table)
                    .item(item(id, CLAIMED, now.plus(CLAIM)))
                    .conditionExpression("attribute_not_exists(pk) OR (#state = :claimed AND #until <= :now)")
                    .expressionAttributeNames(Map.of("#state", "state", "#until", "until"))
                    .expressionAttributeValues(
                            Map.of(":claimed", AttributeValue.fromS(CLAIMED), ":now", number(now.toEpochMilli())))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build());
            return Claim.CLAIMED;
        } catch (ConditionalCheckFailedException known) {
            AttributeValue state = known.item().get("state");
            return state != null && SENT.equals(state.s()) ? Claim.SENT : Claim.IN_PROGRESS;
        }
    }

    @Override
    public void markSent(String id) {
        put(id, SENT);
    }

    @Override
    public void release(String id) {
        put(id, CLAIMED);
    }

    private void put(String id, String state) {
        dynamoDb.putItem(PutItemRequest.builder()
                .tableName(table)
                .item(item(id, state, clock.instant()))
                .build());
    }

    private Map<String, AttributeValue> item(String id, String state, Instant until) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("pk", AttributeValue.fromS(partition));
        item.put("sk", AttributeValue.fromS(id));
        item.put("state", AttributeValue.fromS(state));
        item.put("until", number(until.toEpochMilli()));
        item.put("expiresAt", number(clock.instant().plus(KEPT).getEpochSecond()));
        return item;
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
