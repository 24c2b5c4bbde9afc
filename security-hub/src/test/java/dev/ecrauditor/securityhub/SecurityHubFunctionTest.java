package dev.ecrauditor.securityhub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.Digest;
import dev.ecrauditor.finding.record.AlertStatus;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.localaws.securityhub.ImportedFinding;
import dev.ecrauditor.localaws.securityhub.ImportedFinding.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

class SecurityHubFunctionTest {

    private static final String MEMBER = SampleAlerts.MEMBER;
    private static final Subject API = SampleAlerts.repository(MEMBER, "payments/api");

    @AutoClose
    final LocalHub hub = new LocalHub(LocalHub.WITHOUT_WAITING);

    private void publish(AlertStatus... statuses) {
        int number = 1;
        for (AlertStatus status : statuses) {
            hub.publish(SampleAlerts.alert(API, status, number++));
        }
    }

    private AwsSecurityFinding only(String account) {
        List<AwsSecurityFinding> findings = hub.findings(account);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void anOpenFindingIsImportedByItsOwnAccount() {
        hub.enable(LocalHub.HUB, MEMBER);
        publish(AlertStatus.OPENED);
        hub.drain();

        AwsSecurityFinding finding = only(MEMBER);
        assertThat(hub.findings(LocalHub.HUB)).isEmpty();
        assertThat(finding.awsAccountId()).isEqualTo(MEMBER);
        assertThat(finding.productArn())
                .isEqualTo("arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default");
        assertThat(finding.id())
                .isEqualTo(
                        new FindingRowIds(SampleAlerts.RULES).of(API, SampleAlerts.facts(API, AlertStatus.OPENED, 1)));
        assertThat(finding.recordState()).isEqualTo(RecordState.ACTIVE);
        assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.FAILED);
        assertThat(finding.severity().label()).isEqualTo(SeverityLabel.HIGH);
        assertThat(finding.findingProviderFields().severity().label()).isEqualTo(SeverityLabel.HIGH);
        assertThat(finding.createdAt()).isEqualTo("2026-11-20T10:05:00.250Z");
        assertThat(finding.updatedAt()).isEqualTo("2026-11-20T10:06:01.250Z");
        assertThat(finding.resources().get(0).id()).isEqualTo(API.toString());
        assertThat(finding.productFields())
                .containsEntry("ecr-auditor/fact/statement", "Open")
                .containsKey("ecr-auditor/fact/alertId");
        assertThat(hub.log).singleElement().satisfies(line -> {
            assertThat(line.text("outcome")).contains("IMPORTED");
            assertThat(line.whole("findings")).contains(1L);
        });
    }

