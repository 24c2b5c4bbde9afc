package dev.ecrauditor.aws;

import dev.ecrauditor.finding.record.SweepRound;
import dev.ecrauditor.finding.store.SweepRoundJson;
import dev.ecrauditor.finding.store.SweepRoundStore;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Stores the round of sweeps as one item: {@code pk} organization, {@code sk} round. */
public final class DynamoSweepRoundStore implements SweepRoundStore {

    private static final Map<String, AttributeValue> KEY =
            Map.of("pk", AttributeValue.fromS("organization"), "sk", AttributeValue.fromS("round"));

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoSweepRoundStore(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
    }

    @Override
    public SweepRound round() {
        Map<String, AttributeValue> item = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(KEY)
                        .consistentRead(true)
                        .build())
                .item();
        return item.isEmpty() ? SweepRound.NONE : SweepRoundJson.read(AttributeJson.json(item));
    }

    @Override
    public boolean save(SweepRound next) {
        Map<String, AttributeValue> item = new HashMap<>(AttributeJson.attributes(SweepRoundJson.write(next)));
        item.putAll(KEY);
        PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
        if (next.version() == 1) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#version = :before")
                    .expressionAttributeNames(Map.of("#version", "version"))
                    .expressionAttributeValues(
                            Map.of(":before", AttributeValue.fromN(Long.toString(next.version() - 1))));
        }
        try {
            dynamoDb.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException writtenByOthers) {
            return false;
        }
    }
}
