package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AuditOutcome;
import dev.ecrauditor.audit.ScanRemediation;
import dev.ecrauditor.event.ChangeKind;
import dev.ecrauditor.finding.record.FindingKey;
import dev.ecrauditor.finding.record.OutboxPosition;
import dev.ecrauditor.finding.record.RemediationRequest;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.settings.RemediationMode;
import dev.ecrauditor.testing.SampleRepository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;

/** From a change to the alert in a queue, through the real audit and the real drain. */
interface EndToEndAuditContract extends BackendContractPart {

    @Test
    default void aRepositoryThatBecomesPublicIsPublishedOnceAndItsFixOnce() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        fixture().owner().setPolicy(repository, SampleRepository.PUBLIC_POLICY);
        assertThat(audit.auditChange(ChangeKind.SET_REPOSITORY_POLICY, repository))
                .isInstanceOf(AuditOutcome.Alerted.class);
        assertThat(audit.publishDue()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("OPENED");
            assertThat(alert.text("severity")).hasValue("HIGH");
            assertThat(alert.text("resource", "arn")).hasValue(repository.toString());
            assertThat(ruleIds(alert)).containsExactly("ecr-policy-not-public");
        });

        audit.auditChange(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(audit.publishDue()).isEmpty();

        fixture().owner().setPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        audit.auditChange(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(audit.publishDue()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("RESOLVED");
            assertThat(ruleIds(alert)).containsExactly("ecr-policy-not-public");
        });
    }

    @Test
    default void aGoodRepositoryIsNotPublished() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        assertThat(audit.auditChange(ChangeKind.CREATE_REPOSITORY, repository)).isEqualTo(new AuditOutcome.Recorded());
        assertThat(audit.publishDue()).isEmpty();
    }

    @Test
    default void whatIsWrongWithANewRepositoryIsPublishedTogether() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.OFF);
        RepositoryArn repository = fixture().owner().createRepository("payments/api");
        fixture().owner().setPolicy(repository, SampleRepository.PUBLIC_POLICY);
        audit.auditChange(ChangeKind.CREATE_REPOSITORY, repository);
        assertThat(audit.publishDue())
                .singleElement()
                .satisfies(alert -> assertThat(ruleIds(alert))
                        .containsExactly(
                                "ecr-encryption-customer-managed-key",
                                "ecr-policy-not-public",
                                "ecr-scan-on-push",
                                "ecr-tag-immutable"));
    }

    @Test
    default void scanningIsSwitchedOnAndTheFixPublished() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        audit.auditChange(ChangeKind.CREATE_REPOSITORY, repository);
        assertThat(audit.publishDue())
                .singleElement()
                .satisfies(alert -> assertThat(ruleIds(alert)).containsExactly("ecr-scan-on-push"));
        audit.remediate();
        assertThat(fixture().readRepository(repository).scanOnPush()).isTrue();
        audit.auditChange(ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION, repository);
        assertThat(audit.publishDue())
                .allSatisfy(alert -> assertThat(ruleIds(alert)).containsExactly("ecr-scan-on-push"))
                .extracting(alert -> alert.text("status").orElseThrow())
                .containsExactlyInAnyOrder("REMEDIATED", "RESOLVED");
    }

    @Test
    default void aForgedRequestForWhatIsNotOpenChangesNothing() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        RemediationRequest forged = new RemediationRequest(
                "forged@1",
                new OutboxPosition(0, 0),
                Subject.of(repository),
                new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION),
                fixture().readRepository(repository).createdAt(),
                1);
        assertThat(audit.remediateMessage(forged)).isEqualTo(ScanRemediation.Outcome.NOT_DUE);
        assertThat(fixture().readRepository(repository).scanOnPush()).isFalse();
    }

    @Test
    default void aForgedAlertOnTheTopicAsksForNothing() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        String text = "{\"schema\":1,\"status\":\"REMEDIATION_PLANNED\",\"resource\":{\"arn\":\"" + repository + "\"}}";
        audit.forge(new AlertMessage(
                "[MEDIUM] ECR forged",
                "forged\n",
                "{}",
                text,
                Map.of("status", "OPENED"),
                Map.of("alertIds", List.of("a#1"))));
        assertThat(audit.publishDue()).hasSize(1);
        assertThat(audit.requests()).isEmpty();
        assertThat(fixture().readRepository(repository).scanOnPush()).isFalse();
    }

    @Test
    default void aDeletedRepositoryClosesItsFindings() {
        fixture().requireEcr();
        EndToEndAudit audit = new EndToEndAudit(fixture(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        fixture().owner().setPolicy(repository, SampleRepository.PUBLIC_POLICY);
        audit.auditChange(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(audit.publishDue()).hasSize(1);
        fixture()
                .owner()
                .ecr()
                .deleteRepository(DeleteRepositoryRequest.builder()
                        .repositoryName(repository.name())
                        .build());
        audit.auditChange(ChangeKind.DELETE_REPOSITORY, repository);
        assertThat(audit.publishDue())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("status")).hasValue("RESOLVED"));
    }

    /** A repository with a customer managed key, immutable tags and a policy that is not public. */
    private RepositoryArn goodRepository(boolean scanOnPush) {
        EncryptionConfiguration encryption = EncryptionConfiguration.builder()
                .encryptionType(EncryptionType.KMS)
                .kmsKey(fixture().owner().createKey().arn())
                .build();
        RepositoryArn repository = fixture()
                .owner()
                .createRepository(CreateRepositoryRequest.builder()
                        .repositoryName("payments/api")
                        .encryptionConfiguration(encryption)
                        .imageTagMutability(ImageTagMutability.IMMUTABLE)
                        .imageScanningConfiguration(ImageScanningConfiguration.builder()
                                .scanOnPush(scanOnPush)
                                .build()));
        fixture().owner().setPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        return repository;
    }

    private static List<String> ruleIds(Json alert) {
        return alert.items("findings").stream()
                .map(finding -> finding.text("ruleId").orElseThrow())
                .toList();
    }
}
