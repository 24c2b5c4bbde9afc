package dev.ecrauditor.aws.dynamodb;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.record.EvaluationReason;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.NameWindow;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.DynamoDbLocal;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class DynamoSweepStoreTest {

    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoSweepStore sweeps = new DynamoSweepStore(dynamoDb.clients(), table);
    private final FindingStore findings = new DynamoFindingStore(dynamoDb.clients(), table);

    @Test
    void anAccountThatWasNeverSweptHasMadeNoProgress() {
        assertThat(sweeps.progress(PLACE)).isEqualTo(SweepProgress.none(PLACE));
    }

    @Test
    void everyStepComesBackAsItWasStored() {
        SweepProgress begun =
                SweepProgress.none(PLACE).begin(NOON, "rules/settings", Optional.of(EvaluationReason.FIRST_SWEEP));
        SweepProgress further = begun.at("payments/api", 3);
        SweepProgress complete = further.complete(NOON.plus(Duration.ofMinutes(5)));
        for (SweepProgress step : new SweepProgress[] {begun, further, complete}) {
            assertThat(sweeps.save(step)).isTrue();
            assertThat(sweeps.progress(PLACE)).isEqualTo(step);
        }
        assertThat(begun.isRunning()).isTrue();
        assertThat(complete.isRunning()).isFalse();
        assertThat(complete.begin(NOON.plus(Duration.ofDays(1)), "m", Optional.empty())
                        .isRunning())
                .isTrue();
    }

    @Test
    void ofTwoSweepsAtOnceOneIsRefused() {
        SweepProgress begun = SweepProgress.none(PLACE).begin(NOON, "m", Optional.empty());
        assertThat(sweeps.save(begun)).isTrue();
        assertThat(sweeps.save(begun)).isFalse();
        assertThat(sweeps.save(begun.at("a", 0))).isTrue();
        assertThat(sweeps.save(begun.at("b", 0))).isFalse();
        assertThat(sweeps.progress(PLACE).cursor()).isEqualTo("a");
    }

    @Test
    void knownIsWhatHasARecordAndIsNotDeletedInThisAccountAndRegion() {
        findings.save(SampleRecords.withEmptyOutbox(subject("living/app")));
        findings.save(SampleRecords.withAlerts(subject("talking/app"), NOON, "a#1"));
        findings.save(SampleRecords.withEmptyOutbox(subject("deleted/app")));
        findings.save(
                SampleRecords.deleted(findings.load(subject("deleted/app")).orElseThrow(), NOON));
        findings.save(SampleRecords.withEmptyOutbox(PLACE));
        findings.save(SampleRecords.withEmptyOutbox(
                Subject.of(new RepositoryArn("aws", "eu-west-1", "111122223333", "elsewhere/app"))));
        sweeps.save(SweepProgress.none(PLACE).begin(NOON, "m", Optional.empty()));
        assertThat(sweeps.known(PLACE))
                .extracting(RepositoryArn::name)
                .containsExactlyInAnyOrder("living/app", "talking/app");
    }

    /** Names that other orders would sort otherwise, up to the last character of a name. */
    @Test
    void aWindowHoldsTheFirstNamesAfterAnother() {
        List<String> names = List.of("a-b", "a.b", "a/b", "a0", "a_b", "ab", "zz", "zz/z");
        names.forEach(name -> findings.save(SampleRecords.withEmptyOutbox(subject(name))));
        assertThat(names(new NameWindow("", 3))).containsExactly("a-b", "a.b", "a/b");
        assertThat(names(new NameWindow("a/b", 3))).containsExactly("a0", "a_b", "ab");
        assertThat(names(new NameWindow("ab", 3))).containsExactly("zz", "zz/z");
        assertThat(names(new NameWindow("zz/z", 3))).isEmpty();
    }

    private List<String> names(NameWindow window) {
        return sweeps.known(PLACE, window).stream().map(RepositoryArn::name).toList();
    }

    @Test
    void theSweepIsNoSubjectOfTheOutbox() {
        sweeps.save(SweepProgress.none(PLACE).begin(NOON, "m", Optional.empty()));
        assertThat(findings.due(10)).isEmpty();
    }

    @Test
    void whatIsDamagedIsSaidToBe() {
        dynamoDb.client()
                .putItem(PutItemRequest.builder()
                        .tableName(table)
                        .item(Map.of(
                                "pk", AttributeValue.fromS(PLACE.partitionKey()),
                                "sk", AttributeValue.fromS("sweep"),
                                "version", AttributeValue.fromN("1"),
                                "startedAt", AttributeValue.fromS("yesterday")))
                        .build());
        assertThatThrownBy(() -> sweeps.progress(PLACE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is damaged");
    }
}
