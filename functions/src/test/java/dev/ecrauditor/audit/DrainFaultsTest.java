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

    private final DrainScene scene = new DrainScene();

    @Test
    void afterARefusedPublishTheRestOfThisSubjectWaitsInOrderAndTheOthersGoOn() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON.minusSeconds(1), "a#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "c#1"));
        scene.store.put(SampleRecords.waiting(DrainScene.SECOND, NOON, "d#1"));
        scene.refused = Set.of("b#1");
        assertThat(scene.drains()).isEqualTo(2);
        assertThat(scene.published).containsExactly("[a#1]", "[d#1]");
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("b#1", "c#1");
        assertThat(scene.log).anySatisfy(line -> assertThat(line.text("level")).hasValue("ERROR"));
        scene.refused = Set.of();
        scene.drains();
        assertThat(scene.published).containsExactly("[a#1]", "[d#1]", "[b#1]", "[c#1]");
    }

    @Test
    void aRemovalThatFailsIsTriedAgainAndNothingIsSaidTwice() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
        scene.store.cutsRemovals(1);
        assertThat(scene.drains()).isEqualTo(2);
        assertThat(scene.published).containsExactly("[a#1]", "[b#1]");
        assertThat(scene.waiting(DrainScene.FIRST)).isEmpty();
    }

    @Test
    void aCrashBetweenPublishAndRemovalPublishesTheSameIdAgainAndNothingElse() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
        scene.store.cutsRemovals(3);
        scene.drains();
        assertThat(scene.published).containsExactly("[a#1]");
        scene.drains();
        assertThat(scene.published).containsExactly("[a#1]", "[a#1]", "[b#1]");
        scene.drains();
        assertThat(scene.published).hasSize(3);
    }

    @Test
    void aRecordThatCannotBeReadStopsNobodyElse() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON.minusSeconds(1), "a#1"));
        scene.store.put(SampleRecords.waiting(DrainScene.SECOND, NOON, "b#1"));
        scene.store.cannotLoad(DrainScene.FIRST);
        assertThat(scene.drains()).isEqualTo(1);
        assertThat(scene.published).containsExactly("[b#1]");
        assertThat(scene.log)
                .anySatisfy(line -> assertThat(JsonWriter.write(line)).contains("repository-1", "schema 2"));
        assertThat(scene.log)
                .as("the figure of an alarm counts it")
                .anySatisfy(line -> assertThat(line.whole("recordsUnreadable")).hasValue(1L));
    }

    @Test
    void withoutATurnNothingIsPublishedAndNothingIsLost() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.turns = 0;
        assertThat(scene.drains()).isZero();
        assertThat(scene.published).isEmpty();
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("a#1");
        assertThat(scene.store.due(10)).containsExactly(DrainScene.FIRST);
    }

    @Test
    void whenTheTurnsEndTheRestWaitsInOrder() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "c#1"));
        scene.turns = 2;
        assertThat(scene.drains()).isEqualTo(2);
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("c#1");
    }

    @Test
    void anAlertThatArrivesWhileOthersArePublishedIsKept() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        DrainPace pace = () -> {
            scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
            return true;
        };
        assertThat(scene.drain.drain(List.of(DrainScene.FIRST), pace, scene.log::add))
                .isEqualTo(1);
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("b#1");
    }

    @Test
    void aRemovalThatWasCutOffAfterTheLastEntryIsFinished() {
        SubjectRecord empty = SampleRecords.waiting(DrainScene.FIRST, NOON);
        scene.store.put(empty);
        scene.drains(DrainScene.FIRST);
        assertThat(scene.journal).contains("remove");
        assertThat(scene.published).isEmpty();
    }

    @Test
    void anIndexThatCannotBeReadFailsTheDrainRequestButNotTheSubjectItNames() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.store.cannotFindWhatIsDue();
        assertThatThrownBy(() -> scene.drains(DrainScene.FIRST)).hasMessageContaining("does not answer");
        assertThat(scene.published).containsExactly("[a#1]");
    }

    @Test
    void whatFailsIsTriedThreeTimesAndThenLeftToTheSchedule() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.refused = Set.of("a#1");
        assertThat(scene.drains(DrainScene.FIRST)).isZero();
        assertThat(scene.journal).filteredOn("publish [a#1]"::equals).hasSize(3);
        assertThat(scene.store.due(10)).containsExactly(DrainScene.FIRST);
    }

    @Test
    void withoutTimeForAnotherPassNothingIsTriedAgain() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.refused = Set.of("a#1");
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
        scene.drain.drain(List.of(DrainScene.FIRST), hurried, scene.log::add);
        assertThat(scene.journal).filteredOn("publish [a#1]"::equals).hasSize(1);
    }

    @Test
    void withoutTimeToReadMoreWhatWasReadIsPublished() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON.minusSeconds(1), "a#1"));
        scene.store.put(SampleRecords.waiting(DrainScene.SECOND, NOON, "b#1"));
        scene.drain.drain(List.of(), withTimeToRead(1), scene.log::add);
        assertThat(scene.published).containsExactly("[a#1]");
        assertThat(scene.store.due(10)).containsExactly(DrainScene.SECOND);
    }

    @Test
    void whatIsHeldBackDoesNotKeepTheDrainerReadingUntilItsTimeIsUp() {
        for (int i = 1; i <= 50; i++) {
            scene.store.put(
                    SampleRecords.waitingForADigest(SampleRecords.subject("repository-" + i), NOON, "a" + i + "#1"));
        }
        scene.holds = true;
        scene.drain.drain(List.of(), withTimeToRead(10), scene.log::add);
        assertThat(scene.journal).filteredOn("load"::equals).hasSize(10);
        assertThat(scene.published).isEmpty();
    }

    @Test
    void theDigestOfASubjectWaitsBehindAMessageOfItThatFailed() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.store.put(SampleRecords.tellingInADigest(scene.store.record(DrainScene.FIRST), "a#2"));
        scene.refused = Set.of("a#1");
        scene.drains();
        assertThat(scene.published).isEmpty();
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("a#1", "a#2");
    }

    @Test
    void aPartOfADigestThatIsRefusedStopsNoOther() {
        for (int i = 1; i <= 600; i++) {
            scene.store.put(
                    SampleRecords.waitingForADigest(SampleRecords.subject("repository-" + i), NOON, "a" + i + "#1"));
        }
        scene.refused = Set.of("a1#1");
        assertThat(scene.drains()).isEqualTo(2);
        assertThat(scene.store.due(1_000)).hasSize(250);
        scene.refused = Set.of();
        scene.drains();
        assertThat(scene.store.due(1_000)).isEmpty();
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
