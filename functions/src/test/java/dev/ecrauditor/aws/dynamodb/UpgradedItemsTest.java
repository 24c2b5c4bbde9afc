package dev.ecrauditor.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.KeptRecords;
import dev.ecrauditor.finding.store.StoredSchema;
import dev.ecrauditor.finding.store.SubjectRecordJson;
import dev.ecrauditor.finding.store.SweepProgressJson;
import dev.ecrauditor.finding.store.SweepRoundJson;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.testing.DynamoDbLocal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Items of earlier versions in the table are read, and written back in this version; newer ones stay as they are. */
class UpgradedItemsTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");
    private static final Map<String, AttributeValue> SWEEP =
            Map.of("pk", AttributeValue.fromS(PLACE.partitionKey()), "sk", AttributeValue.fromS("sweep"));
    private static final Map<String, AttributeValue> ROUND =
            Map.of("pk", AttributeValue.fromS("organization"), "sk", AttributeValue.fromS("round"));
    private static final Instant LATER = Instant.parse("2026-11-30T12:00:00Z");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();

    @TestFactory
    Stream<DynamicTest> anItemOfAnEarlierVersionIsMigratedWhenItIsWritten() {
        return KeptRecords.all().stream()
                .flatMap(kept -> kept.samples().entrySet().stream()
                        .map(sample -> dynamicTest(
                                kept.version() + " " + sample.getKey(),
                                () -> migrate(sample.getKey(), sample.getValue()))));
    }

    private void migrate(String name, Json stored) {
        if (name.startsWith("sweep")) {
            put(SWEEP, stored);
            DynamoSweepStore store = new DynamoSweepStore(dynamoDb.clients(), table);
            SweepProgress read = store.progress(PLACE);
            assertThat(store.save(read.complete(LATER))).isTrue();
            assertThat(store.progress(PLACE)).isEqualTo(read.complete(LATER));
            assertThat(schema(SWEEP)).isEqualTo(StoredSchema.CURRENT);
        } else if (name.equals("round")) {
            put(ROUND, stored);
            DynamoSweepRoundStore store = new DynamoSweepRoundStore(dynamoDb.clients(), table);
            SweepRound read = store.round();
            assertThat(store.save(read.complete(LATER))).isTrue();
            assertThat(store.round()).isEqualTo(read.complete(LATER));
            assertThat(schema(ROUND)).isEqualTo(StoredSchema.CURRENT);
        } else {
            SubjectRecord expected = SubjectRecordJson.read(stored);
            put(key(expected.subject()), stored);
            DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);
            SubjectRecord next = store.load(expected.subject()).orElseThrow().toBuilder()
                    .version(expected.version() + 1)
                    .build();
            assertThat(store.save(next)).isTrue();
            assertThat(store.load(expected.subject())).hasValue(next);
            assertThat(schema(key(expected.subject()))).isEqualTo(StoredSchema.CURRENT);
        }
    }

    @Test
    void aNewerSweepIsRefusedByNameAndNotOverwritten() {
        DynamoSweepStore store = new DynamoSweepStore(dynamoDb.clients(), table);
        Map<String, AttributeValue> before = newer(SWEEP, sample("sweep-complete"));
        assertThatThrownBy(() -> store.progress(PLACE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stored sweep of 111122223333#us-east-1")
                .hasMessageContaining("deploy the version that wrote it");
        SweepProgress stored = SweepProgressJson.read(PLACE, sample("sweep-complete"));
        assertThat(store.save(stored.complete(LATER))).isFalse();
        assertThat(dynamoDb.item(table, SWEEP)).isEqualTo(before);
    }

    @Test
    void aNewerRoundIsRefusedByNameAndNotOverwritten() {
        DynamoSweepRoundStore store = new DynamoSweepRoundStore(dynamoDb.clients(), table);
        Map<String, AttributeValue> before = newer(ROUND, sample("round"));
        assertThatThrownBy(store::round)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stored round of sweeps")
                .hasMessageContaining("deploy the version that wrote it");
        SweepRound stored = SweepRoundJson.read(sample("round"));
        assertThat(store.save(stored.complete(LATER))).isFalse();
        assertThat(dynamoDb.item(table, ROUND)).isEqualTo(before);
    }

    private static Json sample(String name) {
        return KeptRecords.next().samples().get(name);
    }

    private Map<String, AttributeValue> newer(Map<String, AttributeValue> key, Json stored) {
        put(key, stored);
        Map<String, AttributeValue> item = new HashMap<>(dynamoDb.item(table, key));
        item.put("schema", AttributeValue.fromN(Long.toString(StoredSchema.CURRENT + 1)));
        dynamoDb.client()
                .putItem(PutItemRequest.builder().tableName(table).item(item).build());
        return item;
    }

    private void put(Map<String, AttributeValue> key, Json stored) {
        Map<String, AttributeValue> item = new HashMap<>(AttributeJson.attributes((Json.Obj) stored));
        item.putAll(key);
        dynamoDb.client()
                .putItem(PutItemRequest.builder().tableName(table).item(item).build());
    }

    private long schema(Map<String, AttributeValue> key) {
        return Long.parseLong(dynamoDb.item(table, key).get("schema").n());
    }

    private static Map<String, AttributeValue> key(Subject subject) {
        return Map.of(
                "pk", AttributeValue.fromS(subject.partitionKey()), "sk", AttributeValue.fromS(subject.sortKey()));
    }
}
