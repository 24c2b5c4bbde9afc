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

    private final RemediationScene scene = new RemediationScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void switchesScanningOnReadsItBackAndReportsHowToUndoIt() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED);
        assertThat(scene.writes()).singleElement().satisfies(write -> {
            assertThat(write.account()).isEqualTo(RemediationScene.ARN.account());
            assertThat(write.resource()).isEqualTo(RemediationScene.ARN.name());
            assertThat(write.parameters()).contains("\"scanOnPush\":true");
        });
        List<String> operations = scene.accounts.operations();
        assertThat(operations.subList(operations.indexOf("PutImageScanningConfiguration"), operations.size()))
                .contains("DescribeRepositories");
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATED");
        assertThat(RemediationScene.evidence(alert, "prior value")).isEqualTo("scanOnPush=false");
        assertThat(RemediationScene.evidence(alert, "undo"))
                .isEqualTo("./ecr-auditor remediation undo " + RemediationScene.ARN);
        assertThat(RemediationScene.evidence(alert, "undo by AWS CLI, first"))
                .isEqualTo("aws ecr tag-resource --region us-east-1 --resource-arn " + RemediationScene.ARN
                        + " --tags Key=ecr-auditor:remediation,Value=exclude");
        assertThat(RemediationScene.evidence(alert, "undo by AWS CLI, then"))
                .isEqualTo("aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api"
                        + " --image-scanning-configuration scanOnPush=false");
    }

    @Test
    void itsOwnEventComesBackByTheOrdinaryPathAndResolvesAsRemediated() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        auditor.remediate();
        auditor.alerts();
        scene.clock.advance(Duration.ofMinutes(1));
        auditor.handle(CloudTrailEvents.scanningSet(
                RemediationScene.ARN, true, scene.clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = RemediationScene.onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndReportsWhatItWouldDo() {
        Auditor auditor = scene.askedFor(RemediationMode.DRY_RUN);
        assertThat(auditor.remediate()).containsExactly(Outcome.PLANNED);
        assertThat(scene.writes()).isEmpty();
        assertThat(RemediationScene.onlyAlert(auditor).text("status")).hasValue("REMEDIATION_PLANNED");
        auditor.look(RemediationScene.ARN);
        auditor.alerts();
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void offNeitherAsksNorWrites() {
        Auditor auditor = scene.askedFor(RemediationMode.OFF);
        assertThat(auditor.requests).isEmpty();
        assertThat(auditor.remediate()).isEmpty();
        assertThat(scene.writes()).isEmpty();
    }

    @Test
    void aRequestThatArrivesAfterRemediationWasSwitchedOffIsNotCarriedOut() {
        Auditor asked = scene.askedFor(RemediationMode.ON);
        Auditor off = new Auditor(scene.aws, scene.store, scene.clock, RemediationMode.OFF);
        off.requests.addAll(asked.requests);
        assertThat(off.remediate()).containsExactly(Outcome.EXCLUDED);
        assertThat(scene.writes()).isEmpty();
        scene.nothingWasBegunOrPublished(off);
    }

    @Test
    void theSameRequestTwiceWritesOnce() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        auditor.remediate();
        scene.accounts.repository(RemediationScene.ARN, false);
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_DUE);
        assertThat(scene.writes()).hasSize(1);
    }

    @Test
    void whoeverKeepsSwitchingItOffMeetsThreeWritesADay() {
        Auditor auditor = scene.askedFor(RemediationMode.ON);
        for (int attempt = 1; attempt <= 5; attempt++) {
            auditor.remediate();
            scene.accounts.repository(RemediationScene.ARN, false);
            scene.clock.advance(Duration.ofMinutes(10));
            auditor.look(RemediationScene.ARN);
            auditor.alerts();
        }
        assertThat(scene.writes()).hasSize(3);
        scene.clock.advance(Duration.ofHours(24));
        auditor.look(RemediationScene.ARN);
        auditor.alerts();
        assertThat(auditor.remediate()).isEmpty();
        assertThat(scene.writes()).hasSize(3);
    }

    @Test
    void noRequestCarriesAnotherAccountsCredentialsWhenTwoAccountsAreRemediatedInTurn() {
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "444455556666", "search/indexer");
        scene.accounts.repository(RemediationScene.ARN, false);
        scene.accounts.repository(other, false);
        Auditor auditor = new Auditor(scene.aws, scene.store, scene.clock, RemediationMode.ON);
        for (RepositoryArn arn : List.of(RemediationScene.ARN, other, RemediationScene.ARN, other)) {
            auditor.look(arn);
        }
        auditor.alerts();
        assertThat(auditor.remediate()).containsExactly(Outcome.SCANNING_ENABLED, Outcome.SCANNING_ENABLED);
        assertThat(scene.aws.requests())
                .filteredOn(request -> request.resource().equals(RemediationScene.ARN.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(RemediationScene.ARN.account()));
        assertThat(scene.aws.requests())
                .filteredOn(request -> request.resource().equals(other.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(other.account()));
        assertThat(scene.writes())
                .extracting(LoggedRequest::account)
                .containsExactly(RemediationScene.ARN.account(), other.account());
    }
}
