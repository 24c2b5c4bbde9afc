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

    private final RemediationFixture fixture = new RemediationFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void scanningThatIsOnAlreadyIsNotNeededAndCountsNoAttempt() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.accounts.repository(RemediationFixture.ARN, true);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void aRepositoryThatIsGoneIsNotNeeded() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        Auditor elsewhere = fixture.requestFor(auditor, "gone/repository");
        assertThat(elsewhere.remediate()).containsExactly(Outcome.NOT_NEEDED);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void aRepositoryCreatedAnewIsNotTheOneThatWasMeant() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.accounts.load(
                RemediationFixture.ARN,
                "\"repositories\": [{\"repositoryName\": \"payments/api\", \"createdAt\": \"2026-11-20T09:59:00Z\"}]");
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        fixture.assertNothingStartedOrPublished(auditor);
    }

    @Test
    void whereRegistryRulesHaveComeToDecideItRefusesAndSaysSo() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.accounts.registry(RemediationFixture.ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(fixture.writes()).isEmpty();
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(RemediationFixture.summary(alert)).contains("registry's scanning rules decide");
    }

    @Test
    void whatCannotBeReadIsRefusedAndPublishedNotWritten() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:GetRegistryScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(fixture.writes()).isEmpty();
        assertThat(RemediationFixture.summary(RemediationFixture.onlyAlert(auditor)))
                .contains("could not be read");
    }

    @Test
    void whileAwsDoesNotRespondNoAttemptStartsAndTheRequestIsRetried() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        fixture.aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 3);
        assertThatThrownBy(auditor::remediate).hasMessageContaining("Internal error");
        assertThat(fixture.record().remediation().done()).isZero();
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED);
    }

    @Test
    void aDeniedWriteIsReportedWithItsReasonAndAskedAgainLater() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.aws.deny(RemediationFixture.ARN.account(), "ecr:PutImageScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(RemediationFixture.summary(alert)).contains("ecr:PutImageScanningConfiguration");
        auditor.reevaluate(RemediationFixture.ARN);
        auditor.alerts();
        assertThat(auditor.requests).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void aWriteThatTookEffectWithoutAnAnswerIsReportedAsFailedAndThenFoundOn() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        fixture.aws.failNext("ecr:PutImageScanningConfiguration", Fault.TIMEOUT, 10);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(RemediationFixture.onlyAlert(auditor).text("status")).hasValue("REMEDIATION_FAILED");
        fixture.clock.advance(Duration.ofMinutes(1));
        auditor.handle(CloudTrailEvents.scanningSet(
                RemediationFixture.ARN, true, fixture.clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
    }
}
