package dev.ecrauditor.aws.dynamodb;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.store.FindingStoreContract;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.DynamoDbProxy;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The contract over a table made as the deployed one, and what only this store promises. */
class DynamoFindingStoreTest extends FindingStoreContract {

    private static final Subject.Repository SUBJECT = subject("payments/api");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);

    @Override
    public FindingStore store() {
        return store;
    }

    @Test
    void aTableThatIsAdoptedIsOfItsGenerationAndANewOneIsOfAnother() {
        assertThat(new DynamoFindingStore(dynamoDb.clients(), table).generation())
                .isEqualTo(store.generation());
        assertThat(new DynamoFindingStore(dynamoDb.clients(), dynamoDb.newTable()).generation())
                .isNotEqualTo(store.generation())
                .isNotEmpty();
        SubjectRecord first =
                SubjectRecord.notEvaluated(SUBJECT, store.generation()).withoutSent(Set.of());
        assertThat(saved(first)).isEqualTo(load(SUBJECT));
    }

    @Test
    void theItemIsKeyedByAccountAndRegionAndBySubject() {
        saved(SampleRecords.withEmptyOutbox(SUBJECT));
        assertThat(item()).containsKeys("schema", "version", "findings", "outbox");
        assertThat(item().get("pk").s()).isEqualTo("111122223333#us-east-1");
        assertThat(item().get("sk").s()).isEqualTo("repository#payments/api");
    }

    @Test
    void aRepositoryIsFoundByItsKey() {
        saved(SampleRecords.full(SUBJECT));
        assertThat(item().get("keyArn").s()).startsWith("arn:aws:kms:us-east-1:111122223333:key/");
        saved(SampleRecords.withEmptyOutbox(subject("without/key")));
        assertThat(dynamoDb.item(
                        table,
                        Map.of(
                                "pk",
                                AttributeValue.fromS(SUBJECT.partitionKey()),
                                "sk",
                                AttributeValue.fromS("repository#without/key"))))
                .doesNotContainKey("keyArn");
    }

    @Test
    void moreThanOnePageOfWhatIsDueIsFound() {
        for (int i = 0; i < 30; i++) {
            saved(SampleRecords.withAlerts(subject("repository-" + i), NOON.plusSeconds(i), "a#1"));
        }
        assertThat(store.due(7)).hasSize(7);
        assertThat(store.due(1_000)).hasSize(30);
    }

    @Test
    void theRecordOfADeletedRepositoryExpiresNinetyDaysAfterEverythingIsPublished() {
        SubjectRecord published = saved(SampleRecords.withEmptyOutbox(SUBJECT));
        saved(SampleRecords.deleted(published, NOON));
        assertThat(item().get("expiresAt").n()).isEqualTo(expiry());
    }

    @Test
    void theRecordOfADeletedRepositoryDoesNotExpireWhileSomethingWaits() {
        SubjectRecord pending = saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1", "b#1"));
        saved(SampleRecords.deleted(pending, NOON));
        assertThat(item()).doesNotContainKey("expiresAt");
        store.removeSent(SUBJECT, Set.of("a#1"));
        assertThat(item()).doesNotContainKey("expiresAt");
        store.removeSent(SUBJECT, Set.of("b#1"));
        assertThat(item().get("expiresAt").n()).isEqualTo(expiry());
    }

    @Test
    void theRecordOfALivingRepositoryNeverExpires() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        store.removeSent(SUBJECT, Set.of("a#1"));
        saved(SampleRecords.unchanged(load(SUBJECT)));
        assertThat(item()).doesNotContainKey("expiresAt");
    }

    @Test
    void aRecordDeletedAndPublishedDoesNotExpireOnceSomethingWaitsAgain() {
        SubjectRecord gone = saved(SampleRecords.deleted(saved(SampleRecords.withEmptyOutbox(SUBJECT)), NOON));
        saved(SampleRecords.addAlerts(gone, "a#1"));
        assertThat(item()).doesNotContainKey("expiresAt").containsKey("due");
    }

    @Test
    void onlyARecordWithSomethingToPublishIsInTheIndex() {
        SubjectRecord quiet = saved(SampleRecords.withEmptyOutbox(SUBJECT));
        assertThat(item()).doesNotContainKeys("due", "outboxSince");
        saved(SampleRecords.addAlerts(quiet, "a#1"));
        assertThat(item()).containsKeys("due", "outboxSince");
        store.removeSent(SUBJECT, Set.of("a#1"));
        assertThat(item()).doesNotContainKeys("due", "outboxSince");
    }

    @Test
    void aRemovalThatWasCutOffBeforeItLeftTheIndexIsFinishedByTheNext() {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        entryIsGoneButTheIndexIsNotLeft("a#1");
        assertThat(store.due(10)).containsExactly(SUBJECT);
        store.removeSent(SUBJECT, Set.of("a#1"));
        assertThat(store.due(10)).isEmpty();
        assertThat(item()).doesNotContainKeys("due", "outboxSince");
    }

    @Test
    void anInterruptedRemovalOfADeletedRepositoryStillSetsItsExpiry() {
        SubjectRecord pending = saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        saved(SampleRecords.deleted(pending, NOON));
        entryIsGoneButTheIndexIsNotLeft("a#1");
        store.removeSent(SUBJECT, Set.of());
        assertThat(item().get("expiresAt").n()).isEqualTo(expiry());
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void removingNothingWritesNothing() {
        saved(SampleRecords.unchanged(saved(SampleRecords.withEmptyOutbox(SUBJECT))));
        Map<String, AttributeValue> before = item();
        store.removeSent(SUBJECT, Set.of());
        store.removeSent(SUBJECT, Set.of("never there"));
        assertThat(item()).isEqualTo(before);
    }

    @Test
    void anEntryThatArrivesAtTheMomentTheIndexIsLeftKeepsTheRecordThere() throws Exception {
        saved(SampleRecords.withAlerts(SUBJECT, NOON, "a#1"));
        Runnable audit = () -> saved(SampleRecords.addAlerts(load(SUBJECT), "b#1"));
        try (DynamoDbProxy proxy = new DynamoDbProxy(dynamoDb.endpoint(), "size(outbox)", audit)) {
            new DynamoFindingStore(proxy.clients(), table).removeSent(SUBJECT, Set.of("a#1"));
            assertThat(proxy.hasActed()).isTrue();
        }
        assertThat(store.due(10)).containsExactly(SUBJECT);
        assertThat(load(SUBJECT).outboxSince()).isPresent();
    }

    private void entryIsGoneButTheIndexIsNotLeft(String entryId) {
        dynamoDb.client()
                .updateItem(software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest.builder()
                        .tableName(table)
                        .key(key())
                        .updateExpression("REMOVE outbox.#entry ADD #version :one")
                        .expressionAttributeNames(Map.of("#entry", entryId, "#version", "version"))
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .build());
    }

    private static String expiry() {
        return Long.toString(NOON.plus(Duration.ofDays(90)).getEpochSecond());
    }

    private Map<String, AttributeValue> item() {
        return dynamoDb.item(table, key());
    }

    private static Map<String, AttributeValue> key() {
        return Map.of(
                "pk", AttributeValue.fromS(SUBJECT.partitionKey()), "sk", AttributeValue.fromS(SUBJECT.sortKey()));
    }
}
