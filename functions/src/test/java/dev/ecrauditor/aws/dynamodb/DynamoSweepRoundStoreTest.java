package dev.ecrauditor.aws.dynamodb;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.testing.DynamoDbLocal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class DynamoSweepRoundStoreTest {

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoSweepRoundStore rounds = new DynamoSweepRoundStore(dynamoDb.clients(), table);

    @Test
    void beforeTheFirstRoundThereIsNone() {
        assertThat(rounds.round()).isEqualTo(SweepRound.NONE);
    }

    @Test
    void everyStepComesBackAsItWasStored() {
        SweepRound begun = SweepRound.NONE.begin(NOON, "rules/settings");
        SweepRound listed = begun.listed(Set.of("444455556666", "111122223333"), NOON.plusSeconds(1));
        SweepRound further =
                listed.at("444455556666#us-east-1", "111122223333#us-east-1").withUnreadable(3);
        SweepRound complete = further.complete(NOON.plus(Duration.ofMinutes(5)));
        for (SweepRound step : new SweepRound[] {begun, listed, further, complete}) {
            assertThat(rounds.save(step)).isTrue();
            assertThat(rounds.round()).isEqualTo(step);
        }
    }

    @Test
    void ofTwoTicksAtOnceOneIsRefused() {
        SweepRound begun = SweepRound.NONE.begin(NOON, "m");
        assertThat(rounds.save(begun)).isTrue();
        assertThat(rounds.save(begun)).isFalse();
        assertThat(rounds.save(begun.at("a", ""))).isTrue();
        assertThat(rounds.save(begun.at("b", ""))).isFalse();
        assertThat(rounds.round().latest().requestedUpTo()).isEqualTo("a");
    }

    @Test
    void tenThousandAccountsFitOneItem() {
        Set<String> accounts = IntStream.range(0, 10_000)
                .mapToObj(i -> "%012d".formatted(500_000_000_000L + i))
                .collect(Collectors.toSet());
        assertThat(rounds.save(SweepRound.NONE.listed(accounts, NOON))).isTrue();
        assertThat(rounds.round().accounts()).isEqualTo(accounts);
    }

    @Test
    void theRoundIsNoSubjectOfTheOutbox() {
        rounds.save(SweepRound.NONE.begin(NOON, "m"));
        FindingStore findings = new DynamoFindingStore(dynamoDb.clients(), table);
        assertThat(findings.due(10)).isEmpty();
    }

    @Test
    void whatIsDamagedIsSaidToBe() {
        dynamoDb.client()
                .putItem(PutItemRequest.builder()
                        .tableName(table)
                        .item(Map.of(
                                "pk", AttributeValue.fromS("organization"),
                                "sk", AttributeValue.fromS("round"),
                                "version", AttributeValue.fromN("1"),
                                "startedAt", AttributeValue.fromS("yesterday")))
                        .build());
        assertThatThrownBy(rounds::round)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }
}
