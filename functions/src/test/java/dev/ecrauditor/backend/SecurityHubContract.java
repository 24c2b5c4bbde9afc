package dev.ecrauditor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.SecurityHubException;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/** What Security Hub CSPM answers to imports: what it takes, what fails, and which import is an update. */
interface SecurityHubContract extends BackendContractPart {

    @Test
    default void whatIsImportedIsFound() {
        enable();
        BatchImportFindingsResponse response = imported(finding("a", 1), finding("b", 1));
        assertThat(response.successCount()).isEqualTo(2);
        assertThat(response.failedCount()).isZero();
        assertThat(hub().getFindings(get -> {}).findings())
                .extracting(AwsSecurityFinding::id)
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    default void aLaterImportIsAnUpdate() {
        enable();
        imported(finding("a", 1));
        imported(finding("a", 2));
        assertThat(titles()).containsExactly("minute 2");
    }

    @Test
    default void anImportThatIsNotLaterChangesNothing() throws Throwable {
        enable();
        imported(finding("a", 2));
        assertThat(imported(finding("a", 1)).successCount()).isEqualTo(1);
        List<String> titles = titles();
        Expectation.asOnAws(() -> assertThat(titles).containsExactly("minute 2"))
                .unless(
                        Difference.OLDER_IMPORTS_ARE_TAKEN,
                        () -> assertThat(titles).containsExactly("minute 1"))
                .holdsOn(fixture().backend());
    }

    @Test
    default void aFindingThatFailsLeavesTheOthersTaken() {
        enable();
        BatchImportFindingsResponse response =
                imported(finding("a", 1), finding("b", 1).resources(List.of()));
        assertThat(response.successCount()).isEqualTo(1);
        assertThat(response.failedFindings())
                .extracting(ImportFindingsError::id)
                .containsExactly("b");
        assertThat(response.failedFindings().get(0).errorCode()).isEqualTo("InvalidInput");
    }

    @Test
    default void whereItIsNotSwitchedOnEveryFindingFails() throws Throwable {
        fixture().needsSecurityHub();
        BatchImportFindingsResponse response = imported(finding("a", 1));
        Expectation.asOnAws(() -> assertThat(response.failedFindings())
                        .extracting(ImportFindingsError::errorCode)
                        .containsExactly("InvalidAccess"))
                .unless(
                        Difference.IMPORTS_WITHOUT_A_HUB_ARE_TAKEN,
                        () -> assertThat(response.failedCount()).isZero())
                .holdsOn(fixture().backend());
    }

    @Test
    default void anotherAccountIsDenied() throws Throwable {
        enable();
        Throwable refused = catchThrowable(() ->
                imported(finding("a", 1).awsAccountId(fixture().otherOwner().account())));
        Expectation.asOnAws(() -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                SecurityHubException.class,
                                denied -> assertThat(denied.awsErrorDetails().errorCode())
                                        .isEqualTo("AccessDeniedException")))
                .unless(
                        Difference.IMPORTS_OF_OTHERS_ARE_TAKEN,
                        () -> assertThat(refused).isNull())
                .holdsOn(fixture().backend());
    }

    private void enable() {
        fixture().needsSecurityHub();
        hub().enableSecurityHub(enable -> {});
    }

    private SecurityHubClient hub() {
        return fixture().owner().securityHub();
    }

    private BatchImportFindingsResponse imported(AwsSecurityFinding.Builder... findings) {
        return hub().batchImportFindings(request -> request.findings(List.of(findings).stream()
                .map(AwsSecurityFinding.Builder::build)
                .toList()));
    }

    private List<String> titles() {
        return hub().getFindings(get -> {}).findings().stream()
                .map(AwsSecurityFinding::title)
                .toList();
    }

    private AwsSecurityFinding.Builder finding(String id, int minute) {
        String account = fixture().owner().account();
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(id)
                .productArn("arn:aws:securityhub:us-east-1:" + account + ":product/" + account + "/default")
                .awsAccountId(account)
                .generatorId("test")
                .types("Effects")
                .createdAt("2026-11-20T10:00:00Z")
                .updatedAt("2026-11-20T10:%02d:00.000Z".formatted(minute))
                .title("minute " + minute)
                .description("A finding.")
                .severity(severity -> severity.label(SeverityLabel.LOW))
                .resources(Resource.builder().type("Other").id("arn:aws:x").build());
    }
}
