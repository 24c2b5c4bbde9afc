package dev.ecrauditor.aws;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SweepProgress;
import dev.ecrauditor.finding.store.SweepProgressJson;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Stores the progress of each sweep as one item beside the records of its account and Region: the same {@code pk}, with
 * {@code sk} sweep.
 */
public final class DynamoSweepStore implements SweepStore {

    private static final AttributeValue SWEEP = AttributeValue.fromS("sweep");

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoSweepStore(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
    }

    @Override
    public SweepProgress progress(Subject.Coverage coverage) {
        Map<String, AttributeValue> item = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(Map.of("pk", place(coverage), "sk", SWEEP))
                        .consistentRead(true)
                        .build())
                .item();
        return item.isEmpty()
                ? SweepProgress.none(coverage)
                : SweepProgressJson.read(coverage, AttributeJson.json(item));
    }

    @Override
    public boolean save(SweepProgress next) {
        Map<String, AttributeValue> item = new HashMap<>(AttributeJson.attributes(SweepProgressJson.write(next)));
        item.put("pk", place(next.coverage()));
        item.put("sk", SWEEP);
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

    @Override
    public List<RepositoryArn> known(Subject.Coverage coverage) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :place AND begins_with(sk, :repositories)")
                .filterExpression("attribute_not_exists(deletedAt)")
                .expressionAttributeValues(
                        Map.of(":place", place(coverage), ":repositories", AttributeValue.fromS("repository#")))
                .projectionExpression("pk, sk")
                .consistentRead(true)
                .build();
        return dynamoDb.queryPaginator(query).items().stream()
                .map(AttributeJson::json)
                .flatMap(keys -> Subject.ofKeys(
                        keys.text("pk").orElse(""), keys.text("sk").orElse(""))
                        .stream())
                .flatMap(subject -> subject instanceof Subject.Repository repository
                        ? Stream.of(repository.repository())
                        : Stream.empty())
                .toList();
    }

    private static AttributeValue place(Subject.Coverage coverage) {
        return AttributeValue.fromS(coverage.partitionKey());
    }
}
