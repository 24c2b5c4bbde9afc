package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.finding.store.StoredSchema;
import dev.ecrauditor.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Items with a number {@code version}: of several writers of one version the first wins. An item with a newer
 * {@code schema} is not overwritten; the first versions stored none.
 */
record VersionedItems(DynamoDbClient dynamoDb, String table) {

    /** The item, read consistently; empty when there is none. */
    Optional<Json> read(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> item = dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(key)
                        .consistentRead(true)
                        .build())
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(AttributeJson.json(item));
    }

    /**
     * Writes the next version; 1 is the first.
     *
     * @return false when others have written it
     */
    boolean save(Map<String, AttributeValue> key, Json.Obj content, long version) {
        Map<String, AttributeValue> item = new HashMap<>(AttributeJson.attributes(content));
        item.putAll(key);
        PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
        if (version == 1) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#version = :before AND (attribute_not_exists(#schema) OR #schema <= :schema)")
                    .expressionAttributeNames(Map.of("#version", "version", "#schema", "schema"))
                    .expressionAttributeValues(Map.of(
                            ":before", AttributeValue.fromN(Long.toString(version - 1)),
                            ":schema", AttributeValue.fromN(Long.toString(StoredSchema.CURRENT))));
        }
        try {
            dynamoDb.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException writtenByOthers) {
            return false;
        }
    }
}
