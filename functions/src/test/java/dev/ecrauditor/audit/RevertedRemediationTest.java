package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.record.RemediationState;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller switches scanning off again and again: remediation stops, reports the caller once, and does not restart. */
class RevertedRemediationTest {

    private static final String TERRAFORM = "terraform-ci";

    private final RemediationScene scene = new RemediationScene();
    private final List<Json> published = new ArrayList<>();
    private Auditor auditor = scene.auditor(RemediationMode.ON);

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void terraformEveryMinuteForADayMeetsThreeWritesAndOneAlertThatNamesIt() {
        scene.accounts.repository(RemediationScene.ARN, true);
        List<Instant> reverts = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            reverts.add(scene.clock.instant());
            aMinuteWithTerraform();
            if (minute % 360 == 5) {
                auditor = scene.auditor(RemediationMode.ON); // every function started anew
            }
        }
        assertThat(scene.writes()).hasSize(3);
        List<Json> suspended = published("SUSPENDED");
        assertThat(suspended).hasSize(1);
        assertThat(RemediationScene.summary(suspended.get(0))).contains("keeps reverting");
        assertThat(RemediationScene.evidence(suspended.get(0), "switched off again by"))
                .contains("assumed-role/" + TERRAFORM)
                .contains(
                        reverts.get(1).toString(),
                        reverts.get(2).toString(),
                        reverts.get(3).toString());
        assertThat(published("REMEDIATED")).hasSize(3);
        assertThat(published.size()).isLessThan(20); // and is no noise otherwise
    }

    @Test
    void aDryRunStopsWhereTheRealOneWould() {
        auditor = scene.auditor(RemediationMode.DRY_RUN);
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int quarter = 0; quarter < 90; quarter++) {
            switched(false, TERRAFORM);
            scene.clock.advance(Duration.ofMinutes(7));
            switched(true, "alice");
            scene.clock.advance(Duration.ofMinutes(8));
        }
        assertThat(scene.writes()).isEmpty();
        assertThat(published("REMEDIATION_PLANNED")).hasSize(3);
        assertThat(published("SUSPENDED")).isEmpty();
    }

    @Test
    void theNextDayItIsStillSuspended() {
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        for (int day = 0; day < 5; day++) {
            scene.clock.advance(Duration.ofDays(1));
            aMinuteWithTerraform();
        }
        assertThat(scene.writes()).hasSize(3);
        assertThat(published("SUSPENDED")).hasSize(1);
    }

    @Test
    void whenScanningHasBeenOnForADayItIsAnotherMatter() {
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        scene.clock.advance(RemediationState.WINDOW.plusMinutes(1));
        auditor.look(RemediationScene.ARN);
        assertThat(scene.record().remediation().suspended()).isFalse();
        switched(false, TERRAFORM);
        assertThat(scene.writes()).hasSize(4);
    }

    @Test
    void aDayInWhichNothingWasEvaluatedIsNotADayOn() {
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        scene.clock.advance(RemediationState.WINDOW.plusMinutes(1));
        switchedOffUnseen();
        auditor.look(RemediationScene.ARN);
        settles();
        assertThat(scene.writes()).hasSize(3);
    }

    @Test
    void eventsThatComeLateNameWhoeverReverted() {
        scene.accounts.repository(RemediationScene.ARN, false);
        List<String> late = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            Instant at = scene.clock.instant();
            scene.accounts.repository(RemediationScene.ARN, false);
            late.add(CloudTrailEvents.scanningSet(RemediationScene.ARN, false, at, TERRAFORM));
            scene.clock.advance(Duration.ofSeconds(60));
            if (late.size() > 2) { // two minutes later, when it is off again
                auditor.handle(late.remove(0));
            }
            published.addAll(auditor.alerts());
            auditor.remediate();
            published.addAll(auditor.alerts());
        }
        assertThat(scene.writes()).hasSize(3);
        assertThat(published("SUSPENDED")).singleElement().satisfies(alert -> {
            assertThat(RemediationScene.summary(alert)).contains(TERRAFORM, "keeps reverting");
            assertThat(RemediationScene.evidence(alert, "switched off again by"))
                    .contains(TERRAFORM)
                    .doesNotContain("actor is not known");
        });
    }

    @Test
    void whoSwitchesScanningOffAfterAttemptsThatFailedRevertsNothing() {
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:PutImageScanningConfiguration");
        scene.accounts.repository(RemediationScene.ARN, true);
        switched(false, "alice");
        for (int hour = 0; hour < 4; hour++) {
            scene.clock.advance(Duration.ofHours(1));
            auditor.look(RemediationScene.ARN);
            settles();
        }
        assertThat(published("SUSPENDED")).hasSize(1);
        switched(true, "bob");
        switched(false, "alice");
        assertThat(scene.record().remediation().reverts()).isEmpty();
        scene.aws.allow(RemediationScene.ARN.account(), "ecr:PutImageScanningConfiguration");
        scene.clock.advance(RemediationState.WINDOW);
        auditor.look(RemediationScene.ARN);
        settles();
        assertThat(published("REMEDIATED")).hasSize(1);
    }

    @Test
    void whereRegistryRulesDecideByNowNobodyHasRevertedAnything() {
        scene.accounts.repository(RemediationScene.ARN, true);
        switched(false, "alice");
        scene.accounts.registry(RemediationScene.ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        scene.clock.advance(Duration.ofHours(1));
        auditor.look(RemediationScene.ARN);
        settles();
        assertThat(scene.record().remediation().reverts()).isEmpty();
    }

    @Test
    void aDryRunPublishesOnceWhatIsOpenAlready() {
        auditor = scene.auditor(RemediationMode.OFF);
        scene.accounts.repository(RemediationScene.ARN, true);
        switched(false, "alice");
        auditor = scene.auditor(RemediationMode.DRY_RUN);
        for (int day = 0; day < 3; day++) {
            scene.clock.advance(Duration.ofDays(1));
            auditor.look(RemediationScene.ARN);
            settles();
        }
        assertThat(published("REMEDIATION_PLANNED")).hasSize(1);
    }

    @Test
    void whatADryRunCouldNotReadCountsNoAttempt() {
        auditor = scene.auditor(RemediationMode.DRY_RUN);
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:ListTagsForResource");
        scene.accounts.repository(RemediationScene.ARN, true);
        switched(false, "alice");
        assertThat(published("REMEDIATION_FAILED")).hasSize(1);
        assertThat(scene.record().remediation().attempts()).isEmpty();
        assertThat(scene.record().remediation().history()).isEmpty();
    }

    @Test
    void onForLessThanADayIsNot() {
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        scene.clock.advance(RemediationState.WINDOW.minusMinutes(5));
        switched(false, TERRAFORM);
        assertThat(scene.writes()).hasSize(3);
    }

    @Test
    void attemptsThatFailAreSuspendedTooAndTriedOnceADayInSilenceUntilOneSucceeds() {
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:PutImageScanningConfiguration");
        scene.accounts.repository(RemediationScene.ARN, true);
        switched(false, "alice");
        for (int hour = 0; hour < 72; hour++) {
            scene.clock.advance(Duration.ofHours(1));
            auditor.look(RemediationScene.ARN);
            settles();
        }
        assertThat(published("REMEDIATION_FAILED")).hasSize(3);
        assertThat(published("SUSPENDED"))
                .singleElement()
                .satisfies(alert -> assertThat(RemediationScene.summary(alert))
                        .contains("3 attempts within 24 hours have not kept scanning on"));
        assertThat(scene.record().remediation().done()).isBetween(5, 6); // three, then one a day
        scene.aws.allow(RemediationScene.ARN.account(), "ecr:PutImageScanningConfiguration");
        scene.clock.advance(RemediationState.WINDOW);
        auditor.look(RemediationScene.ARN);
        settles();
        assertThat(published("REMEDIATED")).hasSize(1);
        assertThat(scene.record().remediation().suspended()).isFalse();
    }

    @Test
    void aReevaluationWhileTheThirdWriteIsUnderwaySuspendsNothing() {
        scene.accounts.repository(RemediationScene.ARN, true);
        for (int minute = 0; minute < 2; minute++) {
            aMinuteWithTerraform();
        }
        switchedOffUnseen();
        auditor.look(RemediationScene.ARN);
        published.addAll(auditor.alerts());
        scene.aws.failNext("ecr:PutImageScanningConfiguration", Fault.INTERNAL_ERROR, 3);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(published("SUSPENDED")).isEmpty();
    }

    private void aMinuteWithTerraform() {
        switched(false, TERRAFORM);
        scene.clock.advance(Duration.ofSeconds(50));
    }

    /** Switches the flag, and everything that follows from it happens at once. */
    private void switched(boolean on, String role) {
        scene.accounts.repository(RemediationScene.ARN, on);
        Instant at = scene.clock.instant();
        scene.clock.advance(Duration.ofSeconds(5));
        auditor.handle(CloudTrailEvents.scanningSet(RemediationScene.ARN, on, at, role));
        settles();
    }

    private void switchedOffUnseen() {
        scene.accounts.repository(RemediationScene.ARN, false);
        scene.clock.advance(Duration.ofSeconds(5));
    }

    private void settles() {
        published.addAll(auditor.alerts());
        Instant at = scene.clock.instant();
        if (auditor.remediate().contains(Outcome.SCANNING_ENABLED)) {
            scene.clock.advance(Duration.ofSeconds(5));
            auditor.handle(CloudTrailEvents.scanningSet(RemediationScene.ARN, true, at, Auditor.REMEDIATION_ROLE));
        }
        published.addAll(auditor.alerts());
    }

    private List<Json> published(String status) {
        return published.stream()
                .filter(alert -> alert.text("status").orElseThrow().equals(status))
                .toList();
    }
}
