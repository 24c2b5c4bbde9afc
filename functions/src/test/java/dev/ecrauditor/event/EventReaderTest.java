package dev.ecrauditor.event;

import static dev.ecrauditor.event.Events.OTHER;
import static dev.ecrauditor.event.Events.OWNER;
import static dev.ecrauditor.event.Events.call;
import static dev.ecrauditor.event.Events.change;
import static dev.ecrauditor.event.Events.json;
import static dev.ecrauditor.event.Events.read;
import static dev.ecrauditor.event.Events.scanningOff;
import static dev.ecrauditor.event.Events.with;
import static dev.ecrauditor.event.Events.without;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {

    private static final RepositoryArn API = new RepositoryArn("aws", "us-east-1", OWNER, "payments/api");
    private static final String OWN_ARN = "[{'accountId': '111122223333', 'ARN': '" + API + "'}]";
    private static final String FOREIGN_ARN =
            "[{'accountId': '444455556666', 'ARN': 'arn:aws:ecr:us-east-1:444455556666:repository/payments/api'}]";

    private static Ignored ignored(IgnoreReason reason, String detail) {
        return new Ignored(reason, detail);
    }

    @Test
    void aCallIsReadInFull() throws MalformedEvent {
        assertThat(read(scanningOff()))
                .isEqualTo(new RepositoryChange(
                        "9a1b",
                        ChangeKind.PUT_IMAGE_SCANNING_CONFIGURATION,
                        API,
                        Instant.parse("2026-11-20T10:05:00Z"),
                        new Actor(
                                Optional.of("arn:aws:iam::111122223333:user/alice"),
                                Optional.empty(),
                                Optional.empty(),
                                Actor.Tool.UNKNOWN),
                        List.of(),
                        Optional.of(false),
                        Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallARuleJudgesIsReadByItsName(ChangeKind kind) throws MalformedEvent {
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

    // Whose repository it is.

    @Test
    void theArnAmongTheResourcesOutweighsEveryOtherMentionOfAnOwner() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.responseElements.registryId", "'444455556666'");
        event = with(event, "detail.requestParameters.registryId", "'444455556666'");
        assertThat(change(with(event, "detail.resources", OWN_ARN)).repository())
                .isEqualTo(API);
        assertThat(read(with(scanningOff(), "detail.resources", FOREIGN_ARN)))
                .isEqualTo(ignored(IgnoreReason.CALLERS_COPY, OWNER));
    }

    @Test
    void theRegistryOfTheAnswerOutweighsThatOfTheRequest() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.requestParameters.registryId", "'444455556666'");
        assertThat(change(event).repository()).isEqualTo(API);
        Json foreign = with(scanningOff(), "detail.responseElements.registryId", "'444455556666'");
        foreign = with(foreign, "detail.requestParameters.registryId", "'111122223333'");
        assertThat(read(foreign)).isEqualTo(ignored(IgnoreReason.CALLERS_COPY, OWNER));
    }

    @Test
    void theRegistryOfTheCreatedRepositoryOutweighsThatOfTheRequest() throws MalformedEvent {
        Json event = call(
                "CreateRepository",
                "{'repositoryName': 'payments/api', 'registryId': '111122223333'}",
                "{'repository': {'registryId': '444455556666', 'repositoryName': 'payments/api'}}");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.CALLERS_COPY, OWNER));
    }

    @Test
    void theRegistryOfTheRequestCountsWhenTheAnswerNamesNone() throws MalformedEvent {
        Json event =
                call("SetRepositoryPolicy", "{'repositoryName': 'payments/api', 'registryId': '444455556666'}", "null");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.CALLERS_COPY, OWNER));
    }

    @Test
    void whenNothingNamesAnOwnerItIsTheAccountOfTheEnvelope() throws MalformedEvent {
        assertThat(change(call("DeleteRepository", "{'repositoryName': 'payments/api'}", "null"))
                        .repository())
                .isEqualTo(API);
    }

    @Test
    void theOwnerIsNeverWhoCalled() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.userIdentity.accountId", "'444455556666'");
        assertThat(change(event).repository()).isEqualTo(API);
    }

    @Test
    void resourcesThatAreNoRepositoriesAreSkipped() throws MalformedEvent {
        String mixed = "[7, null, {'type': 'AWS::KMS::Key', 'ARN': 'arn:aws:kms:us-east-1:444455556666:key/k'},"
                + "{'ARN': 5}, {'arn': 'arn:aws:ecr:us-east-1:444455556666:repository/x1'}, {'ARN': '" + API + "'}]";
        assertThat(change(with(scanningOff(), "detail.resources", mixed)).repository())
                .isEqualTo(API);
    }

    @Test
    void theArnNamesTheRepositoryAlsoWhenTheParametersWereLeftOut() throws MalformedEvent {
        Json event = with(call("SetRepositoryPolicy", "null", "null"), "detail.resources", OWN_ARN);
        assertThat(change(event).repository()).isEqualTo(API);
    }

    @ParameterizedTest
    @CsvSource({"cn-north-1, aws-cn", "us-gov-west-1, aws-us-gov", "eu-west-1, aws"})
    void withoutAnArnThePartitionFollowsFromTheRegion(String region, String partition) throws MalformedEvent {
        assertThat(change(with(scanningOff(), "region", "'" + region + "'")).repository())
                .isEqualTo(new RepositoryArn(partition, region, OWNER, "payments/api"));
    }

    @Test
    void theNameIsTakenFromTheAnswerWhenTheRequestIsMissing() throws MalformedEvent {
        Json created = call(
                "CreateRepository",
                "null",
                "{'repository': {'registryId': '111122223333', 'repositoryName': 'payments/api'}}");
        assertThat(change(created).repository()).isEqualTo(API);
        Json put = with(scanningOff(), "detail.requestParameters", "null");
        assertThat(change(put).repository()).isEqualTo(API);
    }

    // What is none of ours.

    @Test
    void anAccountThatIsNotWatchedIsIgnored() throws MalformedEvent {
        Json event =
                with(with(scanningOff(), "account", "'999988887777'"), "detail.recipientAccountId", "'999988887777'");
        event = with(event, "detail.responseElements.registryId", "'999988887777'");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.ACCOUNT_NOT_WATCHED, "999988887777"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AccessDenied", "RepositoryAlreadyExistsException", "ThrottlingException", ""})
    void aFailedCallIsIgnoredWhateverItSays(String errorCode) throws MalformedEvent {
        Json event = with(scanningOff(), "detail.errorCode", "'" + errorCode + "'");
        event = with(event, "detail.requestParameters.repositoryName", "'<!channel> \\n<http://x|y>'");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.CALL_FAILED, errorCode));
    }

    @Test
    void anErrorCodeOfNullIsNoFailure() throws MalformedEvent {
        assertThat(read(with(scanningOff(), "detail.errorCode", "null"))).isInstanceOf(RepositoryChange.class);
    }

    @Test
    void ecrPublicIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.eventSource", "'ecr-public.amazonaws.com'");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.ECR_PUBLIC, "ecr-public.amazonaws.com"));
        assertThat(read(with(event, "source", "'aws.ecr-public'")))
                .isEqualTo(ignored(IgnoreReason.ECR_PUBLIC, "ecr-public.amazonaws.com"));
    }

    @Test
    void anotherServicesCallOfTheSameNameIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.eventSource", "'codecommit.amazonaws.com'");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.OTHER_SERVICE, "codecommit.amazonaws.com"));
        assertThat(read(with(event, "source", "'aws.codecommit'")))
                .isEqualTo(ignored(IgnoreReason.OTHER_SERVICE, "aws.codecommit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECR Image Action", "ECR Scan Resource Change", "ECR Replication Action", ""})
    void ecrsOwnEventsAreIgnored(String detailType) throws MalformedEvent {
        Json event = json("{'source': 'aws.ecr', 'detail-type': '" + detailType + "', 'account': '111122223333',"
                + "'region': 'us-east-1', 'detail': {'action-type': 'PUSH', 'repository-name': 'payments/api'}}");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.NO_RULE_JUDGES_IT, detailType));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutImageTagMutability", "PutRegistryScanningConfiguration", "createrepository", ""})
    void callsThatNoRuleJudgesAreIgnored(String eventName) throws MalformedEvent {
        assertThat(read(call(eventName, "{'repositoryName': 'payments/api'}", "null")))
                .isEqualTo(ignored(IgnoreReason.NO_RULE_JUDGES_IT, eventName));
    }

    @Test
    void aServiceEventWithoutACallerIsIgnored() throws MalformedEvent {
        Json event = with(scanningOff(), "detail-type", "'AWS Service Event via CloudTrail'");
        event = with(event, "detail.eventName", "'PolicyExecutionEvent'");
        event = with(event, "detail.userIdentity", "{'accountId': '111122223333', 'invokedBy': 'ecr.amazonaws.com'}");
        event = with(event, "detail.requestParameters", "null");
        assertThat(read(event)).isEqualTo(ignored(IgnoreReason.NO_RULE_JUDGES_IT, "PolicyExecutionEvent"));
    }

    // What must not be lost: it ends in the dead-letter queue.

    @ParameterizedTest
    @ValueSource(strings = {"source", "account", "region", "detail.eventVersion", "detail.eventID", "detail.eventTime"})
    void anEventThatLacksWhatEveryEventHasIsMalformed(String path) {
        assertThatThrownBy(() -> read(without(scanningOff(), path))).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "null", "[]", "{}", "''", "'<!channel>'"})
    void anAccountOrRegionOfTheWrongTypeIsMalformed(String value) {
        assertThatThrownBy(() -> read(with(scanningOff(), "account", value))).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> read(with(scanningOff(), "region", value))).isInstanceOf(MalformedEvent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "", "11", "v1.0", "0.9"})
    void aVersionThatIsNotOnePointSomethingIsMalformed(String version) {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.eventVersion", "'" + version + "'")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.04", "1.11", "1.99"})
    void everyVersionOnePointSomethingIsRead(String version) throws MalformedEvent {
        assertThat(read(with(scanningOff(), "detail.eventVersion", "'" + version + "'")))
                .isInstanceOf(RepositoryChange.class);
    }

    @Test
    void anEventThatWasDeliveredToAnotherAccountThanItSaysIsMalformed() {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.recipientAccountId", "'444455556666'")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("recipientAccountId");
    }

    @Test
    void anEventWithoutRecipientIsTakenByItsEnvelope() throws MalformedEvent {
        assertThat(change(without(scanningOff(), "detail.recipientAccountId")).repository())
                .isEqualTo(API);
    }

    @Test
    void aRepositoryOfAnotherRegionThanTheEventIsMalformed() {
        Json event = with(with(scanningOff(), "detail.resources", OWN_ARN), "region", "'eu-west-1'");
        assertThatThrownBy(() -> read(event)).isInstanceOf(MalformedEvent.class).hasMessageContaining("another Region");
    }

    @Test
    void aCallThatNamesNoRepositoryIsMalformed() {
        assertThatThrownBy(() -> read(call("DeleteRepository", "{}", "{}")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("names no repository");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Payments",
                "<!channel>",
                "a b",
                "../../etc",
                "x\\nBcc: y",
                "x\\u202ey",
                "arn:aws:ecr:us-east-1:444455556666:repository/api",
                "$(rm -rf)"
            })
    void aNameThatEcrWouldRefuseIsMalformedAndNotRepeated(String name) {
        Json event = call("DeleteRepository", "{'repositoryName': '" + name + "'}", "null");
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(MalformedEvent.class)
                .hasMessage("the event's account, Region or repository name is not valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'yesterday'", "'2026-11-20'", "''", "1763632800", "null"})
    void aTimeThatIsNoneIsMalformed(String time) {
        assertThatThrownBy(() -> read(with(scanningOff(), "detail.eventTime", time)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("eventTime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "'text'", "[]", "true", "null", "{}"})
    void whatIsNoEventIsMalformed(String text) {
        assertThatThrownBy(() -> read(json(text))).isInstanceOf(MalformedEvent.class);
    }

    /** Whatever type a member has, the reader answers or says that the event is malformed; it never fails in another way. */
    @Test
    void noWrongTypeAnywhereMakesItFail() {
        Json created = with(
                call(
                        "CreateRepository",
                        "{'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS', 'kmsKey': 'k'},"
                                + "'imageScanningConfiguration': {'scanOnPush': true}, 'registryId': '111122223333'}",
                        "{'repository': {'registryId': '111122223333', 'repositoryName': 'payments/api'}}"),
                "detail.resources",
                OWN_ARN);
        created = with(created, "detail.userIdentity.sessionContext", "{'sessionIssuer': {'userName': 'ci'}}");
        for (String path : paths(created, "")) {
            for (String wrong : List.of("null", "7", "true", "'text'", "[]", "[['x']]", "{}", "{'x': {'y': 1}}")) {
                try {
                    assertThat(read(with(created, path, wrong))).isNotNull();
                } catch (MalformedEvent refused) {
                    assertThat(refused).hasMessageMatching("[ -~]+");
                }
            }
        }
    }

    private static List<String> paths(Json here, String prefix) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, Json> member : here.members().entrySet()) {
            paths.add(prefix + member.getKey());
            paths.addAll(paths(member.getValue(), prefix + member.getKey() + "."));
        }
        return paths;
    }

    // What the call has set.

    @Test
    void whatCreateRepositoryLeavesOutIsItsDefault() throws MalformedEvent {
        RepositoryChange change = change(call("CreateRepository", "{'repositoryName': 'payments/api'}", "null"));
        assertThat(change.scanOnPush()).contains(false);
        assertThat(change.encryptionType()).contains("AES256");
        assertThat(change.policyTexts()).isEmpty();
    }

    @Test
    void whatOtherCallsLeaveOutIsNotKnown() throws MalformedEvent {
        RepositoryChange change = change(call("SetRepositoryPolicy", "{'repositoryName': 'payments/api'}", "null"));
        assertThat(change.scanOnPush()).isEmpty();
        assertThat(change.encryptionType()).isEmpty();
    }

    @Test
    void theRequestSaysWhatWasAskedFor() throws MalformedEvent {
        RepositoryChange change = change(call(
                "CreateRepository",
                "{'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS'},"
                        + "'imageScanningConfiguration': {'scanOnPush': true}}",
                "null"));
        assertThat(change.scanOnPush()).contains(true);
        assertThat(change.encryptionType()).contains("KMS");
    }

    @Test
    void theAnswerSaysItWhereTheRequestDoesNot() throws MalformedEvent {
        RepositoryChange change = change(call(
                "CreateRepository",
                "null",
                "{'repository': {'repositoryName': 'payments/api', 'encryptionConfiguration': {'encryptionType': 'KMS_DSSE'},"
                        + "'imageScanningConfiguration': {'scanOnPush': true}}}"));
        assertThat(change.scanOnPush()).contains(true);
        assertThat(change.encryptionType()).contains("KMS_DSSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{'omitted': true}", "{'omitted': true, 'originalSize': 120000}"})
    void parametersThatWereLeftOutAreNoDefaults(String request) throws MalformedEvent {
        Json event = with(call("CreateRepository", request, "null"), "detail.resources", OWN_ARN);
        RepositoryChange change = change(event);
        assertThat(change.scanOnPush()).isEmpty();
        assertThat(change.encryptionType()).isEmpty();
    }

    @Test
    void aPolicyIsKeptAsSentAndAsAnswered() throws MalformedEvent {
        RepositoryChange change = change(call(
                "SetRepositoryPolicy",
                "{'repositoryName': 'payments/api', 'policyText': '{}'}",
                "{'registryId': '111122223333', 'policyText': '{ }'}"));
        assertThat(change.policyTexts()).containsExactly("{}", "{ }");
    }

    // Our own message.

    @Test
    void aSecondLookIsReadBackAsItWasWritten() throws MalformedEvent, MalformedJson {
        SecondLook look = new SecondLook(API);
        assertThat(read(JsonReader.read(look.toMessage()))).isEqualTo(look);
    }

    @Test
    void aSecondLookAtAnAccountThatIsNotWatchedIsRefused() throws MalformedEvent, MalformedJson {
        SecondLook look = new SecondLook(new RepositoryArn("aws", "us-east-1", "999988887777", "payments/api"));
        assertThat(read(JsonReader.read(look.toMessage())))
                .isEqualTo(ignored(IgnoreReason.ACCOUNT_NOT_WATCHED, "999988887777"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source': 'ecr-auditor'}",
                "{'source': 'ecr-auditor', 'detail': {'repositoryArn': 7}}",
                "{'source': 'ecr-auditor', 'detail': {'repositoryArn': 'payments/api'}}"
            })
    void aSecondLookAtNothingIsMalformed(String message) {
        assertThatThrownBy(() -> read(json(message)))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("second look");
    }

    @Test
    void bothCopiesOfACrossAccountCallAreToldApart() throws MalformedEvent {
        Json owners = with(scanningOff(), "detail.resources", OWN_ARN);
        Json callers = with(with(owners, "account", "'" + OTHER + "'"), "detail.recipientAccountId", "'" + OTHER + "'");
        assertThat(change(owners).repository()).isEqualTo(API);
        assertThat(read(callers)).isEqualTo(ignored(IgnoreReason.CALLERS_COPY, OTHER));
    }
}
