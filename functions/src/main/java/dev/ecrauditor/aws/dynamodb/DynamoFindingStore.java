package dev.ecrauditor.aws.dynamodb;

import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.StoredSchema;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Keeps each record as one DynamoDB item: {@code pk} account#region, {@code sk} the subject, the record's stored form
 * beside them. The sparse index {@code outbox} holds the items that have {@code due} and {@code outboxSince}.
 */
public final class DynamoFindingStore implements FindingStore {

    /** The sparse index on non-empty outboxes: partition key {@code due}, sort key {@code outboxSince}. */
    public static final String OUTBOX_INDEX = "outbox";

    /** How long the record of a deleted repository is kept once all its alerts are published. */
    private static final Duration KEPT_AFTER_DELETION = Duration.ofDays(90);

    /** Timestamps of fixed length, so that the index sorts them by time; Instant's own form drops trailing zeros. */
    private static final DateTimeFormatter SORTABLE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** An expression has at most 4,096 characters; an entry takes about forty of them. */
    private static final int AT_ONCE = 50;

    private static final AttributeValue DUE = AttributeValue.fromS("1");

    private final DynamoDbClient dynamoDb;
    private final String table;

    public DynamoFindingStore(AwsClients clients, String table) {
        this.dynamoDb = clients.dynamoDb();
        this.table = table;
    }

    /** CloudFormation gives each table it creates a new random suffix, and an adopted table keeps its name. */
    @Override
    public String generation() {
        return table;
    }

    @Override
    public Optional<SubjectRecord> load(Subject subject) {
        Map<String, AttributeValue> item = item(subject);
        return item.isEmpty() ? Optional.empty() : Optional.of(SubjectRecordJson.read(AttributeJson.json(item)));
    }

    @Override
    public boolean save(SubjectRecord next) {
        Map<String, AttributeValue> item = new HashMap<>(AttributeJson.attributes(SubjectRecordJson.write(next)));
        item.putAll(key(next.subject()));
        if (!next.outbox().isEmpty()) {
            item.put("due", DUE);
            next.outboxSince()
                    .ifPresent(since -> item.put("outboxSince", AttributeValue.fromS(SORTABLE.format(since))));
        } else {
            next.deletedAt().ifPresent(deletedAt -> item.put("expiresAt", expiry(deletedAt)));
        }
        PutItemRequest.Builder put = PutItemRequest.builder().tableName(table).item(item);
        if (next.version() == 1) {
            put.conditionExpression("attribute_not_exists(pk)");
        } else {
            put.conditionExpression("#version = :before AND #schema <= :schema")
                    .expressionAttributeNames(Map.of("#version", "version", "#schema", "schema"))
                    .expressionAttributeValues(
                            Map.of(":before", number(next.version() - 1), ":schema", number(StoredSchema.CURRENT)));
        }
        try {
            dynamoDb.putItem(put.build());
            return true;
        } catch (ConditionalCheckFailedException writtenByOthers) {
            return false;
        }
    }

    @Override
    public void removeSent(Subject subject, Set<String> entryIds) {
        List<String> ids = List.copyOf(entryIds);
        Optional<Json.Obj> left = Optional.empty();
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            left = remove(subject, some);
            if (left.isEmpty()) {
                some.forEach(entryId -> remove(subject, List.of(entryId)));
            }
        }
        Json.Obj stored = left.orElseGet(() -> AttributeJson.json(item(subject)));
        if (stored.text("due").isPresent() && stored.members("outbox").isEmpty()) {
            leaveIndex(subject, stored.text("deletedAt").map(Instant::parse));
        }
    }

    @Override
    public List<Subject> due(int limit) {
        QueryRequest query = QueryRequest.builder()
                .tableName(table)
                .indexName(OUTBOX_INDEX)
                .keyConditionExpression("due = :due")
                .expressionAttributeValues(Map.of(":due", DUE))
                .limit(limit)
                .build();
        return dynamoDb.queryPaginator(query).items().stream()
                .limit(limit)
                .flatMap(item -> subject(item).stream())
                .toList();
    }

    private Map<String, AttributeValue> item(Subject subject) {
        return dynamoDb.getItem(GetItemRequest.builder()
                        .tableName(table)
                        .key(key(subject))
                        .consistentRead(true)
                        .build())
                .item();
    }

    /**
     * Removes entries, on the condition that they exist. The version is no condition; it grows, so that a concurrent
     * audit has to start again.
     *
     * @return the record without them; empty when some did not exist and none was removed: they were removed before, or
     *     by an attempt of this call whose answer was lost
     */
    private Optional<Json.Obj> remove(Subject subject, List<String> entryIds) {
        Map<String, String> names = new HashMap<>(Map.of("#version", "version"));
        List<String> paths = new ArrayList<>();
        for (String entryId : entryIds) {
            String name = "#e" + paths.size();
            names.put(name, entryId);
            paths.add("outbox." + name);
        }
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(subject))
                .updateExpression("REMOVE " + String.join(", ", paths) + " ADD #version :one")
                .conditionExpression(paths.stream()
                        .map(path -> "attribute_exists(" + path + ")")
                        .collect(Collectors.joining(" AND ")))
                .expressionAttributeNames(names)
                .expressionAttributeValues(Map.of(":one", number(1)))
                .returnValues(ReturnValue.ALL_NEW)
                .build();
        try {
            return Optional.of(AttributeJson.json(dynamoDb.updateItem(update).attributes()));
        } catch (ConditionalCheckFailedException notAllThere) {
            return Optional.empty();
        }
    }

    /** Takes the record from the index only while its outbox is empty; a concurrent new entry keeps it there. */
    private void leaveIndex(Subject subject, Optional<Instant> deletedAt) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":none", number(0), ":one", number(1)));
        deletedAt.ifPresent(at -> values.put(":expiry", expiry(at)));
        String expire = deletedAt.isPresent() ? "SET expiresAt = :expiry " : "";
        UpdateItemRequest update = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(subject))
                .updateExpression(expire + "REMOVE due, outboxSince ADD #version :one")
                .conditionExpression("size(outbox) = :none")
                .expressionAttributeNames(Map.of("#version", "version"))
                .expressionAttributeValues(values)
                .build();
        try {
            dynamoDb.updateItem(update);
        } catch (ConditionalCheckFailedException refilled) {
            // Another writer has added an entry: the record stays in the index.
        }
    }

    private static Optional<Subject> subject(Map<String, AttributeValue> item) {
        Json keys = AttributeJson.json(item);
        return Subject.ofKeys(keys.text("pk").orElse(""), keys.text("sk").orElse(""));
    }

    private static Map<String, AttributeValue> key(Subject subject) {
        return Map.of(
                "pk", AttributeValue.fromS(subject.partitionKey()), "sk", AttributeValue.fromS(subject.sortKey()));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static AttributeValue expiry(Instant deletedAt) {
        return number(deletedAt.plus(KEPT_AFTER_DELETION).getEpochSecond());
    }
}
