package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.export.RecordPages;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Queries the records of one partition; DynamoDB returns at most 1 MB at once. */
public final class DynamoRecordPages implements RecordPages {

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoRecordPages(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
    }

    @Override
    public Page read(Subject.Coverage place, String after) {
        AttributeValue partition = AttributeValue.fromS(place.partitionKey());
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :pk")
                .filterExpression("attribute_exists(subject)") // other items are no records
                .expressionAttributeValues(Map.of(":pk", partition));
        if (!after.isEmpty()) {
            query.exclusiveStartKey(Map.of("pk", partition, "sk", AttributeValue.fromS(after)));
        }
        QueryResponse page = dynamoDb.query(query.build());
        Optional<String> last = AttributeJson.json(page.lastEvaluatedKey()).text("sk");
        return new Page(
                page.items().stream().<Json>map(AttributeJson::json).toList(), last.orElse(after), last.isPresent());
    }
}
