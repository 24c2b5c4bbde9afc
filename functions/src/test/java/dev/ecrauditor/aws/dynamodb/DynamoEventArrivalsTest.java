package dev.ecrauditor.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.FindingStore;
import dev.ecrauditor.testing.DynamoDbLocal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DynamoEventArrivalsTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Subject.Coverage PLACE = new Subject.Coverage("111122223333", "us-east-1");

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.running();
    private final String table = dynamoDb.newTable();
    private final DynamoEventArrivals arrivals = DynamoEventArrivals.ofEvents(dynamoDb.clients(), table);

    @Test
    void theLatestArrivalOfEachAccountAndRegionIsStored() {
        assertThat(arrivals.latest(PLACE)).isEmpty();
        arrivals.arrived(PLACE, NOON);
        arrivals.arrived(PLACE, NOON.plusSeconds(900));
        assertThat(arrivals.latest(PLACE)).contains(NOON.plusSeconds(900));
        assertThat(arrivals.latest(new Subject.Coverage("111122223333", "eu-west-1")))
                .isEmpty();
    }

    @Test
    void theTimesOfTheCanaryAreItemsOfTheirOwn() {
        DynamoEventArrivals.ofCanaryTags(dynamoDb.clients(), table).arrived(PLACE, NOON);
        assertThat(DynamoEventArrivals.ofCanaryEvents(dynamoDb.clients(), table).latest(PLACE))
                .isEmpty();
        assertThat(arrivals.latest(PLACE)).isEmpty();
        assertThat(DynamoEventArrivals.ofCanaryTags(dynamoDb.clients(), table).latest(PLACE))
                .contains(NOON);
    }

    @Test
    void anArrivalIsNoRecord() {
        arrivals.arrived(PLACE, NOON);
        FindingStore findings = new DynamoFindingStore(dynamoDb.clients(), table);
        assertThat(findings.load(PLACE)).isEmpty();
        assertThat(findings.due(10)).isEmpty();
        assertThat(new DynamoSweepStore(dynamoDb.clients(), table).known(PLACE)).isEmpty();
    }
}
