package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
import static dev.ecrauditor.testing.RepositoryStory.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Changes;
import dev.ecrauditor.testing.RepositoryStory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A repository that is deleted, and one of the same name that comes after it. */
class IncarnationTest {

    private final RepositoryStory story = new RepositoryStory(RemediationMode.OFF);

    @Test
    void goneResolvesEverythingAsDeleted() {
        story.looks(Map.of(POLICY, fail("open"), SCANNING, unknown("denied")), Optional.empty());
        List<AlertFacts> told = story.findsNothing(Optional.empty());
        assertThat(told)
                .hasSize(2)
                .allSatisfy(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED))
                .allSatisfy(facts -> assertThat(facts.cause()).hasValue(Cause.DELETED));
        assertThat(story.record().deletedAt()).hasValue(story.now());
    }

    @Test
    void goneTwiceTellsNothing() {
        story.looks(POLICY, fail("open"));
        story.findsNothing(Optional.empty());
        assertThat(story.findsNothing(Optional.empty())).isEmpty();
    }

    @Test
    void goneBeforeAnybodyLookedTellsNothing() {
        assertThat(story.findsNothing(Optional.empty())).isEmpty();
        assertThat(story.record().incarnation()).isEmpty();
    }

    @Test
    void aNewIncarnationResolvesTheOldFindingUnderItsOldIdAndOpensAnew() {
        String oldId = story.looks(POLICY, fail("open")).get(0).findingId();
        isCreatedAgain();
        List<AlertFacts> told = story.looks(POLICY, fail("open"));
        AlertFacts opened = told.get(0);
        AlertFacts resolved = told.get(1);
        assertThat(resolved.findingId()).isEqualTo(oldId);
        assertThat(resolved.cause()).hasValue(Cause.DELETED);
        assertThat(resolved.id()).endsWith("#2");
        assertThat(opened.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(opened.findingId()).isNotEqualTo(oldId);
        assertThat(opened.id()).endsWith("#1");
        assertThat(told).hasSize(2);
    }

    @Test
    void aNewIncarnationThatIsGoodOnlyResolvesTheOldFinding() {
        story.looks(POLICY, fail("open"));
        isCreatedAgain();
        List<AlertFacts> told = story.looks(POLICY, pass());
        assertThat(told).extracting(AlertFacts::cause).containsExactly(Optional.of(Cause.DELETED));
        assertThat(story.record().findings()).doesNotContainKey(violation(POLICY));
        assertThat(story.record().incarnation())
                .hasValue(story.repository().snapshot().createdAt());
    }

    @Test
    void theIncarnationAfterADeletionThatWasSeenStartsOverWithoutResolvingTwice() {
        String oldId = story.looks(POLICY, fail("open")).get(0).findingId();
        story.findsNothing(Optional.empty());
        isCreatedAgain();
        List<AlertFacts> told = story.looks(POLICY, fail("open"));
        assertThat(told).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        assertThat(told.get(0).findingId()).isNotEqualTo(oldId);
        assertThat(story.record().deletedAt()).isEmpty();
    }

    @Test
    void theSameIncarnationThatComesBackReopensUnderItsOldId() {
        String id = story.looks(POLICY, fail("open")).get(0).findingId();
        story.findsNothing(Optional.empty());
        AlertFacts told = story.looks(POLICY, fail("open")).get(0);
        assertThat(told.status()).isEqualTo(AlertStatus.REOPENED);
        assertThat(told.findingId()).isEqualTo(id);
    }

    @Test
    void whoDeletedItIsCertainWhileItIsStillGone() {
        story.looks(POLICY, fail("open"));
        Instant call = story.now().plusSeconds(30);
        assertThat(story.findsNothing(Optional.of(Changes.deleted(call))).get(0).actorIsCertain())
                .isTrue();
    }

    @Test
    void whoDeletedItIsNotCertainWhenAnotherOneHasBeenCreatedSince() {
        story.looks(POLICY, fail("open"));
        Instant call = story.now().plusSeconds(30);
        isCreatedAgain();
        List<AlertFacts> told = story.looks(POLICY, pass(), Changes.deleted(call));
        assertThat(told.get(0).cause()).hasValue(Cause.DELETED);
        assertThat(told.get(0).actorIsCertain()).isFalse();
    }

    @Test
    void nobodyIsNamedForADeletionFoundWhileHandlingAnotherCall() {
        story.looks(POLICY, fail("open"));
        Instant call = story.now().plusSeconds(30);
        assertThat(story.findsNothing(Optional.of(Changes.policyDeleted(call)))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    private void isCreatedAgain() {
        story.becomes(story.repository()
                .createdAt(story.repository().snapshot().createdAt().plus(Duration.ofDays(100))));
    }
}
