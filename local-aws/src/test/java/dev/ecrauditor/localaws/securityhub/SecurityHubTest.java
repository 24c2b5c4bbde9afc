package dev.ecrauditor.localaws.securityhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.localaws.TestCloud;
import dev.ecrauditor.localaws.control.Fault;
import dev.ecrauditor.localaws.control.LoggedRequest;
import dev.ecrauditor.localaws.securityhub.ImportedFinding.Effect;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;
import software.amazon.awssdk.services.securityhub.model.InvalidInputException;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.ResourceConflictException;
import software.amazon.awssdk.services.securityhub.model.SecurityHubException;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

class SecurityHubTest {

    private static final String PRODUCT = "arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default";

    @AutoClose
    final TestCloud cloud = new TestCloud();

    private final SecurityHubClient hub = cloud.at(SecurityHubClient.builder(), TestCloud.ANYBODY, TestCloud.REGION)
            .build();

    private static AwsSecurityFinding.Builder finding(String id, int minute) {
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(id)
                .productArn(PRODUCT)
                .awsAccountId(TestCloud.HOME)
                .generatorId("test")
                .types("Effects")
                .createdAt("2026-11-20T10:00:00Z")
                .updatedAt("2026-11-20T10:%02d:00.000Z".formatted(minute))
                .title("minute " + minute)
                .description("A finding.")
                .severity(severity -> severity.label(SeverityLabel.LOW))
                .resources(Resource.builder().type("Other").id("arn:aws:x").build());
    }

    private BatchImportFindingsResponse imported(AwsSecurityFinding.Builder... findings) {
        return hub.batchImportFindings(request -> request.findings(List.of(findings).stream()
                .map(AwsSecurityFinding.Builder::build)
                .toList()));
    }

    private List<Effect> effects() {
        return cloud.aws.importedFindings().stream()
                .map(ImportedFinding::effect)
                .toList();
    }

    @Test
    void itIsOffUntilItIsEnabled() {
        BatchImportFindingsResponse response = imported(finding("a", 1));
        assertThat(response.successCount()).isZero();
        assertThat(response.failedFindings())
                .extracting(ImportFindingsError::errorCode)
                .containsExactly("InvalidAccess");
        assertThatThrownBy(() -> hub.getFindings(get -> {})).isInstanceOf(InvalidAccessException.class);
        assertThat(cloud.lastRequest().errorCode()).isEqualTo("InvalidAccessException");
    }

    @Test
    void itIsEnabledOnceAndForgetsItsFindingsWhenItIsDisabled() {
        hub.enableSecurityHub(enable -> {});
        assertThatThrownBy(() -> hub.enableSecurityHub(enable -> {})).isInstanceOf(ResourceConflictException.class);
        imported(finding("a", 1));
        hub.disableSecurityHub(disable -> {});
        hub.enableSecurityHub(enable -> {});
        assertThat(hub.getFindings(get -> {}).findings()).isEmpty();
    }

    @Test
    void aFindingIsCreatedAndUpdatedOnlyByALaterTime() {
        hub.enableSecurityHub(enable -> {});
        assertThat(imported(finding("a", 2)).successCount()).isEqualTo(1);
        imported(finding("a", 2));
        imported(finding("a", 1));
        imported(finding("a", 3).recordState(RecordState.ARCHIVED));
        assertThat(effects()).containsExactly(Effect.CREATED, Effect.IGNORED, Effect.IGNORED, Effect.UPDATED);
        assertThat(hub.getFindings(get -> {}).findings()).singleElement().satisfies(stored -> {
            assertThat(stored.title()).isEqualTo("minute 3");
            assertThat(stored.recordState()).isEqualTo(RecordState.ARCHIVED);
            assertThat(stored.workflow().status()).isEqualTo(WorkflowStatus.NEW);
        });
    }

    @Test
    void anImportLeavesTheInvestigationAloneExceptWhereAFindingIsActiveAgain() {
        hub.enableSecurityHub(enable -> {});
        imported(finding("a", 1).recordState(RecordState.ARCHIVED).workflow(w -> w.status(WorkflowStatus.RESOLVED)));
        imported(finding("a", 2).recordState(RecordState.ARCHIVED).workflow(w -> w.status(WorkflowStatus.NEW)));
        assertThat(workflow()).isEqualTo(WorkflowStatus.RESOLVED);
        imported(finding("a", 3).recordState(RecordState.ACTIVE));
        assertThat(workflow()).isEqualTo(WorkflowStatus.NEW);
    }

