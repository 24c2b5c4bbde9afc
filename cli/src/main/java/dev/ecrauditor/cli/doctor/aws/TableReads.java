package dev.ecrauditor.cli.doctor.aws;

import dev.ecrauditor.aws.dynamodb.AttributeJson;
import dev.ecrauditor.cli.doctor.check.Place;
import dev.ecrauditor.json.Json;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** Reads the table of records. */
public final class TableReads {

    private final DynamoDbClient dynamoDb;

    /**
     * A table.
     *
     * @param status such as {@code ACTIVE}
     * @param keyInaccessible whether DynamoDB cannot use its KMS key
     */
    public record Table(String status, boolean keyInaccessible) {}

    TableReads(DynamoDbClient dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Empty if there is no such table. */
    public Optional<Table> table(String name) {
        return Reads.optional(
                        "dynamodb:DescribeTable",
                        () -> dynamoDb.describeTable(request -> request.tableName(name))
                                .table())
                .map(TableReads::table);
    }

    private static Table table(TableDescription description) {
        boolean inaccessible = description.sseDescription() != null
                && description.sseDescription().inaccessibleEncryptionDateTime() != null;
        return new Table(description.tableStatusAsString(), inaccessible);
    }

    /** One item of an account and Region, as the functions store it; empty for none. */
    public Optional<Json> item(String table, Place place, String sortKey) {
        Map<String, AttributeValue> key = Map.of(
                "pk", AttributeValue.fromS(place.account() + "#" + place.region()),
                "sk", AttributeValue.fromS(sortKey));
        return Reads.optional(
                        "dynamodb:GetItem",
                        () -> dynamoDb.getItem(
                                request -> request.tableName(table).key(key).consistentRead(true)))
                .filter(answer -> answer.hasItem())
                .map(answer -> AttributeJson.json(answer.item()));
    }
}
