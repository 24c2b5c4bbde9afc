package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.KeyIndex;
import dev.ecrauditor.repository.RepositoryArn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the sparse index {@code key} of the table: the items that have {@code keyArn}. */
public final class DynamoKeyIndex implements KeyIndex {

    /** The sparse index of the records of encrypted repositories: partition key {@code keyArn}. */
    public static final String KEY_INDEX = "key";

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoKeyIndex(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
    }

    @Override
    public List<RepositoryArn> repositoriesOn(String keyArn) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .indexName(KEY_INDEX)
                .keyConditionExpression("keyArn = :key")
                .expressionAttributeValues(Map.of(":key", AttributeValue.fromS(keyArn)))
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

    @Override
    public Set<String> keysOf(Subject.Coverage place) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("pk = :place AND begins_with(sk, :repositories)")
                .filterExpression("attribute_exists(keyArn)")
                .expressionAttributeValues(Map.of(
                        ":place",
                        AttributeValue.fromS(place.partitionKey()),
                        ":repositories",
                        AttributeValue.fromS("repository#")))
                .projectionExpression("keyArn")
                .consistentRead(true)
                .build();
        Set<String> keys = new TreeSet<>();
        dynamoDb.queryPaginator(query).items().stream()
                .flatMap(item -> AttributeJson.json(item).text("keyArn").stream())
                .forEach(keys::add);
        return keys;
    }
}
