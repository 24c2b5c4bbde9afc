package dev.ecrauditor.cli.findings;

import dev.ecrauditor.aws.dynamodb.AttributeJson;
import dev.ecrauditor.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** All records of a deployed auditor's table, page by page; one page of at most 1 MB is in memory. */
public record StoredRecords(DynamoDbClient dynamoDb, String table) {

    /** The parts of a record that its findings need; the outline of a policy is not among them. */
    private static final Map<String, String> PARTS = Map.of(
            "#schema", "schema",
            "#subject", "subject",
            "#version", "version",
            "#incarnation", "incarnation",
            "#findings", "findings",
            "#outbox", "outbox",
            "#generation", "generation");

    /** The records of one account, or of all; items that are no records, as the progress of sweeps, are left out. */
    public Stream<Json> read(Optional<String> account) {
        Map<String, String> names = new HashMap<>(PARTS);
        ScanRequest.Builder scan = ScanRequest.builder()
                .tableName(table)
                .projectionExpression(String.join(", ", PARTS.keySet()))
                .filterExpression("attribute_exists(#subject)");
        account.ifPresent(id -> {
            names.put("#pk", "pk");
            scan.filterExpression("attribute_exists(#subject) AND begins_with(#pk, :account)")
                    .expressionAttributeValues(Map.of(":account", AttributeValue.fromS(id + "#")));
        });
        return dynamoDb.scanPaginator(scan.expressionAttributeNames(names).build()).items().stream()
                .map(AttributeJson::json);
    }
}
