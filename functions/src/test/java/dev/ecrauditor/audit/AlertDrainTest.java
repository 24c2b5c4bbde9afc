package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRecords;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alerts are published, and in which order. */
class AlertDrainTest {

    private final DrainScene scene = new DrainScene();

    @Test
    void whatOneEvaluationFoundWithOneStatusIsPublishedTogether() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1", "b#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "c#1"));
        assertThat(scene.drains()).isEqualTo(2);
        assertThat(scene.published).containsExactly("[a#1, b#1]", "[c#1]");
    }

    @Test
    void differentStatusesOfOneEvaluationArePublishedSeparatelyInTheOrderOfTheOutbox() {
        scene.store.put(SampleRecords.full(DrainScene.FIRST));
        scene.drains();
        assertThat(scene.published).containsExactly("[bbb#2]", "[aaa#10]", "[aaa#9, aaa#9.attributed]");
    }

    @Test
    void theOldestWaitingSubjectIsPublishedFirst() {
        scene.store.put(SampleRecords.waiting(DrainScene.SECOND, NOON.minusSeconds(1), "b#1"));
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.drains();
        assertThat(scene.published).containsExactly("[b#1]", "[a#1]");
    }

    @Test
    void aNamedSubjectIsPublishedBeforeWhatElseIsDueAndOnlyOnce() {
        scene.store.put(SampleRecords.waiting(DrainScene.SECOND, NOON.minusSeconds(1), "b#1"));
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        assertThat(scene.drains(DrainScene.FIRST)).isEqualTo(2);
        assertThat(scene.published).containsExactly("[a#1]", "[b#1]");
    }

    @Test
    void whatIsDueIsFoundWithoutADrainRequest() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        assertThat(scene.drain.drain(List.of(), () -> true, scene.log::add)).isEqualTo(1);
        assertThat(scene.store.record(DrainScene.FIRST).outbox()).isEmpty();
        assertThat(scene.store.due(10)).isEmpty();
    }

    @Test
    void aDrainRequestForWhatIsPublishedAlreadyOrNeverSeenPublishesNothing() {
        scene.store.put(SampleRecords.quiet(DrainScene.FIRST));
        assertThat(scene.drains(DrainScene.FIRST, DrainScene.SECOND)).isZero();
        assertThat(scene.published).isEmpty();
        assertThat(scene.journal).doesNotContain("remove");
    }

    @Test
    void exactlyWhatWasPublishedIsRemovedAfterIt() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        scene.refused = Set.of("b#1");
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "b#1"));
        scene.drains();
        assertThat(scene.journal.subList(0, 4)).containsExactly("load", "publish [a#1]", "remove", "publish [b#1]");
        assertThat(scene.waiting(DrainScene.FIRST)).containsExactly("b#1");
    }

    @Test
    void aTurnIsAskedForBeforeEachMessage() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1", "b#1"));
        scene.store.put(SampleRecords.telling(scene.store.record(DrainScene.FIRST), "c#1"));
        scene.turns = 10;
        scene.drains();
        assertThat(scene.turns).isEqualTo(8);
    }

    @Test
    void whatIsLoggedNamesTheRepositoryAndTheAlerts() {
        scene.store.put(SampleRecords.waiting(DrainScene.FIRST, NOON, "a#1"));
        String alertId =
                ((AlertFacts) scene.store.record(DrainScene.FIRST).outbox().get(0)).id();
        scene.drains();
        assertThat(scene.log).hasSize(2);
        assertThat(scene.log.get(0).whole("outboxAgeSeconds")).hasValue(60L);
        assertThat(scene.log.get(1)).satisfies(line -> {
            assertThat(line.text("did")).hasValue("published");
            assertThat(line.text("subject")).hasValue(DrainScene.FIRST.toString());
            assertThat(line.whole("detectionDelaySeconds")).hasValue(60L);
            assertThat(line.items("alertIds")).containsExactly(Json.of(alertId));
        });
    }

    @Test
    void anAlertOfARuleThisVersionDoesNotHaveIsStillPublished() {
        RepositoryStory story = new RepositoryStory(RemediationMode.OFF);
        AlertFacts facts = story.looks(RepositoryStory.POLICY, RepositoryStory.fail("open"))
                .get(0);
        scene.store.put(story.record());
        scene.drains();
        assertThat(scene.published).containsExactly("[" + facts.id() + "]");
    }
}