    @Test
    void aChangeUpdatesAndAResolutionArchivesIt() {
        hub.enable(MEMBER);
        publish(AlertStatus.OPENED);
        hub.drain();
        hub.publish(SampleAlerts.alert(API, AlertStatus.CHANGED, 2));
        hub.drain();
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 3));
        hub.drain();

        assertThat(effects()).containsExactly(Effect.CREATED, Effect.UPDATED, Effect.UPDATED);
        AwsSecurityFinding finding = only(MEMBER);
        assertThat(finding.recordState()).isEqualTo(RecordState.ARCHIVED);
        assertThat(finding.compliance().status()).isEqualTo(ComplianceStatus.PASSED);
        assertThat(finding.workflow().status()).isEqualTo(WorkflowStatus.NEW);
        assertThat(finding.productFields()).containsEntry("ecr-auditor/fact/cause", "FIXED");
    }

    @Test
    void aFindingThatOpensAgainIsActiveAgain() {
        hub.enable(MEMBER);
        publish(AlertStatus.OPENED);
        hub.drain();
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 2));
        hub.drain();
        hub.publish(SampleAlerts.alert(API, AlertStatus.REOPENED, 3));
        hub.drain();
        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ACTIVE);
    }

    @Test
    void anOlderAlertThatArrivesLateChangesNothing() {
        hub.enable(MEMBER);
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 2));
        hub.drain();
        publish(AlertStatus.OPENED);
        hub.drain();

        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ARCHIVED);
        assertThat(effects()).containsExactly(Effect.CREATED);
        assertThat(hub.deadLetters()).isEmpty();
    }

    /** Without what this instance remembers, Security Hub itself ignores it. */
    @Test
    void anOlderAlertThatArrivesLateInAnotherInstanceIsIgnored() {
        hub.enable(MEMBER);
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 2));
        hub.drain();
        try (LocalHubInstance other = new LocalHubInstance(hub)) {
            other.importAlert(SampleAlerts.alert(API, AlertStatus.OPENED, 1));
        }
        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ARCHIVED);
        assertThat(effects()).containsExactly(Effect.CREATED, Effect.IGNORED);
    }

    @Test
    void ofTwoStatesInOneBatchTheLaterIsImportedWhateverTheirOrder() {
        hub.enable(MEMBER);
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 2));
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(effects()).containsExactly(Effect.CREATED);
        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ARCHIVED);
    }

    @Test
    void twoTransitionsOfADigestAreOneFindingInItsLastState() {
        hub.enable(MEMBER);
        List<Digest.Item> items = List.of(
                new Digest.Item(API, SampleAlerts.facts(API, AlertStatus.OPENED, 1)),
                new Digest.Item(API, SampleAlerts.facts(API, AlertStatus.RESOLVED, 2)));
        SampleAlerts.digest(items, SampleAlerts.PUBLISHED_AT).forEach(hub::publish);
        hub.drain();
        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ARCHIVED);
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsImportedOnce() {
        hub.enable(MEMBER);
        publish(AlertStatus.OPENED);
        publish(AlertStatus.OPENED);
        hub.drain();
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(effects()).containsExactly(Effect.CREATED);
    }

    @Test
    void aLostAnswerIsRepeatedAndIgnored() {
        hub.enable(MEMBER);
        hub.aws.failNext("securityhub:BatchImportFindings", Fault.TIMEOUT, 1);
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(effects()).containsExactly(Effect.CREATED, Effect.IGNORED);
        assertThat(hub.deadLetters()).isEmpty();
    }

    @Test
    void theHubImportsForAnAccountWithoutSecurityHub() {
        hub.enable(LocalHub.HUB);
        publish(AlertStatus.OPENED);
        hub.drain();

        AwsSecurityFinding finding = only(LocalHub.HUB);
        assertThat(finding.awsAccountId()).isEqualTo(LocalHub.HUB);
        assertThat(finding.productArn())
                .isEqualTo("arn:aws:securityhub:us-east-1:999988887777:product/999988887777/default");
        assertThat(finding.resources().get(0).id()).isEqualTo(API.toString());
        assertThat(finding.id()).contains("/" + MEMBER + "/");
        assertThat(hub.log)
                .last()
                .satisfies(line -> assertThat(line.whole("intoTheHubsAccount")).contains(1L));
    }

    @Test
    void anAccountWithoutSecurityHubIsAskedAgainAfterAQuarterOfAnHour() {
        hub.enable(LocalHub.HUB);
        publish(AlertStatus.OPENED);
        hub.publish(SampleAlerts.alert(SampleAlerts.repository(MEMBER, "payments/web"), AlertStatus.OPENED, 1));
        hub.drain();
        assertThat(importsBy(MEMBER)).hasSize(1);

        hub.enable(MEMBER);
        hub.publish(SampleAlerts.alert(API, AlertStatus.RESOLVED, 2));
        hub.drain();
        assertThat(only(MEMBER).recordState()).isEqualTo(RecordState.ARCHIVED);
    }

    @Test
    void withoutSecurityHubAnywhereTheAlertIsADeadLetterWithItsReason() {
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(hub.deadLetters()).hasSize(1);
        assertThat(hub.invocations).isEqualTo(10);
        assertThat(reasons())
                .allSatisfy(
                        reason -> assertThat(reason)
                                .isEqualTo(
                                        "999988887777 us-east-1: account 999988887777 does not use Security Hub CSPM in us-east-1"));
    }

    @Test
    void aDeniedCallNamesTheMissingPermissionAndTheAlertIsKept() {
        hub.enable(LocalHub.HUB, MEMBER);
        hub.aws.deny(MEMBER, "securityhub:BatchImportFindings");
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(hub.deadLetters()).hasSize(1);
        assertThat(reasons())
                .allSatisfy(reason -> assertThat(reason)
                        .contains(
                                "111122223333 us-east-1",
                                "not authorized to perform: securityhub:BatchImportFindings"));
        assertThat(hub.findings(LocalHub.HUB)).isEmpty();
    }

    @Test
    void aMissingRoleIsNotTakenForAMissingSecurityHub() {
        hub.enable(LocalHub.HUB, MEMBER);
        hub.aws.deny(MEMBER, "sts:AssumeRole");
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(reasons()).allSatisfy(reason -> assertThat(reason).contains("sts:AssumeRole"));
        assertThat(hub.deadLetters()).hasSize(1);
        assertThat(hub.findings(LocalHub.HUB)).isEmpty();
    }

    @Test
    void everyCallHasTheCredentialsOfTheAccountThatImports() {
        hub.enable(LocalHub.HUB, MEMBER, SampleAlerts.OTHER);
        publish(AlertStatus.OPENED);
        hub.publish(
                SampleAlerts.alert(SampleAlerts.repository(SampleAlerts.OTHER, "tools/linter"), AlertStatus.OPENED, 1));
        hub.publish(SampleAlerts.alert(SampleAlerts.repository(LocalHub.HUB, "own"), AlertStatus.OPENED, 1));
        hub.drain();
        for (String account : List.of(LocalHub.HUB, MEMBER, SampleAlerts.OTHER)) {
            assertThat(importsBy(account))
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.parameters()).contains("\"AwsAccountId\":\"" + account + "\""));
        }
        assertThat(hub.aws.requests())
                .filteredOn(request -> request.operation().equals("AssumeRole"))
                .extracting(LoggedRequest::resource)
                .containsExactlyInAnyOrder(
                        "arn:aws:iam::111122223333:role/ecr-auditor-import",
                        "arn:aws:iam::444455556666:role/ecr-auditor-import");
    }

    @Test
    void aMalformedMessageIsADeadLetterAndTheOthersAreImported() {
        hub.enable(MEMBER);
        List<String> malformed = List.of(
                "{",
                "{}",
                "{\"Type\": \"Notification\", \"Message\": \"hello\"}",
                "{\"Type\": \"Notification\", \"Message\": \"{\\\"schema\\\": 2}\"}",
                "{\"Type\": \"Notification\", \"Message\": \"{\\\"schema\\\": 1, \\\"status\\\": \\\"OPENED\\\"}\"}");
        malformed.forEach(hub::send);
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(hub.deadLetters()).containsExactlyInAnyOrderElementsOf(malformed);
        assertThat(hub.findings(MEMBER)).hasSize(1);
        assertThat(reasons())
                .hasSize(malformed.size() * 10)
                .allSatisfy(reason -> assertThat(reason).startsWith("not an alert: "));
    }

    @Test
    void alertsThatSayNothingAboutTheStateAreNotImported() {
        hub.enable(MEMBER);
        publish(
                AlertStatus.ATTRIBUTED,
                AlertStatus.REMEDIATED,
                AlertStatus.REMEDIATION_PLANNED,
                AlertStatus.REMEDIATION_FAILED,
                AlertStatus.SUSPENDED,
                AlertStatus.REMINDER);
        hub.drain();
        assertThat(hub.findings(MEMBER)).isEmpty();
        assertThat(hub.deadLetters()).isEmpty();
        assertThat(hub.log)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line.text("outcome")).contains("NOTHING_TO_IMPORT"));
    }

    @Test
    void withoutTimeTheRestStaysInTheQueue() {
        hub.enable(MEMBER);
        hub.timeLeft(Duration.ofSeconds(19));
        publish(AlertStatus.OPENED);
        hub.drain();
        assertThat(hub.deadLetters()).hasSize(1);
        assertThat(reasons()).allSatisfy(reason -> assertThat(reason).contains("no time left"));
        assertThat(importsBy(MEMBER)).isEmpty();
    }

    @Test
    void aDigestIsImportedInCallsOfAHundred() {
        hub.enable(MEMBER);
        List<Digest.Item> items = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            Subject subject = SampleAlerts.repository(MEMBER, "team/repository-" + i);
            items.add(new Digest.Item(subject, SampleAlerts.facts(subject, AlertStatus.OPENED, 1)));
        }
        SampleAlerts.digest(items, SampleAlerts.PUBLISHED_AT).forEach(hub::publish);
        hub.drain();
        assertThat(hub.aws.importedFindings()).hasSize(230);
        assertThat(importsBy(MEMBER)).hasSize(3);
    }

    private List<Effect> effects() {
        return hub.aws.importedFindings().stream().map(ImportedFinding::effect).toList();
    }

    private List<LoggedRequest> importsBy(String account) {
        return hub.aws.requests().stream()
                .filter(request -> request.action().equals("securityhub:BatchImportFindings")
                        && request.account().equals(account))
                .toList();
    }

    private List<String> reasons() {
        return hub.log.stream()
                .filter(line -> line.text("outcome").equals(java.util.Optional.of("NOT_IMPORTED")))
                .map(line -> line.text("reason").orElseThrow())
                .toList();
    }
}
