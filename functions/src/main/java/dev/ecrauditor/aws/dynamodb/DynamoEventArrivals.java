package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Stores arrivals as one item beside the records of the account and Region: the same {@code pk}, with {@code sk} events.
 * The times of the canary are items like it.
 */
public final class DynamoEventArrivals implements EventArrivals {

    private static final String ARRIVED = "arrivedAt";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final String sortKey;

    private DynamoEventArrivals(AwsClients clients, String table, String sortKey) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
        this.sortKey = sortKey;
    }

    public static DynamoEventArrivals ofEvents(AwsClients clients, String table) {
        return new DynamoEventArrivals(clients, table, "events");
    }

    /** When a tag was written on the canary repository. */
    public static DynamoEventArrivals ofCanaryTags(AwsClients clients, String table) {
        return new DynamoEventArrivals(clients, table, "canary-tag");
    }

    /** When the latest tag was written whose event has arrived. */
    public static DynamoEventArrivals ofCanaryEvents(AwsClients clients, String table) {
        return new DynamoEventArrivals(clients, table, "canary-event");
    }

    /** Of several writers the last one wins: they write within minutes of each other. */
    @Override
    public void arrived(Subject.Coverage coverage, Instant at) {
        Map<String, AttributeValue> key = key(coverage);
        dynamoDb.putItem(PutItemRequest.builder()
                .tableName(table)
                .item(Map.of("pk", key.get("pk"), "sk", key.get("sk"), ARRIVED, AttributeValue.fromS(at.toString())))
                .build());
    }

    @Override
    public Optional<Instant> latest(Subject.Coverage coverage) {
        Map<String, AttributeValue> item = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(key(coverage))
                        .consistentRead(true)
                        .build())
                .item();
        return Optional.ofNullable(item.get(ARRIVED)).map(AttributeValue::s).map(Instant::parse);
    }

    private Map<String, AttributeValue> key(Subject.Coverage coverage) {
        return Map.of("pk", AttributeValue.fromS(coverage.partitionKey()), "sk", AttributeValue.fromS(sortKey));
    }
}
