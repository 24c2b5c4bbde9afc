package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are not, or cannot be, carried out: what is published, and what counts as an attempt. */
class RefusedRemediationTest {

    private final RemediationScene scene = new RemediationScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void scanningThatIsOnAlreadyIsNotNeededAndCountsNoAttempt() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.accounts.repository(RemediationScene.ARN, true);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        scene.nothingWasBegunOrPublished(auditor);
    }

    @Test
    void aRepositoryThatIsGoneIsNotNeeded() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        Auditor elsewhere = scene.requestFor(auditor, "gone/repository");
        assertThat(elsewhere.remediate()).containsExactly(Outcome.NOT_NEEDED);
        scene.nothingWasBegunOrPublished(auditor);
    }

    @Test
    void aRepositoryCreatedAnewIsNotTheOneThatWasMeant() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.accounts.load(
                RemediationScene.ARN,
                "\"repositories\": [{\"repositoryName\": \"payments/api\", \"createdAt\": \"2026-11-20T09:59:00Z\"}]");
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        scene.nothingWasBegunOrPublished(auditor);
    }

    @Test
    void whereRegistryRulesHaveComeToDecideItRefusesAndSaysSo() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.accounts.registry(RemediationScene.ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(scene.writes()).isEmpty();
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(RemediationScene.summary(alert)).contains("registry's scanning rules decide");
    }

    @Test
    void whatCannotBeReadIsRefusedAndPublishedNotWritten() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:GetRegistryScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(scene.writes()).isEmpty();
        assertThat(RemediationScene.summary(RemediationScene.onlyAlert(auditor)))
                .contains("could not be read");
    }

    @Test
    void whileAwsDoesNotAnswerNothingIsBegunAndTheRequestComesAgain() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        scene.aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 3);
        assertThatThrownBy(auditor::remediate).hasMessageContaining("Internal error");
        assertThat(scene.record().remediation().done()).isZero();
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED);
    }

    @Test
    void aDeniedWriteIsReportedWithItsReasonAndAskedAgainLater() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.aws.deny(RemediationScene.ARN.account(), "ecr:PutImageScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(RemediationScene.summary(alert)).contains("ecr:PutImageScanningConfiguration");
        auditor.look(RemediationScene.ARN);
        auditor.alerts();
        assertThat(auditor.requests).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void aWriteThatTookEffectWithoutAnAnswerIsReportedAsFailedAndThenFoundOn() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        scene.aws.failNext("ecr:PutImageScanningConfiguration", Fault.TIMEOUT, 10);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(RemediationScene.onlyAlert(auditor).text("status")).hasValue("REMEDIATION_FAILED");
        scene.clock.advance(Duration.ofMinutes(1));
        auditor.handle(CloudTrailEvents.scanningSet(
                RemediationScene.ARN, true, scene.clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
    }
}