    private WorkflowStatus workflow() {
        return hub.getFindings(get -> {}).findings().get(0).workflow().status();
    }

    @Test
    void onlyTheAccountItselfImportsIntoItsDefaultProduct() {
        hub.enableSecurityHub(enable -> {});
        for (AwsSecurityFinding.Builder foreign : List.of(
                finding("a", 1).awsAccountId(TestCloud.MEMBER),
                finding("a", 1).productArn(PRODUCT.replace(TestCloud.HOME, TestCloud.MEMBER)))) {
            assertThatThrownBy(() -> imported(foreign)).isInstanceOfSatisfying(SecurityHubException.class, refused -> {
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            });
        }
    }

    @Test
    void whatIsIncompleteOrTooLargeFailsAndTheOthersAreTaken() {
        hub.enableSecurityHub(enable -> {});
        BatchImportFindingsResponse response = imported(
                finding("complete", 1),
                finding("untitled", 1).title(null),
                finding("timeless", 1).updatedAt("yesterday"),
                finding("large", 1).description("x".repeat(240_000)));
        assertThat(response.successCount()).isEqualTo(1);
        assertThat(response.failedCount()).isEqualTo(3);
        assertThat(response.failedFindings())
                .allSatisfy(failed -> assertThat(failed.errorCode()).isEqualTo("InvalidInput"))
                .extracting(ImportFindingsError::id)
                .containsExactly("untitled", "timeless", "large");
    }

    @Test
    void aCallHasOneToAHundredFindings() {
        hub.enableSecurityHub(enable -> {});
        AwsSecurityFinding.Builder[] many = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> finding("finding-" + i, 1))
                .toArray(AwsSecurityFinding.Builder[]::new);
        assertThatThrownBy(() -> imported(many)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(this::imported).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void findingsAreFoundByTheirTexts() {
        hub.enableSecurityHub(enable -> {});
        imported(finding("a", 1), finding("b", 1));
        assertThat(hub.getFindings(
                                get -> get.filters(filters -> filters.id(filter("b", StringFilterComparison.EQUALS))))
                        .findings())
                .extracting(AwsSecurityFinding::id)
                .containsExactly("b");
        assertThatThrownBy(() -> hub.getFindings(
                        get -> get.filters(filters -> filters.id(filter("b", StringFilterComparison.PREFIX)))))
                .hasMessageContaining("local-aws does not have");
    }

    private static StringFilter filter(String value, StringFilterComparison comparison) {
        return StringFilter.builder().value(value).comparison(comparison).build();
    }

    @Test
    void singleFindingsAndAShareOfTheCallsCanBeMadeToFail() {
        hub.enableSecurityHub(enable -> {});
        cloud.aws.failImports("b", 1);
        assertThat(imported(finding("a", 1), finding("b", 1)).failedFindings())
                .extracting(ImportFindingsError::id)
                .containsExactly("b");
        assertThat(imported(finding("b", 1)).failedCount()).isZero();

        cloud.aws.failShare("securityhub:BatchImportFindings", Fault.THROTTLED, 0.5, 7);
        int throttled = 0;
        for (int i = 0; i < 100; i++) {
            try {
                imported(finding("a", 1));
            } catch (AwsServiceException fault) {
                assertThat(fault.isThrottlingException()).isTrue();
                throttled++;
            }
        }
        assertThat(throttled).isBetween(30, 70);
        assertThatThrownBy(() -> cloud.aws.failShare("securityhub:BatchImportFindings", Fault.THROTTLED, 1.1, 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anImportIsDeniedAndLoggedByItsProduct() {
        hub.enableSecurityHub(enable -> {});
        cloud.aws.deny(TestCloud.HOME, "securityhub:BatchImportFindings");
        assertThatThrownBy(() -> imported(finding("a", 1)))
                .hasMessageContaining("securityhub:BatchImportFindings on resource: " + PRODUCT);
        LoggedRequest request = cloud.lastRequest();
        assertThat(request.action()).isEqualTo("securityhub:BatchImportFindings");
        assertThat(request.httpStatus()).isEqualTo(403);
    }
}
