package dev.ecrauditor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.ScanRemediation.Outcome;
import dev.ecrauditor.finding.InMemoryFindingStore;
import dev.ecrauditor.finding.RemediationMode;
import dev.ecrauditor.finding.RemediationRequest;
import dev.ecrauditor.finding.Subject;
import dev.ecrauditor.finding.SubjectRecord;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.localaws.Fault;
import dev.ecrauditor.localaws.LocalAws;
import dev.ecrauditor.localaws.LocalAwsOptions;
import dev.ecrauditor.localaws.LoggedRequest;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.Auditor;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.LocalAccounts;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Remediation from the alert to the write and back, with real clients; the request log is what happened. */
class ScanRemediationTest {

    private static final RepositoryArn ARN = SampleRepository.ARN;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withClock(clock));
    private final LocalAccounts accounts = new LocalAccounts(aws);
    private final InMemoryFindingStore store = new InMemoryFindingStore();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void switchesScanningOnReadsItBackAndTellsHowToUndoIt() {
        Auditor auditor = askedFor(RemediationMode.ON);
        assertThat(auditor.remediate()).containsExactly(Outcome.SWITCHED_ON);
        assertThat(writes()).singleElement().satisfies(write -> {
            assertThat(write.account()).isEqualTo(ARN.account());
            assertThat(write.resource()).isEqualTo(ARN.name());
            assertThat(write.parameters()).contains("\"scanOnPush\":true");
        });
        List<String> operations = accounts.operations();
        assertThat(operations.subList(operations.indexOf("PutImageScanningConfiguration"), operations.size()))
                .contains("DescribeRepositories");
        Json alert = onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATED");
        assertThat(evidence(alert, "prior value")).isEqualTo("scanOnPush=false");
        assertThat(evidence(alert, "undo"))
                .isEqualTo("aws ecr put-image-scanning-configuration --region us-east-1 --repository-name payments/api"
                        + " --image-scanning-configuration scanOnPush=false");
    }

    @Test
    void itsOwnEventComesBackByTheOrdinaryRoadAndResolvesAsRemediated() {
        Auditor auditor = askedFor(RemediationMode.ON);
        auditor.remediate();
        auditor.alerts();
        clock.advance(Duration.ofMinutes(1));
        auditor.handle(
                CloudTrailEvents.scanningSet(ARN, true, clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void aDryRunWritesNothingAndTellsWhatItWouldDo() {
        Auditor auditor = askedFor(RemediationMode.DRY_RUN);
        assertThat(auditor.remediate()).containsExactly(Outcome.PLANNED);
        assertThat(writes()).isEmpty();
        assertThat(onlyAlert(auditor).text("status")).hasValue("REMEDIATION_PLANNED");
        auditor.look(ARN);
        auditor.alerts();
        assertThat(auditor.requests).isEmpty();
    }

    @Test
    void offNeitherAsksNorWrites() {
        Auditor auditor = askedFor(RemediationMode.OFF);
        assertThat(auditor.requests).isEmpty();
        assertThat(auditor.remediate()).isEmpty();
        assertThat(writes()).isEmpty();
    }

    @Test
    void aRequestThatArrivesAfterRemediationWasSwitchedOffIsNotCarriedOut() {
        Auditor asked = askedFor(RemediationMode.ON);
        Auditor off = new Auditor(aws, store, clock, RemediationMode.OFF);
        off.requests.addAll(asked.requests);
        int before = aws.requests().size();
        assertThat(off.remediate()).containsExactly(Outcome.NOT_DUE);
        assertThat(aws.requests()).hasSize(before);
    }

    @Test
    void scanningThatIsOnAlreadyIsNotNeededAndCountsNoAttempt() {
        Auditor auditor = askedFor(RemediationMode.ON);
        accounts.repository(ARN, true);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        nothingWasBegunOrTold(auditor);
    }

    @Test
    void aRepositoryThatIsGoneIsNotNeeded() {
        Auditor auditor = askedFor(RemediationMode.ON);
        Auditor elsewhere = requestFor(auditor, "gone/repository");
        assertThat(elsewhere.remediate()).containsExactly(Outcome.NOT_NEEDED);
        nothingWasBegunOrTold(auditor);
    }

    @Test
    void aRepositoryCreatedAnewIsNotTheOneThatWasMeant() {
        Auditor auditor = askedFor(RemediationMode.ON);
        accounts.load(
                ARN,
                "\"repositories\": [{\"repositoryName\": \"payments/api\", \"createdAt\": \"2026-11-20T09:59:00Z\"}]");
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_NEEDED);
        nothingWasBegunOrTold(auditor);
    }

    @Test
    void whereRegistryRulesHaveComeToDecideItRefusesAndSaysSo() {
        Auditor auditor = askedFor(RemediationMode.ON);
        accounts.registry(ARN, "BASIC", LocalAccounts.RULES_FOR_DOCS_ONLY);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(writes()).isEmpty();
        Json alert = onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(summary(alert)).contains("registry's scanning rules decide");
    }

    @Test
    void whatCannotBeReadIsRefusedAndToldNotWritten() {
        Auditor auditor = askedFor(RemediationMode.ON);
        aws.deny(ARN.account(), "ecr:GetRegistryScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(writes()).isEmpty();
        assertThat(summary(onlyAlert(auditor))).contains("could not be read");
    }

    @Test
    void whileAwsDoesNotAnswerNothingIsBegunAndTheRequestComesAgain() {
        Auditor auditor = askedFor(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        aws.failNext("ecr:DescribeRepositories", Fault.INTERNAL_ERROR, 3);
        assertThatThrownBy(auditor::remediate).hasMessageContaining("Internal error");
        assertThat(record().remediation().done()).isZero();
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.SWITCHED_ON);
    }

    @Test
    void theSameRequestTwiceWritesOnce() {
        Auditor auditor = askedFor(RemediationMode.ON);
        RemediationRequest request = auditor.requests.get(0);
        auditor.remediate();
        accounts.repository(ARN, false);
        auditor.requests.add(request);
        assertThat(auditor.remediate()).containsExactly(Outcome.NOT_DUE);
        assertThat(writes()).hasSize(1);
    }

    @Test
    void whoeverKeepsSwitchingItOffMeetsThreeWritesADay() {
        Auditor auditor = askedFor(RemediationMode.ON);
        for (int attempt = 1; attempt <= 5; attempt++) {
            auditor.remediate();
            accounts.repository(ARN, false);
            clock.advance(Duration.ofMinutes(10));
            auditor.look(ARN);
            auditor.alerts();
        }
        assertThat(writes()).hasSize(3);
        clock.advance(Duration.ofHours(24));
        auditor.look(ARN);
        auditor.alerts();
        assertThat(auditor.remediate()).containsExactly(Outcome.SWITCHED_ON);
        assertThat(writes()).hasSize(4);
    }

    @Test
    void aDeniedWriteIsToldWithItsReasonAndAskedAgainLater() {
        Auditor auditor = askedFor(RemediationMode.ON);
        aws.deny(ARN.account(), "ecr:PutImageScanningConfiguration");
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        Json alert = onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("REMEDIATION_FAILED");
        assertThat(summary(alert)).contains("ecr:PutImageScanningConfiguration");
        auditor.look(ARN);
        auditor.alerts();
        assertThat(auditor.requests).extracting(RemediationRequest::attempt).containsExactly(2);
    }

    @Test
    void aWriteThatTookEffectWithoutAnAnswerIsToldAsFailedAndThenFoundOn() {
        Auditor auditor = askedFor(RemediationMode.ON);
        aws.failNext("ecr:PutImageScanningConfiguration", Fault.TIMEOUT, 10);
        assertThat(auditor.remediate()).containsExactly(Outcome.FAILED);
        assertThat(onlyAlert(auditor).text("status")).hasValue("REMEDIATION_FAILED");
        clock.advance(Duration.ofMinutes(1));
        auditor.handle(
                CloudTrailEvents.scanningSet(ARN, true, clock.instant().minusSeconds(30), Auditor.REMEDIATION_ROLE));
        Json alert = onlyAlert(auditor);
        assertThat(alert.text("status")).hasValue("RESOLVED");
        assertThat(alert.items("findings").get(0).text("cause")).hasValue("REMEDIATED");
    }

    @Test
    void noRequestCarriesAnotherAccountsCredentialsWhenTwoAccountsAreRemediatedInTurn() {
        RepositoryArn other = new RepositoryArn("aws", "us-east-1", "444455556666", "search/indexer");
        accounts.repository(ARN, false);
        accounts.repository(other, false);
        Auditor auditor = new Auditor(aws, store, clock, RemediationMode.ON);
        for (RepositoryArn arn : List.of(ARN, other, ARN, other)) {
            auditor.look(arn);
        }
        auditor.alerts();
        assertThat(auditor.remediate()).containsExactly(Outcome.SWITCHED_ON, Outcome.SWITCHED_ON);
        assertThat(aws.requests())
                .filteredOn(request -> request.resource().equals(ARN.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(ARN.account()));
        assertThat(aws.requests())
                .filteredOn(request -> request.resource().equals(other.name()))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.account()).isEqualTo(other.account()));
        assertThat(writes()).extracting(LoggedRequest::account).containsExactly(ARN.account(), other.account());
    }

    /** A repository that is not scanned has been looked at, and what this look tells and asks has been sent. */
    private Auditor askedFor(RemediationMode mode) {
        accounts.repository(ARN, false);
        Auditor auditor = new Auditor(aws, store, clock, mode);
        auditor.look(ARN);
        assertThat(auditor.alerts()).hasSize(1);
        return auditor;
    }

    /** The same request, for a repository of this name. */
    private Auditor requestFor(Auditor auditor, String name) {
        RemediationRequest request = auditor.requests.remove(0);
        RepositoryArn arn = new RepositoryArn(ARN.partition(), ARN.region(), ARN.account(), name);
        auditor.requests.add(new RemediationRequest(
                request.id(),
                request.order(),
                new Subject(arn),
                request.finding(),
                request.incarnation(),
                request.attempt()));
        return auditor;
    }

    private void nothingWasBegunOrTold(Auditor auditor) {
        assertThat(writes()).isEmpty();
        assertThat(record().remediation().done()).isZero();
        assertThat(auditor.alerts()).isEmpty();
    }

    private SubjectRecord record() {
        return store.load(new Subject(ARN)).orElseThrow();
    }

    private List<LoggedRequest> writes() {
        return accounts.requests("PutImageScanningConfiguration");
    }

    private static Json onlyAlert(Auditor auditor) {
        List<Json> alerts = auditor.alerts();
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static String summary(Json alert) {
        return alert.items("findings").get(0).text("summary").orElseThrow();
    }

    private static String evidence(Json alert, String name) {
        return alert.items("findings").get(0).items("evidence").stream()
                .filter(fact -> fact.text("name").orElseThrow().equals(name))
                .findFirst()
                .flatMap(fact -> fact.text("value"))
                .orElseThrow();
    }
}
