package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remediation from the alert to the write and back, with real clients; the request log is what happened. */
class ScanRemediationTest {

    private final RemediationFixture fixture = new RemediationFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void switchesScanningOnReadsItBackAndReportsHowToUndoIt() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED);
        assertThat(fixture.writes()).singleElement().satisfies(write -> {
            assertThat(write.account()).isEqualTo(RemediationFixture.ARN.account());
            assertThat(write.resource()).isEqualTo(RemediationFixture.ARN.name());
            assertThat(write.parameters()).contains("\"scanOnPush\":true");
        });
        List<String> operations = fixture.accounts.operations();
        assertThat(operations.subList(operations.indexOf("PutImageScanningConfiguration"), operations.size()))
                .contains("DescribeRepositories");
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATED");
        assertThat(RemediationFixture.evidence(alert, "prior value")).isEqualTo("scanOnPush=false");
        assertThat(RemediationFixture.evidence(alert, "undo"))
                .isEqualTo("./ecr-auditor remediation undo " + RemediationFixture.ARN);
        assertThat(RemediationFixture.evidence(alert, "undo by AWS CLI, first"))
                .isEqualTo("aws ecr tag-resource --region us-east-1 --resource-arn " + RemediationFixture.ARN
                        + " --tags Key=ecr-auditor:remediation,Value=exclude");
        assertThat(RemediationFixture.evidence(alert, "undo by AWS CLI, then"))
                .isEqualTo("aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api"
                        + " --image-scanning-configuration scanOnPush=false");
    }

    @Test
    void itsOwnEventComesBackByTheOrdinaryPathAndResolvesAsRemediated() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        auditor.remediate();
        auditor.alerts();
        fixture.clock.advance(Duration.ofMinutes(1));
        auditor.handle(CloudTrailEvents.scanningSet(
                RemediationFixture.ARN, true, fixture.clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = RemediationFixture.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndReportsWhatItWouldDo() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.DRY_RUN);
        assertThat(auditor.remediate()).containsExactly(Outcome.PLANNED);
        assertThat(fixture.writes()).isEmpty();
        assertThat(RemediationFixture.onlyAlert(auditor).text("status")).hasValue("REMEDIATION_PLANNED");
        auditor.reevaluate(RemediationFixture.ARN);
        auditor.alerts();
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void offNeitherAsksNorWrites() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.OFF);
        assertThat(auditor.requests).isEmpty();
        assertThat(auditor.remediate()).isEmpty();
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void aRequestThatArrivesAfterRemediationWasSwitchedOffIsNotCarriedOut() {
        Auditor asked = fixture.auditorWithRequest(RemediationMode.ON);
        Auditor off = new Auditor(fixture.aws, fixture.store, fixture.clock, RemediationMode.OFF);
        off.requests.addAll(asked.requests);
        assertThat(off.remediate()).containsExactly(Outcome.EXCLUDED);
        assertThat(fixture.writes()).isEmpty();
        fixture.assertNothingStartedOrPublished(off);
    }

    @Test
    void theSameRequestTwiceWritesOnce() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        auditor.remediate();
        fixture.accounts.repository(RemediationFixture.ARN, false);
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_DUE);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void whoeverKeepsSwitchingItOffMeetsThreeWritesADay() {
        Auditor auditor = fixture.auditorWithRequest(RemediationMode.ON);
        for (int attempt = 1; attempt <= 5; attempt++) {
            auditor.remediate();
            fixture.accounts.repository(RemediationFixture.ARN, false);
            fixture.clock.advance(Duration.ofMinutes(10));
            auditor.reevaluate(RemediationFixture.ARN);
            auditor.alerts();
        }
        assertThat(fixture.writes()).hasSize(3);
        fixture.clock.advance(Duration.ofHours(24));
        auditor.reevaluate(RemediationFixture.ARN);
        auditor.alerts();
        assertThat(auditor.remediate()).isEmpty();
        assertThat(fixture.writes()).hasSize(3);
    }

    @Test
    void noRequestCarriesAnotherAccountsCredentialsWhenTwoAccountsAreRemediatedInTurn() {
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "444455556666", "search/indexer");
        fixture.accounts.repository(RemediationFixture.ARN, false);
        fixture.accounts.repository(other, false);
        Auditor auditor = new Auditor(fixture.aws, fixture.store, fixture.clock, RemediationMode.ON);
        for (RepositoryArn arn : List.of(RemediationFixture.ARN, other, RemediationFixture.ARN, other)) {
            auditor.reevaluate(arn);
        }
        auditor.alerts();
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED, Outcome.SCANNING_ENABLED);
        assertThat(fixture.aws.requests())
                .filteredOn(request -> request.resource().equals(RemediationFixture.ARN.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(RemediationFixture.ARN.account()));
        assertThat(fixture.aws.requests())
                .filteredOn(request -> request.resource().equals(other.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(other.account()));
        assertThat(fixture.writes())
                .extracting(LoggedRequest::account)
                .containsExactly(RemediationFixture.ARN.account(), other.account());
    }
}
