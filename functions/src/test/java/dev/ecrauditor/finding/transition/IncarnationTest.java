package dev.ecrauditor.finding.transition;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Cause;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryChanges;
import dev.ecrauditor.testing.RepositoryTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A repository that is deleted, and one of the same name that comes after it. */
class IncarnationTest {

    private final RepositoryTimeline timeline = new RepositoryTimeline(RemediationMode.OFF);

    @Test
    void aDeletionResolvesEveryFindingAsDeleted() {
        timeline.evaluate(Map.of(POLICY_PRESENT, fail("open"), SCANNING, unknown("denied")), Optional.empty());
        List<AlertFacts> reported = timeline.evaluateAbsent(Optional.empty());
        assertThat(reported)
                .hasSize(2)
                .allSatisfy(facts -> assertThat(facts.status()).isEqualTo(AlertStatus.RESOLVED))
                .allSatisfy(facts -> assertThat(facts.cause()).hasValue(Cause.DELETED));
        assertThat(timeline.record().deletedAt()).hasValue(timeline.now());
    }

    @Test
    void aSecondDeletionReportsNothing() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        timeline.evaluateAbsent(Optional.empty());
        assertThat(timeline.evaluateAbsent(Optional.empty())).isEmpty();
    }

    @Test
    void aRepositoryDeletedBeforeItsFirstEvaluationReportsNothing() {
        assertThat(timeline.evaluateAbsent(Optional.empty())).isEmpty();
        assertThat(timeline.record().incarnation()).isEmpty();
    }

    @Test
    void aNewIncarnationResolvesTheOldFindingUnderItsOldIdAndOpensAnew() {
        String oldId = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0).findingId();
        recreate();
        List<AlertFacts> reported = timeline.evaluate(POLICY_PRESENT, fail("open"));
        AlertFacts opened = reported.get(0);
        AlertFacts resolved = reported.get(1);
        assertThat(resolved.findingId()).isEqualTo(oldId);
        assertThat(resolved.cause()).hasValue(Cause.DELETED);
        assertThat(resolved.id()).endsWith("#2");
        assertThat(opened.status()).isEqualTo(AlertStatus.OPENED);
        assertThat(opened.findingId()).isNotEqualTo(oldId);
        assertThat(opened.id()).endsWith("#1");
        assertThat(reported).hasSize(2);
    }

    @Test
    void aNewIncarnationThatIsGoodOnlyResolvesTheOldFinding() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        recreate();
        List<AlertFacts> reported = timeline.evaluate(POLICY_PRESENT, pass());
        assertThat(reported).extracting(AlertFacts::cause).containsExactly(Optional.of(Cause.DELETED));
        assertThat(timeline.record().findings()).doesNotContainKey(violation(POLICY_PRESENT));
        assertThat(timeline.record().incarnation())
                .hasValue(timeline.repository().snapshot().createdAt());
    }

    @Test
    void theIncarnationAfterADeletionThatWasSeenStartsOverWithoutResolvingTwice() {
        String oldId = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0).findingId();
        timeline.evaluateAbsent(Optional.empty());
        recreate();
        List<AlertFacts> reported = timeline.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(reported).extracting(AlertFacts::status).containsExactly(AlertStatus.OPENED);
        assertThat(reported.get(0).findingId()).isNotEqualTo(oldId);
        assertThat(timeline.record().deletedAt()).isEmpty();
    }

    @Test
    void theSameIncarnationThatComesBackReopensUnderItsOldId() {
        String id = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0).findingId();
        timeline.evaluateAbsent(Optional.empty());
        AlertFacts reported = timeline.evaluate(POLICY_PRESENT, fail("open")).get(0);
        assertThat(reported.status()).isEqualTo(AlertStatus.REOPENED);
        assertThat(reported.findingId()).isEqualTo(id);
    }

    @Test
    void whoDeletedItIsCertainWhileItIsStillGone() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        Instant call = timeline.now().plusSeconds(30);
        assertThat(timeline.evaluateAbsent(Optional.of(RepositoryChanges.deleted(call)))
                        .get(0)
                        .actorIsCertain())
                .isTrue();
    }

    @Test
    void whoDeletedItIsNotCertainWhenAnotherOneHasBeenCreatedSince() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        Instant call = timeline.now().plusSeconds(30);
        recreate();
        List<AlertFacts> reported = timeline.evaluate(POLICY_PRESENT, pass(), RepositoryChanges.deleted(call));
        assertThat(reported.get(0).cause()).hasValue(Cause.DELETED);
        assertThat(reported.get(0).actorIsCertain()).isFalse();
    }

    @Test
    void nobodyIsNamedForADeletionFoundWhileHandlingAnotherCall() {
        timeline.evaluate(POLICY_PRESENT, fail("open"));
        Instant call = timeline.now().plusSeconds(30);
        assertThat(timeline.evaluateAbsent(Optional.of(RepositoryChanges.policyDeleted(call)))
                        .get(0)
                        .actorIsCertain())
                .isFalse();
    }

    private void recreate() {
        timeline.setRepository(timeline.repository()
                .createdAt(timeline.repository().snapshot().createdAt().plus(Duration.ofDays(100))));
    }
}
