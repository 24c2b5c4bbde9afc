package dev.ecrauditor.aws.dynamodb;

import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.SampleRecords;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Items that this version did not write: newer ones, and damaged ones. */
class IncompatibleRecordsTest {

    private static final Subject.Repository SUBJECT = subject("payments/api");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);

    @Test
    void aNewerSchemaIsRefused() {
        itemHas("schema", AttributeValue.fromN("3"));
        assertThatThrownBy(() -> store.load(SUBJECT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schema 3")
                .hasMessageContaining("payments/api")
                .hasMessageContaining("understands 1 to 2")
                .hasMessageContaining("deploy the version that wrote it");
    }

    @Test
    void aNewerSchemaIsNeverOverwritten() {
        itemHas("schema", AttributeValue.fromN("3"));
        Map<String, AttributeValue> before = item();
        assertThat(store.save(SampleRecords.withEmptyOutbox(SUBJECT))).isFalse();
        assertThat(store.save(SampleRecords.unchanged(SampleRecords.full(SUBJECT))))
                .isFalse();
        assertThat(item()).isEqualTo(before);
    }

    @Test
    void anEntryThatWasPublishedIsRemovedFromANewerRecordToo() {
        itemHas("schema", AttributeValue.fromN("3"));
        store.removeSent(SUBJECT, Set.of("bbb#2"));
        assertThat(item().get("outbox").m()).doesNotContainKey("bbb#2").containsKey("aaa#10");
    }

    @Test
    void anItemWithoutSchemaIsRefused() {
        itemHas("schema", AttributeValue.fromNul(true));
        assertThatThrownBy(() -> store.load(SUBJECT)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "incarnation", "lastEvaluated", "outboxSince", "deletedAt"})
    void aDamagedFieldIsNamedTogetherWithTheRecord(String field) {
        itemHas(field, AttributeValue.fromS("nonsense"));
        isDamaged();
    }

    @Test
    void aRecordOfNobodyIsAClearError() {
        itemHas("subject", AttributeValue.fromS("nonsense"));
        assertThatThrownBy(() -> store.load(SUBJECT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no readable subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "number", "openedAt", "lastSeen", "severity"})
    void aDamagedFindingIsAClearError(String field) {
        Map<String, AttributeValue> findings = new HashMap<>(item(written(), "findings"));
        Map<String, AttributeValue> finding =
                new HashMap<>(findings.get("ecr-scan-on-push#violation").m());
        finding.put(field, AttributeValue.fromS("nonsense"));
        findings.put("ecr-scan-on-push#violation", AttributeValue.fromM(finding));
        itemHas("findings", AttributeValue.fromM(findings));
        isDamaged();
    }

    @Test
    void aFindingWithoutKindIsAClearError() {
        Map<String, AttributeValue> findings = item(written(), "findings");
        itemHas(
                "findings",
                AttributeValue.fromM(Map.of("ecr-scan-on-push", findings.get("ecr-scan-on-push#violation"))));
        isDamaged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "index", "finding", "status", "severity", "summary", "openedAt", "at", "cause"})
    void aDamagedEntryIsAClearError(String field) {
        Map<String, AttributeValue> entry =
                new HashMap<>(item(written(), "outbox").get("bbb#2").m());
        entry.put(field, field.equals("summary") ? AttributeValue.fromN("1") : AttributeValue.fromS("nonsense"));
        itemHas("outbox", AttributeValue.fromM(Map.of("bbb#2", AttributeValue.fromM(entry))));
        isDamaged();
    }

    private void isDamaged() {
        assertThatThrownBy(() -> store.load(SUBJECT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the stored record")
                .hasMessageContaining("payments/api");
    }

    private Map<String, AttributeValue> written() {
        if (item().isEmpty()) {
            assertThat(store.save(SampleRecords.full(SUBJECT))).isTrue();
        }
        return item();
    }

    private void itemHas(String name, AttributeValue value) {
        Map<String, AttributeValue> changed = new HashMap<>(written());
        changed.put(name, value);
        dynamoDb.client()
                .putItem(PutItemRequest.builder().tableName(table).item(changed).build());
    }

    private static Map<String, AttributeValue> item(Map<String, AttributeValue> item, String map) {
        return item.get(map).m();
    }

    private Map<String, AttributeValue> item() {
        return dynamoDb.item(
                table,
                Map.of(
                        "pk",
                        AttributeValue.fromS(SUBJECT.partitionKey()),
                        "sk",
                        AttributeValue.fromS(SUBJECT.sortKey())));
    }
}
