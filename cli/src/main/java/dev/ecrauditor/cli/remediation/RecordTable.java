package dev.ecrauditor.cli.remediation;

import dev.ecrauditor.aws.dynamodb.AttributeJson;
import dev.ecrauditor.cli.terminal.TerminalClients;
import dev.ecrauditor.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The records of repositories in a deployed auditor's table, read page by page. */
final class RecordTable {

    private static final String REPOSITORIES = "repository#";

    private final DynamoDbClient dynamoDb;
    private final String table;

    RecordTable(String table, String region, Optional<URI> endpoint) {
        this.dynamoDb = TerminalClients.of(DynamoDbClient.builder(), region, endpoint);
        this.table = table;
    }

    /** The stored records of one account in a Region, or of one repository if it is given. */
    Stream<Json> records(String account, String region, Optional<String> repository) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(
                        repository.isPresent() ? "pk = :pk AND sk = :sk" : "pk = :pk AND begins_with(sk, :sk)")
                .expressionAttributeValues(Map.of(
                        ":pk", AttributeValue.fromS(account + "#" + region),
                        ":sk", AttributeValue.fromS(REPOSITORIES + repository.orElse(""))))
                .consistentRead(true)
                .build();
        return dynamoDb.queryPaginator(query).items().stream().map(AttributeJson::json);
    }
}
