package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finding that changes too often is published once, and then when it has settled. */
class FlappingTest {

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.OFF);

    @Test
    void theSixthChangeWithinAnHourIsFlappingAndLaterOnesAreNotPublished() {
        List<AlertStatus> reported = changes(10);
        assertThat(reported)
                .containsExactly(
                        AlertStatus.OPENED,
                        AlertStatus.RESOLVED,
                        AlertStatus.REOPENED,
                        AlertStatus.RESOLVED,
                        AlertStatus.REOPENED,
                        AlertStatus.FLAPPING);
    }

    @Test
    void everyChangeHasItsNumberEvenIfNotPublished() {
        changes(10);
        assertThat(state().number()).isEqualTo(10);
    }

    @Test
    void theAlertListsTheChangesAndTheCurrentState() {
        changes(5);
        AlertFacts flapping = timeline.evaluate(POLICY_PRESENT, pass()).get(0);
        assertThat(flapping.evidence().summary()).contains("6 times within an hour", "resolved now");
        assertThat(flapping.evidence().facts().get("changes were seen at").split(", ", -1))
                .hasSize(6);
    }

    @Test
    void sixChangesInMoreThanAnHourArePublishedSeparately() {
        List<AlertStatus> reported = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            timeline.advance(Duration.ofMinutes(12));
            reported.addAll(change(i));
        }
        assertThat(reported).hasSize(12).doesNotContain(AlertStatus.FLAPPING);
    }

    @Test
    void aChangeAfterACalmPeriodWithoutEvaluationIsPublished() {
        changes(8);
        timeline.advance(Duration.ofHours(3));
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open")))
                .singleElement()
                .satisfies(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.REOPENED));
    }

    @Test
    void afterACalmPeriodAnOpenFindingIsPublished() {
        changes(7);
        timeline.advance(FlapHistory.CALM.minusMinutes(2));
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open"))).isEmpty();
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open")))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.status()).isEqualTo(AlertStatus.CHANGED);
                    assertThat(facts.evidence().summary()).startsWith("It has settled");
                });
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open"))).isEmpty();
    }

    @Test
    void afterACalmPeriodAResolvedFindingIsPublishedWithItsCause() {
        changes(8);
        timeline.advance(FlapHistory.CALM);
        assertThat(timeline.evaluate(POLICY_PRESENT, pass())).singleElement().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(facts.cause()).hasValue(Cause.FIXED);
        });
        assertThat(timeline.evaluate(POLICY_PRESENT, pass())).isEmpty();
    }

    @Test
    void aFindingThatFlapsAgainWithinTheHourIsPublishedOnceMore() {
        changes(7);
        timeline.advance(FlapHistory.CALM);
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(timeline.evaluate(POLICY_PRESENT, pass()))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.FLAPPING);
        assertThat(timeline.evaluate(POLICY_PRESENT, fail("open"))).isEmpty();
    }

    @Test
    void aDeletedRepositoryIsPublishedAtOnceAndStopsFlapping() {
        changes(8);
        assertThat(timeline.evaluateAbsent(java.util.Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
                    assertThat(facts.cause()).hasValue(Cause.DELETED);
                });
        assertThat(state().flapHistory().flapping()).isFalse();
    }

    @Test
    void theTimesKeptAreNoMoreThanAreCounted() {
        changes(30);
        assertThat(state().flapHistory().recent()).hasSize(FlapHistory.TOO_MANY);
    }

    private List<AlertStatus> changes(int times) {
        List<AlertStatus> reported = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            reported.addAll(change(i));
        }
        return reported;
    }

    private List<AlertStatus> change(int i) {
        return timeline.evaluate(POLICY_PRESENT, i % 2 == 0 ? fail("open") : pass()).stream()
                .map(AlertFacts::status)
                .toList();
    }

    private FindingState state() {
        return timeline.record().findings().get(violation(POLICY_PRESENT));
    }
}
