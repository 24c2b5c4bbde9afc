package dev.ecrauditor.remediation;

import static dev.ecrauditor.testing.RepositoryTimeline.POLICY_PRESENT;
import static dev.ecrauditor.testing.RepositoryTimeline.SCANNING;
import static dev.ecrauditor.testing.RepositoryTimeline.fail;
import static dev.ecrauditor.testing.RepositoryTimeline.pass;
import static dev.ecrauditor.testing.RepositoryTimeline.unknown;
import static dev.ecrauditor.testing.RepositoryTimeline.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryTimeline;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the transition asks for remediation, and when it must not. */
class RemediationDecisionTest {

    private static final SampleRepository UNSCANNED = SampleRepository.good().scanOnPush(false);

    @Test
    void offAsksNothing() {
        RepositoryTimeline story = unscanned(RemediationMode.OFF);
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void onAsksBesideTheAlertForThisFindingOfThisIncarnation() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        AlertFacts alert = story.evaluate(SCANNING, fail("off")).get(0);
        RemediationRequest request = story.requests().get(0);
        assertThat(request.id()).isEqualTo(alert.findingId() + "@1");
        assertThat(request.finding()).isEqualTo(violation(SCANNING));
        assertThat(request.incarnation()).isEqualTo(UNSCANNED.snapshot().createdAt());
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.position().compareTo(alert.position())).isPositive();
    }

    @Test
    void onAsksAgainAsLongAsTheFindingIsOpen() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(SCANNING, fail("off"));
        story.drain();
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(1);
    }

    @Test
    void switchingOnAsksForWhatIsOpenAlready() {
        RepositoryTimeline story = unscanned(RemediationMode.OFF);
        story.evaluate(SCANNING, fail("off"));
        story.mode(RemediationMode.ON);
        assertThat(story.evaluate(SCANNING, fail("off"))).isEmpty();
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void noSecondRequestWithTheSameAttemptEntersTheOutbox() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(SCANNING, fail("off"));
        story.evaluate(SCANNING, fail("off"));
        story.evaluate(SCANNING, fail("still off"));
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void aStartedAttemptIsFollowedByTheNextNumber() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(SCANNING, fail("off"));
        begins(story);
        story.drain();
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void dryRunAsksOncePerOpening() {
        RepositoryTimeline story = unscanned(RemediationMode.DRY_RUN);
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).hasSize(1);
        story.record(
                story.record().planAttempt(story.requests().get(0), story.now()).orElseThrow());
        story.drain();
        story.evaluate(SCANNING, fail("off"));
        story.evaluate(SCANNING, fail("still off"));
        assertThat(story.requests()).isEmpty();
        story.evaluate(SCANNING, pass());
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void nothingIsAskedWhenScanningIsRight() {
        RepositoryTimeline story = new RepositoryTimeline(RemediationMode.ON);
        story.evaluate(SCANNING, pass());
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedForOtherFindings() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(POLICY_PRESENT, fail("open"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsRequestedForACoverageGap() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(SCANNING, unknown("denied"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedWhileItCannotBeReadWhoDecides() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.setRepository(
                UNSCANNED.scanning(new Reading.Unreadable<>("ecr:GetRegistryScanningConfiguration", "denied")));
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedWhereRegistryRulesDecide() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.setRepository(UNSCANNED.scannedByRegistryRules(false));
        story.evaluate(SCANNING, fail("no rule covers it"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedOfARepositoryThatIsGone() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        story.evaluate(SCANNING, fail("off"));
        story.drain();
        story.evaluateAbsent(Optional.empty());
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void afterThreeAttemptsInADayThatWereCutOffNothingIsAskedUntilTheyAreADayOld() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            story.evaluate(SCANNING, fail("off"));
            assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(attempt);
            begins(story);
            story.drain();
        }
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
        story.advance(RemediationState.WINDOW.minusMinutes(30));
        assertThat(story.evaluate(SCANNING, fail("off")))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.SUSPENDED);
        assertThat(story.requests()).isEmpty();
        story.drain();
        story.advance(Duration.ofMinutes(45));
        assertThat(story.evaluate(SCANNING, fail("off"))).isEmpty();
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(4);
    }

    @Test
    void aNewIncarnationStartsCountingAnew() {
        RepositoryTimeline story = unscanned(RemediationMode.ON);
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            story.evaluate(SCANNING, fail("off"));
            begins(story);
            story.drain();
        }
        story.setRepository(UNSCANNED.createdAt(story.now()));
        story.evaluate(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(1);
        assertThat(story.record().remediation()).isEqualTo(RemediationState.NONE);
    }

    private static RepositoryTimeline unscanned(RemediationMode mode) {
        RepositoryTimeline story = new RepositoryTimeline(mode);
        story.setRepository(UNSCANNED);
        return story;
    }

    private static void begins(RepositoryTimeline story) {
        story.record(story.record()
                .beginAttempt(story.requests().get(0), story.now())
                .orElseThrow());
    }
}
