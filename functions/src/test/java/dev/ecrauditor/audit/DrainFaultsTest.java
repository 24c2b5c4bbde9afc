package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.testing.SampleRecords;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alerts wait, and which continue, when something fails while alerts are published. */
class DrainFaultsTest {

    private final DrainFixture fixture = new DrainFixture();

    @Test
    void afterARefusedPublishTheRestOfThisSubjectWaitsInOrderAndTheOthersGoOn() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON.minusSeconds(1), "a#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "c#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.SECOND, NOON, "d#1"));
        fixture.refused = Set.of("b#1");
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.published).containsExactly("[a#1]", "[d#1]");
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("b#1", "c#1");
        assertThat(fixture.log)
                .anySatisfy(line -> assertThat(line.text("level")).hasValue("ERROR"));
        fixture.refused = Set.of();
        fixture.drain();
        assertThat(fixture.published).containsExactly("[a#1]", "[d#1]", "[b#1]", "[c#1]");
    }

    @Test
    void aFailedRemovalIsRetriedWithoutPublishingTwice() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
        fixture.store.failRemovals(1);
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.published).containsExactly("[a#1]", "[b#1]");
        assertThat(fixture.waiting(DrainFixture.FIRST)).isEmpty();
    }

    @Test
    void aCrashBetweenPublishAndRemovalPublishesTheSameIdAgainAndNothingElse() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
        fixture.store.failRemovals(3);
        fixture.drain();
        assertThat(fixture.published).containsExactly("[a#1]");
        fixture.drain();
        assertThat(fixture.published).containsExactly("[a#1]", "[a#1]", "[b#1]");
        fixture.drain();
        assertThat(fixture.published).hasSize(3);
    }

    @Test
    void aRecordThatCannotBeReadStopsNobodyElse() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON.minusSeconds(1), "a#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.SECOND, NOON, "b#1"));
        fixture.store.failLoad(DrainFixture.FIRST);
        assertThat(fixture.drain()).isEqualTo(1);
        assertThat(fixture.published).containsExactly("[b#1]");
        assertThat(fixture.log)
                .anySatisfy(line -> assertThat(JsonWriter.write(line)).contains("repository-1", "schema 2"));
        assertThat(fixture.log)
                .as("the figure of an alarm counts it")
                .anySatisfy(line -> assertThat(line.whole("recordsUnreadable")).hasValue(1L));
    }

    @Test
    void withoutAPermitNothingIsPublishedAndNothingIsLost() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.permits = 0;
        assertThat(fixture.drain()).isZero();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("a#1");
        assertThat(fixture.store.due(10)).containsExactly(DrainFixture.FIRST);
    }

    @Test
    void whenThePermitsEndTheRemainingAlertsWaitInOrder() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "c#1"));
        fixture.permits = 2;
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("c#1");
    }

    @Test
    void anAlertThatArrivesWhileOthersArePublishedIsKept() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        DrainPace pace = () -> {
            fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
            return true;
        };
        assertThat(fixture.drain.drain(List.of(DrainFixture.FIRST), pace, fixture.log::add))
                .isEqualTo(1);
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("b#1");
    }

    @Test
    void aRemovalThatWasCutOffAfterTheLastEntryIsFinished() {
        SubjectRecord empty = SampleRecords.withAlerts(DrainFixture.FIRST, NOON);
        fixture.store.put(empty);
        fixture.drain(DrainFixture.FIRST);
        assertThat(fixture.journal).contains("remove");
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void anIndexThatCannotBeReadFailsTheDrainRequestButNotTheSubjectItNames() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.failDueQuery();
        assertThatThrownBy(() -> fixture.drain(DrainFixture.FIRST)).hasMessageContaining("does not answer");
        assertThat(fixture.published).containsExactly("[a#1]");
    }

    @Test
    void whatFailsIsTriedThreeTimesAndThenLeftToTheSchedule() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.refused = Set.of("a#1");
        assertThat(fixture.drain(DrainFixture.FIRST)).isZero();
        assertThat(fixture.journal).filteredOn("publish [a#1]"::equals).hasSize(3);
        assertThat(fixture.store.due(10)).containsExactly(DrainFixture.FIRST);
    }

    @Test
    void withoutTimeForAnotherPassNothingIsTriedAgain() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.refused = Set.of("a#1");
        DrainPace hurried = new DrainPace() {
            @Override
            public boolean awaitPermit() {
                return true;
            }

            @Override
            public boolean awaitPass(int pass) {
                return false;
            }
        };
        fixture.drain.drain(List.of(DrainFixture.FIRST), hurried, fixture.log::add);
        assertThat(fixture.journal).filteredOn("publish [a#1]"::equals).hasSize(1);
    }

    @Test
    void withoutTimeToReadMoreWhatWasReadIsPublished() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON.minusSeconds(1), "a#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.SECOND, NOON, "b#1"));
        fixture.drain.drain(List.of(), withTimeToRead(1), fixture.log::add);
        assertThat(fixture.published).containsExactly("[a#1]");
        assertThat(fixture.store.due(10)).containsExactly(DrainFixture.SECOND);
    }

    @Test
    void whatIsHeldBackDoesNotKeepTheDrainerReadingUntilItsTimeIsUp() {
        for (int i = 1; i <= 50; i++) {
            fixture.store.put(
                    SampleRecords.withDigestAlerts(SampleRecords.subject("repository-" + i), NOON, "a" + i + "#1"));
        }
        fixture.holds = true;
        fixture.drain.drain(List.of(), withTimeToRead(10), fixture.log::add);
        assertThat(fixture.journal).filteredOn("load"::equals).hasSize(10);
        assertThat(fixture.published).isEmpty();
    }

    @Test
    void theDigestOfASubjectWaitsBehindAMessageOfItThatFailed() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.put(SampleRecords.addDigestAlerts(fixture.store.record(DrainFixture.FIRST), "a#2"));
        fixture.refused = Set.of("a#1");
        fixture.drain();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("a#1", "a#2");
    }

    @Test
    void aPartOfADigestThatIsRefusedStopsNoOther() {
        for (int i = 1; i <= 600; i++) {
            fixture.store.put(
                    SampleRecords.withDigestAlerts(SampleRecords.subject("repository-" + i), NOON, "a" + i + "#1"));
        }
        fixture.refused = Set.of("a1#1");
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.store.due(1_000)).hasSize(250);
        fixture.refused = Set.of();
        fixture.drain();
        assertThat(fixture.store.due(1_000)).isEmpty();
    }

    private static DrainPace withTimeToRead(int records) {
        return new DrainPace() {
            private int left = records;

            @Override
            public boolean awaitPermit() {
                return true;
            }

            @Override
            public boolean canReadMore() {
                return --left > 0;
            }
        };
    }
}
