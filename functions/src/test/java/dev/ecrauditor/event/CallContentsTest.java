package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.OWNER;
import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static dev.ecrauditor.event.EventJson.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.TagMutability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call has set, as far as its event shows it. */
class CallContentsTest {

    private static final RepositoryArn API = new RepositoryArn("aws", "us-east-1", OWNER, "payments/api");
    private static final String OWN_ARN = "[{'accountId': '111122223333', 'ARN': '" + API + "'}]";

    @Test
    void whatCreateRepositoryLeavesOutIsItsDefault() throws MalformedEvent {
        RepositoryChange change = change(call("CreateRepository", "{'repositoryName': 'payments/api'}", "null"));
        assertThat(change.settings().scanOnPush()).contains(false);
        assertThat(change.settings().encryptionType()).contains("AES256");
        assertThat(change.settings().policyTexts()).isEmpty();
        assertThat(change.settings().tags()).contains(TagMutability.MUTABLE);
        assertThat(change.settings().lifecyclePolicy()).isEmpty();
    }

    @Test
    void whatOtherCallsLeaveOutIsNotKnown() throws MalformedEvent {
        RepositoryChange change = change(call("SetRepositoryPolicy", "{'repositoryName': 'payments/api'}", "null"));
        assertThat(change.settings().scanOnPush()).isEmpty();
        assertThat(change.settings().encryptionType()).isEmpty();
        assertThat(change.settings().tags()).isEmpty();
    }

    @Test
    void tagMutabilityIsReadWithItsFilters() throws MalformedEvent {
        RepositoryChange change = change(call(
                "PutImageTagMutability",
                "{'repositoryName': 'payments/api', 'imageTagMutability': 'IMMUTABLE_WITH_EXCLUSION',"
                        + "'imageTagMutabilityExclusionFilters': [{'filterType': 'WILDCARD', 'filter': 'latest'},"
                        + "{'filterType': 'WILDCARD'}, {'filterType': 'WILDCARD', 'filter': 'dev-*'}]}",
                "null"));
        assertThat(change.settings().tags())
                .contains(new TagMutability("IMMUTABLE_WITH_EXCLUSION", List.of("latest", "dev-*")));
    }

    @Test
    void aLifecyclePolicyIsReadFromTheRequestElseFromTheAnswer() throws MalformedEvent {
        String text = "{'repositoryName': 'payments/api', 'lifecyclePolicyText': 'one'}";
        assertThat(change(call("PutLifecyclePolicy", text, text.replace("one", "two")))
                        .settings()
                        .lifecyclePolicy())
                .contains("one");
        assertThat(change(call("PutLifecyclePolicy", "null", text)).settings().lifecyclePolicy())
                .contains("one");
    }

    @Test
    void theRequestSaysWhatWasAskedFor() throws MalformedEvent {
        RepositoryChange change = change(call(
                "CreateRepository",
                "{'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS'},"
                        + "'imageScanningConfiguration': {'scanOnPush': true}}",
                "null"));
        assertThat(change.settings().scanOnPush()).contains(true);
        assertThat(change.settings().encryptionType()).contains("KMS");
    }

    @Test
    void theAnswerSaysItWhereTheRequestDoesNot() throws MalformedEvent {
        RepositoryChange change = change(call(
                "CreateRepository",
                "null",
                "{'repository': {'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS_DSSE'},"
                        + "'imageScanningConfiguration': {'scanOnPush': true}}}"));
        assertThat(change.settings().scanOnPush()).contains(true);
        assertThat(change.settings().encryptionType()).contains("KMS_DSSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{'omitted': true}", "{'omitted': true, 'originalSize': 120000}"})
    void parametersThatWereLeftOutAreNoDefaults(String request) throws MalformedEvent {
        Json event = with(call("CreateRepository", request, "null"), "detail.resources", OWN_ARN);
        RepositoryChange change = change(event);
        assertThat(change.settings().scanOnPush()).isEmpty();
        assertThat(change.settings().encryptionType()).isEmpty();
    }

    @Test
    void aPolicyIsKeptAsSentAndAsAnswered() throws MalformedEvent {
        RepositoryChange change = change(call(
                "SetRepositoryPolicy",
                "{'repositoryName': 'payments/api', 'policyText': '{}'}",
                "{'registryId': '111122223333', 'policyText': '{ }'}"));
        assertThat(change.settings().policyTexts()).containsExactly("{}", "{ }");
    }
}
