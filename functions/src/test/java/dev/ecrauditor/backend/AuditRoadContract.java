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

/** From a change to the alert in a queue, through the real audit and the real drain. */
interface AuditRoadContract extends OnABackend {

    @Test
    default void aRepositoryThatBecomesPublicIsPublishedOnceAndItsFixOnce() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        scene().owner().setsPolicy(repository, SampleRepository.PUBLIC_POLICY);
        assertThat(road.hearsOf(ChangeKind.SET_REPOSITORY_POLICY, repository)).isInstanceOf(AuditOutcome.Alerted.class);
        assertThat(road.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("OPENED");
            assertThat(alert.text("severity")).hasValue("HIGH");
            assertThat(alert.text("resource", "arn")).hasValue(repository.toString());
            assertThat(ruleIds(alert)).containsExactly("ecr-policy-not-public");
        });

        road.hearsOf(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(road.alerts()).isEmpty();

        scene().owner().setsPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        road.hearsOf(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(road.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.text("status")).hasValue("RESOLVED");
            assertThat(ruleIds(alert)).containsExactly("ecr-policy-not-public");
        });
    }

    @Test
    default void aGoodRepositoryIsNotPublished() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        assertThat(road.hearsOf(ChangeKind.CREATE_REPOSITORY, repository)).isEqualTo(new AuditOutcome.Recorded());
        assertThat(road.alerts()).isEmpty();
    }

    @Test
    default void whatIsWrongWithANewRepositoryIsPublishedTogether() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.OFF);
        RepositoryArn repository = scene().owner().creates("payments/api");
        scene().owner().setsPolicy(repository, SampleRepository.PUBLIC_POLICY);
        road.hearsOf(ChangeKind.CREATE_REPOSITORY, repository);
        assertThat(road.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(ruleIds(alert))
                        .containsExactly(
                                "ecr-encryption-customer-managed-key", "ecr-policy-not-public", "ecr-scan-on-push"));
    }

    @Test
    default void scanningIsSwitchedOnAndTheFixPublished() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        road.hearsOf(ChangeKind.CREATE_REPOSITORY, repository);
        assertThat(road.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(ruleIds(alert)).containsExactly("ecr-scan-on-push"));
        road.remediates();
        assertThat(scene().reads(repository).scanOnPush()).isTrue();
        road.hearsOf(ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION, repository);
        assertThat(road.alerts())
                .allSatisfy(alert -> assertThat(ruleIds(alert)).containsExactly("ecr-scan-on-push"))
                .extracting(alert -> alert.text("status").orElseThrow())
                .containsExactlyInAnyOrder("REMEDIATED", "RESOLVED");
    }

    @Test
    default void aForgedRequestForWhatIsNotOpenChangesNothing() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        RemediationRequest forged = new RemediationRequest(
                "forged@1",
                new OutboxPosition(0, 0),
                Subject.of(repository),
                new FindingKey("ecr-scan-on-push", FindingKey.Kind.VIOLATION),
                scene().reads(repository).createdAt(),
                1);
        assertThat(road.receives(forged)).isEqualTo(ScanRemediation.Outcome.NOT_DUE);
        assertThat(scene().reads(repository).scanOnPush()).isFalse();
    }

    @Test
    default void aForgedAlertOnTheTopicAsksForNothing() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.ON);
        RepositoryArn repository = goodRepository(false);
        String text = "{\"schema\":1,\"status\":\"REMEDIATION_PLANNED\",\"resource\":{\"arn\":\"" + repository + "\"}}";
        road.forge(new AlertMessage(
                "[MEDIUM] ECR forged",
                "forged\n",
                "{}",
                text,
                Map.of("status", "OPENED"),
                Map.of("alertIds", List.of("a#1"))));
        assertThat(road.alerts()).hasSize(1);
        assertThat(road.requests()).isEmpty();
        assertThat(scene().reads(repository).scanOnPush()).isFalse();
    }

    @Test
    default void aDeletedRepositoryClosesItsFindings() {
        scene().needsEcr();
        AuditRoad road = new AuditRoad(scene(), RemediationMode.OFF);
        RepositoryArn repository = goodRepository(true);
        scene().owner().setsPolicy(repository, SampleRepository.PUBLIC_POLICY);
        road.hearsOf(ChangeKind.SET_REPOSITORY_POLICY, repository);
        assertThat(road.alerts()).hasSize(1);
        scene().owner()
                .ecr()
                .deleteRepository(DeleteRepositoryRequest.builder()
                        .repositoryName(repository.name())
                        .build());
        road.hearsOf(ChangeKind.DELETE_REPOSITORY, repository);
        assertThat(road.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.text("status")).hasValue("RESOLVED"));
    }

    /** A repository with a customer managed key and a policy that is not public. */
    private RepositoryArn goodRepository(boolean scanOnPush) {
        EncryptionConfiguration encryption = EncryptionConfiguration.builder()
                .encryptionType(EncryptionType.KMS)
                .kmsKey(scene().owner().createsKey().arn())
                .build();
        RepositoryArn repository = scene().owner()
                .creates(CreateRepositoryRequest.builder()
                        .repositoryName("payments/api")
                        .encryptionConfiguration(encryption)
                        .imageScanningConfiguration(ImageScanningConfiguration.builder()
                                .scanOnPush(scanOnPush)
                                .build()));
        scene().owner().setsPolicy(repository, SampleRepository.OWN_ACCOUNT_POLICY);
        return repository;
    }

    private static List<String> ruleIds(Json alert) {
        return alert.items("findings").stream()
                .map(finding -> finding.text("ruleId").orElseThrow())
                .toList();
    }
}
