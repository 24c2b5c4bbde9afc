package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.finding.record.FindingState;
import dev.ecrauditor.finding.record.FlapHistory;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finding that changes too often is published once, and then when it has settled. */
class FlappingTest {

    private final RepositoryStory story = new RepositoryStory(RemediationMode.OFF);

    @Test
    void theSixthTurnWithinAnHourIsToldAsFlappingAndTheNextOnesAreNotTold() {
        List<AlertStatus> told = turns(10);
        assertThat(told)
                .containsExactly(
                        AlertStatus.OPENED,
                        AlertStatus.RESOLVED,
                        AlertStatus.REOPENED,
                        AlertStatus.RESOLVED,
                        AlertStatus.REOPENED,
                        AlertStatus.FLAPPING);
    }

    @Test
    void everyTurnKeepsItsNumberAlsoWhenItIsNotTold() {
        turns(10);
        assertThat(state().number()).isEqualTo(10);
    }

    @Test
    void theAlertSaysWhenItChangedAndHowItStands() {
        turns(5);
        AlertFacts flapping = story.looks(POLICY, pass()).get(0);
        assertThat(flapping.evidence().summary()).contains("6 times within an hour", "resolved now");
        assertThat(flapping.evidence().facts().get("changes were seen at").split(", ", -1))
                .hasSize(6);
    }

    @Test
    void sixTurnsInMoreThanAnHourAreToldOneByOne() {
        List<AlertStatus> told = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            story.passes(Duration.ofMinutes(12));
            told.addAll(turn(i));
        }
        assertThat(told).hasSize(12).doesNotContain(AlertStatus.FLAPPING);
    }

    @Test
    void whatTurnsAgainAfterAQuietTimeThatNobodyLookedAtIsTold() {
        turns(8);
        story.passes(Duration.ofHours(3));
        assertThat(story.looks(POLICY, fail("open")))
                .singleElement()
                .satisfies(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.REOPENED));
    }

    @Test
    void afterAQuietTimeWhereItIsOpenIsTold() {
        turns(7);
        story.passes(FlapHistory.CALM.minusMinutes(2));
        assertThat(story.looks(POLICY, fail("open"))).isEmpty();
        assertThat(story.looks(POLICY, fail("open"))).singleElement().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.CHANGED);
            assertThat(facts.evidence().summary()).startsWith("It has settled");
        });
        assertThat(story.looks(POLICY, fail("open"))).isEmpty();
    }

    @Test
    void afterAQuietTimeThatItIsResolvedIsToldWithItsCause() {
        turns(8);
        story.passes(FlapHistory.CALM);
        assertThat(story.looks(POLICY, pass())).singleElement().satisfies(facts -> {
            assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
            assertThat(facts.cause()).hasValue(Cause.FIXED);
        });
        assertThat(story.looks(POLICY, pass())).isEmpty();
    }

    @Test
    void whatFlapsAgainWithinTheHourIsToldOnceMore() {
        turns(7);
        story.passes(FlapHistory.CALM);
        story.looks(POLICY, fail("open"));
        assertThat(story.looks(POLICY, pass())).extracting(AlertFacts::status).containsExactly(AlertStatus.FLAPPING);
        assertThat(story.looks(POLICY, fail("open"))).isEmpty();
    }

    @Test
    void aDeletedRepositoryIsToldAtOnceAndFlapsNoMore() {
        turns(8);
        assertThat(story.findsNothing(java.util.Optional.empty()))
                .singleElement()
                .satisfies(facts -> {
                    assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED);
                    assertThat(facts.cause()).hasValue(Cause.DELETED);
                });
        assertThat(state().flapHistory().flapping()).isFalse();
    }

    @Test
    void theTimesKeptAreNoMoreThanAreCounted() {
        turns(30);
        assertThat(state().flapHistory().recent()).hasSize(FlapHistory.TOO_MANY);
    }

    private List<AlertStatus> turns(int times) {
        List<AlertStatus> told = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            told.addAll(turn(i));
        }
        return told;
    }

    private List<AlertStatus> turn(int i) {
        return story.looks(POLICY, i % 2 == 0 ? fail("open") : pass()).stream()
                .map(AlertFacts::status)
                .toList();
    }

    private FindingState state() {
        return story.record().findings().get(violation(POLICY));
    }
}
