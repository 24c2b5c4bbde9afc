package dev.ecrauditor.remediation;

import static dev.ecrauditor.testing.RepositoryStory.POLICY;
import static dev.ecrauditor.testing.RepositoryStory.SCANNING;
import static dev.ecrauditor.testing.RepositoryStory.fail;
import static dev.ecrauditor.testing.RepositoryStory.pass;
import static dev.ecrauditor.testing.RepositoryStory.unknown;
import static dev.ecrauditor.testing.RepositoryStory.violation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.AlertFacts;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.RepositoryStory;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the transition asks for remediation, and when it must not. */
class RemediationDecisionTest {

    private static final SampleRepository UNSCANNED = SampleRepository.good().scanOnPush(false);

    @Test
    void offAsksNothing() {
        RepositoryStory story = unscanned(RemediationMode.OFF);
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void onAsksBesideTheAlertForThisFindingOfThisIncarnation() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        AlertFacts alert = story.looks(SCANNING, fail("off")).get(0);
        RemediationRequest request = story.requests().get(0);
        assertThat(request.id()).isEqualTo(alert.findingId() + "@1");
        assertThat(request.finding()).isEqualTo(violation(SCANNING));
        assertThat(request.incarnation()).isEqualTo(UNSCANNED.snapshot().createdAt());
        assertThat(request.attempt()).isEqualTo(1);
        assertThat(request.position().compareTo(alert.position())).isPositive();
    }

    @Test
    void onAsksAgainAsLongAsTheFindingIsOpen() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(SCANNING, fail("off"));
        story.drains();
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(1);
    }

    @Test
    void switchingOnAsksForWhatIsOpenAlready() {
        RepositoryStory story = unscanned(RemediationMode.OFF);
        story.looks(SCANNING, fail("off"));
        story.mode(RemediationMode.ON);
        assertThat(story.looks(SCANNING, fail("off"))).isEmpty();
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void noSecondRequestWithTheSameAttemptEntersTheOutbox() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(SCANNING, fail("off"));
        story.looks(SCANNING, fail("off"));
        story.looks(SCANNING, fail("still off"));
        assertThat(story.requests()).hasSize(1);
    }

    @Test
    void aBegunAttemptIsFollowedByTheNextNumber() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(SCANNING, fail("off"));
        begins(story);
        story.drains();
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void dryRunAsksOncePerOpening() {
        RepositoryStory story = unscanned(RemediationMode.DRY_RUN);
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).hasSize(1);
        story.record(
                story.record().planAttempt(story.requests().get(0), story.now()).orElseThrow());
        story.drains();
        story.looks(SCANNING, fail("off"));
        story.looks(SCANNING, fail("still off"));
        assertThat(story.requests()).isEmpty();
        story.looks(SCANNING, pass());
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void nothingIsAskedWhenScanningIsRight() {
        RepositoryStory story = new RepositoryStory(RemediationMode.ON);
        story.looks(SCANNING, pass());
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedForOtherFindings() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(POLICY, fail("open"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedForBlindness() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(SCANNING, unknown("denied"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedWhileItCannotBeReadWhoDecides() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.becomes(UNSCANNED.scanning(new Reading.Unreadable<>("ecr:GetRegistryScanningConfiguration", "denied")));
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedWhereRegistryRulesDecide() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.becomes(UNSCANNED.scannedByRegistryRules(false));
        story.looks(SCANNING, fail("no rule covers it"));
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void nothingIsAskedOfARepositoryThatIsGone() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        story.looks(SCANNING, fail("off"));
        story.drains();
        story.findsNothing(Optional.empty());
        assertThat(story.requests()).isEmpty();
    }

    @Test
    void afterThreeAttemptsInADayThatWereCutOffNothingIsAskedUntilTheyAreADayOld() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            story.looks(SCANNING, fail("off"));
            assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(attempt);
            begins(story);
            story.drains();
        }
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).isEmpty();
        story.passes(RemediationState.WINDOW.minusMinutes(30));
        assertThat(story.looks(SCANNING, fail("off")))
                .extracting(AlertFacts::status)
                .containsExactly(AlertStatus.SUSPENDED);
        assertThat(story.requests()).isEmpty();
        story.drains();
        story.passes(Duration.ofMinutes(45));
        assertThat(story.looks(SCANNING, fail("off"))).isEmpty();
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(4);
    }

    @Test
    void aNewIncarnationStartsCountingAnew() {
        RepositoryStory story = unscanned(RemediationMode.ON);
        for (int attempt = 1; attempt <= RemediationState.CAP; attempt++) {
            story.looks(SCANNING, fail("off"));
            begins(story);
            story.drains();
        }
        story.becomes(UNSCANNED.createdAt(story.now()));
        story.looks(SCANNING, fail("off"));
        assertThat(story.requests()).extracting(RemediationRequest::attempt).containsExactly(1);
        assertThat(story.record().remediation()).isEqualTo(RemediationState.NONE);
    }

    private static RepositoryStory unscanned(RemediationMode mode) {
        RepositoryStory story = new RepositoryStory(mode);
        story.becomes(UNSCANNED);
        return story;
    }

    private static void begins(RepositoryStory story) {
        story.record(story.record()
                .beginAttempt(story.requests().get(0), story.now())
                .orElseThrow());
    }
}
