package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.OWNER;
import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static dev.ecrauditor.event.EventJson.json;
import static dev.ecrauditor.event.EventJson.read;
import static dev.ecrauditor.event.EventJson.scanningOff;
import static dev.ecrauditor.event.EventJson.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event asks for, and which events ask for nothing. */
class EventReaderTest {

    private static final RepositoryArn API = new RepositoryArn("aws", "us-east-1", OWNER, "payments/api");

    private static void assertIgnored(Json event, IgnoreReason reason, String detail) throws MalformedEvent {
        assertThat(read(event)).isEqualTo(new Ignored(EventHeader.of(event), reason, detail));
    }

    @Test
    void aCallIsReadInFull() throws MalformedEvent {
        assertThat(read(scanningOff()))
                .isEqualTo(new RepositoryChange(
                        EventHeader.of(
                                ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION,
                                "9a1b",
                                OWNER,
                                Instant.parse("2026-11-20T10:05:00Z")),
                        ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION,
                        API,
                        new Actor(
                                Optional.of("arn:aws:iam::111122223333:user/alice"),
                                Optional.empty(),
                                Optional.empty(),
                                Actor.Tool.UNKNOWN),
                        new RequestedSettings(List.of(), Optional.of(false), Optional.empty()),
                        false));
    }

    @Test
    void anIgnoredEventKeepsWhatItSaysAboutItself() throws MalformedEvent {
        Json event =
                with(call("UpdateImageStorageClass", "null", "null"), "detail.eventTime", "'+1000000-01-01T00:00:00Z'");
        assertThat(read(event).header())
                .isEqualTo(new EventHeader(
                        Optional.of("UpdateImageStorageClass"),
                        Optional.of("9a1b"),
                        Optional.of(OWNER),
                        Optional.empty()));
        assertThat(read(json("{'source': 'aws.s3'}")).header()).isEqualTo(EventHeader.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyCallThatARuleEvaluatesIsReadByItsName(ChangeKind kind) throws MalformedEvent {
        assertThat(change(call(kind.eventName(), "{'repositoryName': 'payments/api'}", "null"))
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWS API Call via CloudTrail",
                "AWS Console Action via CloudTrail",
                "AWS Service Event via CloudTrail"
            })
    void aCallIsReadWhateverCloudTrailCallsIt(String detailType) throws MalformedEvent {
        assertThat(change(with(scanningOff(), "detail-type", "'" + detailType + "'"))
                        .repository())
                .isEqualTo(API);
    }

    @Test
    void anAccountThatIsNotWatchedIsIgnored() throws MalformedEvent {
        Json event =
                with(with(scanningOff(), "account", "'999988887777'"), "detail.recipientAccountId", "'999988887777'");
        event = with(event, "detail.responseElements.registryId", "'999988887777'");
        assertIgnored(event, IgnoreReason.ACCOUNT_NOT_WATCHED, "999988887777");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "RepositoryAlreadyExistsException", "ThrottlingException", ""})
    void aFailedCallIsIgnoredWhateverItSays(String errorCode) throws MalformedEvent {
        Json event = with(scanningOff(), "detail.errorCode", "'" + errorCode + "'");
        event = with(event, "detail.requestParameters.repositoryName", "'<!channel> \\n<http://x|y>'");
        assertIgnored(event, IgnoreReason.CALL_FAILED, errorCode);
    }

    @Test
    void anErrorCodeOfNullIsNoFailure() throws MalformedEvent {
        assertThat(read(with(scanningOff(), "detail.errorCode", "null"))).isInstanceOf(RepositoryChange.class);
    }

    @Test
    void ecrPublicIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.eventSource", "'ecr-public.amazonaws.com'");
        assertIgnored(event, IgnoreReason.ECR_PUBLIC, "ecr-public.amazonaws.com");
        assertIgnored(with(event, "source", "'aws.ecr-public'"), IgnoreReason.ECR_PUBLIC, "ecr-public.amazonaws.com");
    }

    @Test
    void anotherServicesCallOfTheSameNameIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.eventSource", "'codecommit.amazonaws.com'");
        assertIgnored(event, IgnoreReason.OTHER_SERVICE, "codecommit.amazonaws.com");
        assertIgnored(with(event, "source", "'aws.codecommit'"), IgnoreReason.OTHER_SERVICE, "aws.codecommit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECR Image Scan", "ECR Scan Resource Change", "ECR Referrer Action", ""})
    void ecrsOwnEventsOfNoArrivingImageAreIgnored(String detailType) throws MalformedEvent {
        Json event = json("{'source': 'aws.ecr', 'detail-type': '" + detailType + "', 'account': '111122223333',"
                + "'region': 'us-east-1', 'detail': {'action-type': 'PUSH', 'repository-name': 'payments/api'}}");
        assertIgnored(event, IgnoreReason.NO_RULE_APPLIES, detailType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateImageStorageClass", "PutImage", "createrepository", ""})
    void callsThatNoRuleEvaluatesAreIgnored(String eventName) throws MalformedEvent {
        assertIgnored(
                call(eventName, "{'repositoryName': 'payments/api'}", "null"), IgnoreReason.NO_RULE_APPLIES, eventName);
    }

    @Test
    void aServiceEventWithoutACallerIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail-type", "'AWS Service Event via CloudTrail'");
        event = with(event, "detail.eventName", "'PolicyExecutionEvent'");
        event = with(event, "detail.userIdentity", "{'accountId': '111122223333', 'invokedBy': 'ecr.amazonaws.com'}");
        event = with(event, "detail.requestParameters", "null");
        assertIgnored(event, IgnoreReason.NO_RULE_APPLIES, "PolicyExecutionEvent");
    }

    @Test
    void aReevaluationIsReadBackAsWritten() throws MalformedEvent, MalformedJson {
        Reevaluation reevaluation = new Reevaluation(API);
        assertThat(read(JsonReader.read(reevaluation.toMessage()))).isEqualTo(reevaluation);
    }

    @Test
    void aDrainRequestIsReadBackAsItWasWritten() throws MalformedEvent, MalformedJson {
        DelayedDrainRequest request = new DelayedDrainRequest(API);
        assertThat(read(JsonReader.read(request.toMessage()))).isEqualTo(request);
        DelayedDrainRequest foreign =
                new DelayedDrainRequest(new RepositoryArn("aws", "us-east-1", "999988887777", "payments/api"));
        assertIgnored(JsonReader.read(foreign.toMessage()), IgnoreReason.ACCOUNT_NOT_WATCHED, "999988887777");
    }

    @Test
    void aReevaluationOfAnUnwatchedAccountIsRejected() throws MalformedEvent, MalformedJson {
        Reevaluation reevaluation =
                new Reevaluation(new RepositoryArn("aws", "us-east-1", "999988887777", "payments/api"));
        assertIgnored(JsonReader.read(reevaluation.toMessage()), IgnoreReason.ACCOUNT_NOT_WATCHED, "999988887777");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source': 'ecr-auditor'}",
                "{'source': 'ecr-auditor', 'detail': {'repositoryArn': 7}}",
                "{'source': 'ecr-auditor', 'detail': {'repositoryArn': 'payments/api'}}"
            })
    void aReevaluationWithoutRepositoryIsMalformed(String message) {
        assertThatThrownBy(() -> read(json(message)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("reevaluation");
    }
}
