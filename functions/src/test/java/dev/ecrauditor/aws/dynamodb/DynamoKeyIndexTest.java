package dev.ecrauditor.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.DynamoDbLocal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The index finds the repositories of a key in every account, and the keys of a place. */
class DynamoKeyIndexTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String OTHER = "arn:aws:kms:us-east-1:111122223333:key/0987dcba-09fe-87dc-65ba-ab0987654321";

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoFindingStore store = new DynamoFindingStore(dynamoDb.clients(), table);
    private final DynamoKeyIndex index = new DynamoKeyIndex(dynamoDb.clients(), table);

    @Test
    void theRepositoriesOfAKeyAreFoundInEveryAccount() {
        store(repository("111122223333", "payments/api"), KEY);
        store(repository("444455556666", "payments/copy"), KEY);
        store(repository("111122223333", "search/indexer"), OTHER);
        assertThat(index.repositoriesOn(KEY))
                .containsExactlyInAnyOrder(
                        repository("111122223333", "payments/api"), repository("444455556666", "payments/copy"));
        assertThat(index.repositoriesOn("arn:aws:kms:us-east-1:111122223333:key/none"))
                .isEmpty();
    }

    @Test
    void theKeysOfAPlaceAreThoseOfItsRecords() {
        store(repository("111122223333", "payments/api"), KEY);
        store(repository("111122223333", "payments/web"), KEY);
        store(repository("111122223333", "search/indexer"), OTHER);
        store(repository("444455556666", "other"), "arn:aws:kms:us-east-1:444455556666:key/theirs");
        assertThat(index.keysOf(new Subject.Coverage("111122223333", "us-east-1")))
                .containsExactlyInAnyOrder(KEY, OTHER);
    }

    @Test
    void aDeletedRepositoryIsOnNoKey() {
        RepositoryArn gone = repository("111122223333", "gone");
        store(gone, KEY);
        SubjectRecord record = store.load(Subject.of(gone)).orElseThrow();
        assertThat(store.save(
                        record.toBuilder().version(2).keyArn(Optional.empty()).build()))
                .isTrue();
        assertThat(index.repositoriesOn(KEY)).isEmpty();
    }

    private void store(RepositoryArn repository, String keyArn) {
        SubjectRecord record = SubjectRecord.notEvaluated(Subject.of(repository)).toBuilder()
                .version(1)
                .keyArn(Optional.of(keyArn))
                .build();
        assertThat(store.save(record)).isTrue();
    }

    private static RepositoryArn repository(String account, String name) {
        return new RepositoryArn("aws", "us-east-1", account, name);
    }
}
