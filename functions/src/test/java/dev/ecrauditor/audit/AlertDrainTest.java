package dev.ecrauditor.audit;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRecords;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which alerts are published, and in which order. */
class AlertDrainTest {

    private final DrainFixture fixture = new DrainFixture();

    @Test
    void whatOneEvaluationFoundWithOneStatusIsPublishedTogether() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1", "b#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "c#1"));
        assertThat(fixture.drain()).isEqualTo(2);
        assertThat(fixture.published).containsExactly("[a#1, b#1]", "[c#1]");
    }

    @Test
    void differentStatusesOfOneEvaluationArePublishedSeparatelyInTheOrderOfTheOutbox() {
        fixture.store.put(SampleRecords.full(DrainFixture.FIRST));
        fixture.drain();
        assertThat(fixture.published).containsExactly("[bbb#2]", "[aaa#10]", "[aaa#9, aaa#9.attributed]");
    }

    @Test
    void theOldestWaitingSubjectIsPublishedFirst() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.SECOND, NOON.minusSeconds(1), "b#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.drain();
        assertThat(fixture.published).containsExactly("[b#1]", "[a#1]");
    }

    @Test
    void aNamedSubjectIsPublishedBeforeWhatElseIsDueAndOnlyOnce() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.SECOND, NOON.minusSeconds(1), "b#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        assertThat(fixture.drain(DrainFixture.FIRST)).isEqualTo(2);
        assertThat(fixture.published).containsExactly("[a#1]", "[b#1]");
    }

    @Test
    void aNamedSubjectIsPublishedBeforeTheIndexIsRead() {
        fixture.store.put(SampleRecords.withDigestAlerts(DrainFixture.SECOND, NOON.minusSeconds(1), "b#1"));
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.holds = true;
        fixture.drain(DrainFixture.FIRST);
        assertThat(fixture.journal).startsWith("load", "publish [a#1]", "remove", "due");
    }

    @Test
    void aNamedSubjectThatFailsIsTriedAgainWithTheOthers() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.store.failRemovals(2);
        assertThat(fixture.drain(DrainFixture.FIRST)).isEqualTo(1);
        assertThat(fixture.store.record(DrainFixture.FIRST).outbox()).isEmpty();
    }

    @Test
    void whatIsDueIsFoundWithoutADrainRequest() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        assertThat(fixture.drain.drain(List.of(), () -> true, fixture.log::add)).isEqualTo(1);
        assertThat(fixture.store.record(DrainFixture.FIRST).outbox()).isEmpty();
        assertThat(fixture.store.due(10)).isEmpty();
    }

    @Test
    void aDrainRequestForAPublishedOrUnknownSubjectPublishesNothing() {
        fixture.store.put(SampleRecords.withEmptyOutbox(DrainFixture.FIRST));
        assertThat(fixture.drain(DrainFixture.FIRST, DrainFixture.SECOND)).isZero();
        assertThat(fixture.published).isEmpty();
        assertThat(fixture.journal).doesNotContain("remove");
    }

    @Test
    void exactlyWhatWasPublishedIsRemovedAfterIt() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.refused = Set.of("b#1");
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "b#1"));
        fixture.drain();
        assertThat(fixture.journal.subList(0, 5))
                .containsExactly("due", "load", "publish [a#1]", "remove", "publish [b#1]");
        assertThat(fixture.waiting(DrainFixture.FIRST)).containsExactly("b#1");
    }

    @Test
    void aPermitIsAwaitedBeforeEachMessage() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1", "b#1"));
        fixture.store.put(SampleRecords.addAlerts(fixture.store.record(DrainFixture.FIRST), "c#1"));
        fixture.permits = 10;
        fixture.drain();
        assertThat(fixture.permits).isEqualTo(8);
    }

    @Test
    void whatIsLoggedNamesTheRepositoryAndTheAlerts() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        String alertId =
                ((AlertFacts) fixture.store.record(DrainFixture.FIRST).outbox().get(0)).id();
        fixture.drain();
        assertThat(fixture.log).hasSize(2);
        assertThat(fixture.log.get(0).whole("outboxAgeSeconds")).hasValue(60L);
        assertThat(fixture.log.get(1)).satisfies(line -> {
            assertThat(line.text("did")).hasValue("published");
            assertThat(line.text("subject")).hasValue(DrainFixture.FIRST.toString());
            assertThat(line.whole("detectionDelaySeconds")).hasValue(60L);
            assertThat(line.items("alertIds")).containsExactly(Json.of(alertId));
        });
    }

    @Test
    void theLogCountsThePublishedFindingsAndHowLateTheyWereFound() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1", "b#1"));
        fixture.drain();
        assertThat(fixture.log.get(1).whole("highFindings")).hasValue(2L);
        assertThat(fixture.log.get(1).whole("evaluationDelaySeconds"))
                .as("the call was made in the second of the evaluation")
                .hasValue(0L);
    }

    @Test
    void theLogCountsTheFindingsOfADigest() {
        fixture.store.put(SampleRecords.withDigestAlerts(DrainFixture.FIRST, NOON, "a#1", "b#1", "c#1"));
        fixture.drain();
        assertThat(fixture.log)
                .filteredOn(line -> line.text("did").orElse("").equals("published digest"))
                .singleElement()
                .satisfies(line -> assertThat(line.whole("highFindings")).hasValue(3L));
    }

    @Test
    void anAlertThatIsNotPublishedIsNotCounted() {
        fixture.store.put(SampleRecords.withAlerts(DrainFixture.FIRST, NOON, "a#1"));
        fixture.refused = Set.of("a#1");
        fixture.drain();
        assertThat(fixture.log).noneMatch(line -> line.whole("highFindings").isPresent());
    }

    @Test
    void anAlertOfARuleThisVersionDoesNotHaveIsStillPublished() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.OFF);
        AlertFacts facts = story.evaluate(RepositoryTimeline.POLICY_PRESENT, RepositoryTimeline.fail("open"))
                .get(0);
        fixture.store.put(story.record());
        fixture.drain();
        assertThat(fixture.published).containsExactly("[" + facts.id() + "]");
    }
}
