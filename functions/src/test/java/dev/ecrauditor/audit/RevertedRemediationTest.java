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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller switches scanning off again and again: remediation stops, reports the caller once, and does not restart. */
@Tag("long")
class RevertedRemediationTest {

    private static final String TERRAFORM = "terraform-ci";

    private final RemediationFixture fixture = new RemediationFixture();
    private final List<Json> published = new ArrayList<>();
    private Auditor auditor = fixture.auditor(RemediationMode.ON);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void terraformRevertingForADayLeadsToThreeWritesAndOneAlertThatNamesIt() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        List<Instant> reverts = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            reverts.add(fixture.clock.instant());
            aMinuteWithTerraform();
            if (minute % 360 == 5) {
                auditor = fixture.auditor(RemediationMode.ON); // every function started anew
            }
        }
        assertThat(fixture.writes()).hasSize(3);
        List<Json> suspended = published("SUSPENDED");
        assertThat(suspended).hasSize(1);
        assertThat(RemediationFixture.summary(suspended.get(0))).contains("keeps reverting");
        assertThat(RemediationFixture.evidence(suspended.get(0), "switched off again by"))
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
        auditor = fixture.auditor(RemediationMode.DRY_RUN);
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int quarter = 0; quarter < 90; quarter++) {
            switched(false, TERRAFORM);
            fixture.clock.advance(Duration.ofMinutes(7));
            switched(true, "alice");
            fixture.clock.advance(Duration.ofMinutes(8));
        }
        assertThat(fixture.writes()).isEmpty();
        assertThat(published("REMEDIATION_PLANNED")).hasSize(3);
        assertThat(published("SUSPENDED")).isEmpty();
    }

    @Test
    void theNextDayItIsStillSuspended() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        for (int day = 0; day < 5; day++) {
            fixture.clock.advance(Duration.ofDays(1));
            aMinuteWithTerraform();
        }
        assertThat(fixture.writes()).hasSize(3);
        assertThat(published("SUSPENDED")).hasSize(1);
    }

    @Test
    void aDayOfScanningEndsTheSuspension() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        fixture.clock.advance(RemediationState.WINDOW.plusMinutes(1));
        auditor.reevaluate(RemediationFixture.ARN);
        assertThat(fixture.record().remediation().suspended()).isFalse();
        switched(false, TERRAFORM);
        assertThat(fixture.writes()).hasSize(4);
    }

    @Test
    void aDayInWhichNothingWasEvaluatedIsNotADayOn() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        fixture.clock.advance(RemediationState.WINDOW.plusMinutes(1));
        switchedOffUnseen();
        auditor.reevaluate(RemediationFixture.ARN);
        publishAndRemediate();
        assertThat(fixture.writes()).hasSize(3);
    }

    @Test
    void eventsThatComeLateNameWhoeverReverted() {
        fixture.accounts.repository(RemediationFixture.ARN, false);
        List<String> late = new ArrayList<>();
        for (int minute = 0; minute < 30; minute++) {
            Instant at = fixture.clock.instant();
            fixture.accounts.repository(RemediationFixture.ARN, false);
            late.add(CloudTrailEvents.scanningSet(RemediationFixture.ARN, false, at, TERRAFORM));
            fixture.clock.advance(Duration.ofSeconds(60));
            if (late.size() > 2) { // two minutes later, when it is off again
                auditor.handle(late.remove(0));
            }
            published.addAll(auditor.alerts());
            auditor.remediate();
            published.addAll(auditor.alerts());
        }
        assertThat(fixture.writes()).hasSize(3);
        assertThat(published("SUSPENDED")).singleElement().satisfies(alert -> {
            assertThat(RemediationFixture.summary(alert)).contains(TERRAFORM, "keeps reverting");
            assertThat(RemediationFixture.evidence(alert, "switched off again by"))
                    .contains(TERRAFORM)
                    .doesNotContain("actor is not known");
        });
    }

    @Test
    void whoSwitchesScanningOffAfterAttemptsThatFailedRevertsNothing() {
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:PutImageScanningConfiguration");
        fixture.accounts.repository(RemediationFixture.ARN, true);
        switched(false, "alice");
        for (int hour = 0; hour < 4; hour++) {
            fixture.clock.advance(Duration.ofHours(1));
            auditor.reevaluate(RemediationFixture.ARN);
            publishAndRemediate();
        }
        assertThat(published("SUSPENDED")).hasSize(1);
        switched(true, "bob");
        switched(false, "alice");
        assertThat(fixture.record().remediation().reverts()).isEmpty();
        fixture.aws.allow(RemediationFixture.ARN.account(), "ecr:PutImageScanningConfiguration");
        fixture.clock.advance(RemediationState.WINDOW);
        auditor.reevaluate(RemediationFixture.ARN);
        publishAndRemediate();
        assertThat(published("REMEDIATED")).hasSize(1);
    }

    @Test
    void whereRegistryRulesDecideByNowNobodyHasRevertedAnything() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        switched(false, "alice");
        fixture.accounts.registry(RemediationFixture.ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        fixture.clock.advance(Duration.ofHours(1));
        auditor.reevaluate(RemediationFixture.ARN);
        publishAndRemediate();
        assertThat(fixture.record().remediation().reverts()).isEmpty();
    }

    @Test
    void aDryRunPublishesOnceWhatIsOpenAlready() {
        auditor = fixture.auditor(RemediationMode.OFF);
        fixture.accounts.repository(RemediationFixture.ARN, true);
        switched(false, "alice");
        auditor = fixture.auditor(RemediationMode.DRY_RUN);
        for (int day = 0; day < 3; day++) {
            fixture.clock.advance(Duration.ofDays(1));
            auditor.reevaluate(RemediationFixture.ARN);
            publishAndRemediate();
        }
        assertThat(published("REMEDIATION_PLANNED")).hasSize(1);
    }

    @Test
    void whatADryRunCouldNotReadCountsNoAttempt() {
        auditor = fixture.auditor(RemediationMode.DRY_RUN);
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:ListTagsForResource");
        fixture.accounts.repository(RemediationFixture.ARN, true);
        switched(false, "alice");
        assertThat(published("REMEDIATION_FAILED")).hasSize(1);
        assertThat(fixture.record().remediation().attempts()).isEmpty();
        assertThat(fixture.record().remediation().history()).isEmpty();
    }

    @Test
    void onForLessThanADayIsNot() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int minute = 0; minute < 10; minute++) {
            aMinuteWithTerraform();
        }
        switched(true, "alice");
        fixture.clock.advance(RemediationState.WINDOW.minusMinutes(5));
        switched(false, TERRAFORM);
        assertThat(fixture.writes()).hasSize(3);
    }

    @Test
    void failedAttemptsAreSuspendedAndRetriedDailyWithoutAlertsUntilOneSucceeds() {
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:PutImageScanningConfiguration");
        fixture.accounts.repository(RemediationFixture.ARN, true);
        switched(false, "alice");
        for (int hour = 0; hour < 72; hour++) {
            fixture.clock.advance(Duration.ofHours(1));
            auditor.reevaluate(RemediationFixture.ARN);
            publishAndRemediate();
        }
        assertThat(published("REMEDIATION_FAILED")).hasSize(3);
        assertThat(published("SUSPENDED"))
                .singleElement()
                .satisfies(alert -> assertThat(RemediationFixture.summary(alert))
                        .contains("3 attempts within 24 hours have not kept scanning on"));
        assertThat(fixture.record().remediation().done()).isBetween(5, 6); // three, then one a day
        fixture.aws.allow(RemediationFixture.ARN.account(), "ecr:PutImageScanningConfiguration");
        fixture.clock.advance(RemediationState.WINDOW);
        auditor.reevaluate(RemediationFixture.ARN);
        publishAndRemediate();
        assertThat(published("REMEDIATED")).hasSize(1);
        assertThat(fixture.record().remediation().suspended()).isFalse();
    }

    @Test
    void aReevaluationWhileTheThirdWriteIsUnderwaySuspendsNothing() {
        fixture.accounts.repository(RemediationFixture.ARN, true);
        for (int minute = 0; minute < 2; minute++) {
            aMinuteWithTerraform();
        }
        switchedOffUnseen();
        auditor.reevaluate(RemediationFixture.ARN);
        published.addAll(auditor.alerts());
        fixture.aws.failNext("ecr:PutImageScanningConfiguration", Fault.INTERNAL_ERROR, 3);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(published("SUSPENDED")).isEmpty();
    }

    private void aMinuteWithTerraform() {
        switched(false, TERRAFORM);
        fixture.clock.advance(Duration.ofSeconds(50));
    }

    /** Switches the flag, and everything that follows from it happens at once. */
    private void switched(boolean on, String role) {
        fixture.accounts.repository(RemediationFixture.ARN, on);
        Instant at = fixture.clock.instant();
        fixture.clock.advance(Duration.ofSeconds(5));
        auditor.handle(CloudTrailEvents.scanningSet(RemediationFixture.ARN, on, at, role));
        publishAndRemediate();
    }

    private void switchedOffUnseen() {
        fixture.accounts.repository(RemediationFixture.ARN, false);
        fixture.clock.advance(Duration.ofSeconds(5));
    }

    private void publishAndRemediate() {
        published.addAll(auditor.alerts());
        Instant at = fixture.clock.instant();
        if (auditor.remediate().contains(Outcome.SCANNING_ENABLED)) {
            fixture.clock.advance(Duration.ofSeconds(5));
            auditor.handle(CloudTrailEvents.scanningSet(RemediationFixture.ARN, true, at, Auditor.REMEDIATION_ROLE));
        }
        published.addAll(auditor.alerts());
    }

    private List<Json> published(String status) {
        return published.stream()
                .filter(alert -> alert.text("status").orElseThrow().equals(status))
                .toList();
    }
}
