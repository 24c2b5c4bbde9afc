package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.SweepProgressJson;
import dev.ecrauditor.finding.store.SweepStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Stores the progress of each sweep as one item beside the records of its account and Region: the same {@code pk}, with
 * {@code sk} sweep.
 */
public final class DynamoSweepStore implements SweepStore {

    private static final AttributeValue SWEEP = AttributeValue.fromS("sweep");

    private static final String REPOSITORIES = "repository#";

    /** After every character of a repository's name. */
    private static final String AFTER_EVERY_NAME = "~";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final VersionedItems items;

    public DynamoSweepStore(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
        this.items = new VersionedItems(dynamoDb, table);
    }

    @Override
    public SweepProgress progress(Subject.Coverage coverage) {
        return items.read(key(coverage))
                .map(item -> SweepProgressJson.read(coverage, item))
                .orElseGet(() -> SweepProgress.none(coverage));
    }

    @Override
    public boolean save(SweepProgress next) {
        return items.save(key(next.coverage()), SweepProgressJson.write(next), next.version());
    }

    private static Map<String, AttributeValue> key(Subject.Coverage coverage) {
        return Map.of("pk", place(coverage), "sk", SWEEP);
    }

    @Override
    public List<RepositoryArn> known(Subject.Coverage coverage, NameWindow window) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :place AND sk BETWEEN :after AND :end")
                .filterExpression("attribute_not_exists(deletedAt)")
                .expressionAttributeValues(Map.of(
                        ":place", place(coverage),
                        ":after", AttributeValue.fromS(REPOSITORIES + window.after()),
                        ":end", AttributeValue.fromS(REPOSITORIES + AFTER_EVERY_NAME)))
                .projectionExpression("pk, sk")
                .consistentRead(true)
                .build();
        // Pages are asked for as they are needed, and DynamoDB sorts ASCII as Java does.
        return dynamoDb.queryPaginator(query).items().stream()
                .map(AttributeJson::json)
                .flatMap(keys -> Subject.ofKeys(
                        keys.text("pk").orElse(""), keys.text("sk").orElse(""))
                        .stream())
                .flatMap(subject -> subject instanceof Subject.Repository repository
                        ? Stream.of(repository.repository())
                        : Stream.empty())
                .filter(repository -> window.isAfterStart(repository.name()))
                .limit(window.most())
                .toList();
    }

    private static AttributeValue place(Subject.Coverage coverage) {
        return AttributeValue.fromS(coverage.partitionKey());
    }
}
