package dev.ecrauditor.runtime;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SettingsText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * What the stack puts around the functions, in one account and Region: the table in DynamoDB Local, the rest in
 * local-aws.
 */
final class Hub implements AutoCloseable {

    static final String CHANGE_RULE = "ecr-auditor-changes";

    final HubLocation location;
    final RemediationMode mode;
    final String table;
    /** The settings file that was deployed, as the layer holds it. */
    final Path settings;

    private final DynamoDbLocal dynamoDb;
    private final MutableClock clock = new MutableClock(Instant.now());
    private LocalAws aws;
    private HubQueues queues;

    Hub(HubLocation place, RemediationMode mode) {
        this.location = place;
        this.mode = mode;
        this.dynamoDb = DynamoDbLocal.running().seenBy(FunctionCredentials.ACCESS_KEY, place.region());
        this.table = dynamoDb.newTable();
        this.settings = layer(mode);
        start(0);
    }

    /** AWS begins anew, at the same address, in this state. */
    void resetTo(Optional<Json> accountState) {
        int port = aws.endpoint().getPort();
        aws.close();
        clock.set(Instant.now());
        start(port);
        accountState.ifPresent(this::add);
    }

    /** Adds to what AWS has. */
    void add(Json accountState) {
        aws.load(new ByteArrayInputStream(JsonWriter.write(accountState).getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds the trail and the rule through which events arrive. */
    void addEventDelivery() {
        String state = """
                {"accounts": {"%s": {"%s": {
                  "trails": [{"name": "management-events"}],
                  "events": {"rules": [{"name": "%s",
                    "pattern": {"source": ["aws.ecr", "aws.kms"]},
                    "targets": [{"id": "ChangeQueue", "arn": "%s"}]}]}}}}}""".formatted(
                        location.account(), location.region(), CHANGE_RULE, location.arn("sqs", HubQueues.CHANGES));
        aws.load(new ByteArrayInputStream(state.getBytes(StandardCharsets.UTF_8)));
    }

    /** Empties the table. */
    void clearTable() {
        items().forEach(item -> dynamoDb.client()
                .deleteItem(DeleteItemRequest.builder()
                        .tableName(table)
                        .key(key(item))
                        .build()));
    }

    /**
     * Alerts that wait for their actor are due: the functions use the machine's time, so the table is changed instead.
     */
    void releaseHeldAlerts() {
        for (Map<String, AttributeValue> item : items()) {
            AttributeValue outbox = item.get("outbox");
            if (outbox == null || !outbox.hasM()) {
                continue;
            }
            outbox.m().forEach((id, entry) -> {
                if (entry.hasM() && entry.m().containsKey("dueAt")) {
                    dynamoDb.client()
                            .updateItem(UpdateItemRequest.builder()
                                    .tableName(table)
                                    .key(key(item))
                                    .updateExpression("REMOVE outbox.#id.dueAt")
                                    .expressionAttributeNames(Map.of("#id", id))
                                    .build());
                }
            });
        }
    }

    private List<Map<String, AttributeValue>> items() {
        return dynamoDb.client()
                .scan(ScanRequest.builder().tableName(table).build())
                .items();
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        return Map.of("pk", item.get("pk"), "sk", item.get("sk"));
    }

    /** Lets time pass for AWS; the functions keep the machine's time. */
    void advanceAwsClock(Duration time) {
        clock.advance(time);
    }

    LocalAws aws() {
        return aws;
    }

    HubQueues queues() {
        return queues;
    }

    DynamoDbLocal dynamoDb() {
        return dynamoDb;
    }

    @Override
    public void close() {
        aws.close();
    }

    private void start(int port) {
        aws = LocalAws.start(
                LocalAwsOptions.defaults().withPort(port).withClock(clock).withDefaultAccount(location.account()));
        queues = HubQueues.create(aws.endpoint(), location);
    }

    private static Path layer(RemediationMode mode) {
        return SettingsText.DEFAULTS
                .with("remediation", "[{\"accounts\":[\"*\"],\"mode\":\"%s\"}]".formatted(mode))
                .in(Path.of("target", "runtime-test").toAbsolutePath());
    }
}
