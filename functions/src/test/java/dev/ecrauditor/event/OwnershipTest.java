package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.OTHER;
import static dev.ecrauditor.event.EventJson.OWNER;
import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static dev.ecrauditor.event.EventJson.read;
import static dev.ecrauditor.event.EventJson.scanningOff;
import static dev.ecrauditor.event.EventJson.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.RepositoryArn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner of an event's repository, which decides which account is read. */
class OwnershipTest {

    private static final RepositoryArn API = new RepositoryArn("aws", "us-east-1", OWNER, "payments/api");
    private static final String OWN_ARN = "[{'accountId': '111122223333', 'ARN': '" + API + "'}]";
    private static final String FOREIGN_ARN =
            "[{'accountId': '444455556666', 'ARN': 'arn:aws:ecr:us-east-1:444455556666:repository/payments/api'}]";

    private static void assertIgnored(Json event, IgnoreReason reason, String detail) throws MalformedEvent {
        assertThat(read(event)).isEqualTo(new Ignored(EventHeader.of(event), reason, detail));
    }

    @Test
    void theArnAmongTheResourcesOutweighsEveryOtherMentionOfAnOwner() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.responseElements.registryId", "'444455556666'");
        event = with(event, "detail.requestParameters.registryId", "'444455556666'");
        assertThat(change(with(event, "detail.resources", OWN_ARN)).repository())
                .isEqualTo(API);
        assertIgnored(with(scanningOff(), "detail.resources", FOREIGN_ARN), IgnoreReason.CALLER_ACCOUNT_COPY, OWNER);
    }

    @Test
    void theRegistryOfTheAnswerOutweighsThatOfTheRequest() throws MalformedEvent {
        Json event = with(scanningOff(), "detail.requestParameters.registryId", "'444455556666'");
        assertThat(change(event).repository()).isEqualTo(API);
        Json foreign = with(scanningOff(), "detail.responseElements.registryId", "'444455556666'");
        foreign = with(foreign, "detail.requestParameters.registryId", "'111122223333'");
        assertIgnored(foreign, IgnoreReason.CALLER_ACCOUNT_COPY, OWNER);
    }

    @Test
    void theRegistryOfTheCreatedRepositoryOutweighsThatOfTheRequest() throws MalformedEvent {
        Json event = call(
                "CreateRepository",
                "{'repositoryName': 'payments/api', 'registryId': '111122223333'}",
                "{'repository': {'registryId': '444455556666', 'repositoryName': 'payments/api'}}");
        assertIgnored(event, IgnoreReason.CALLER_ACCOUNT_COPY, OWNER);
    }

    @Test
    void theRegistryOfTheRequestCountsWhenTheAnswerNamesNone() throws MalformedEvent {
        Json event =
                call("SetRepositoryPolicy", "{'repositoryName': 'payments/api', 'registryId': '444455556666'}", "null");
        assertIgnored(event, IgnoreReason.CALLER_ACCOUNT_COPY, OWNER);
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

    @Test
    void bothCopiesOfACrossAccountCallAreDistinguished() throws MalformedEvent {
        Json owners = with(scanningOff(), "detail.resources", OWN_ARN);
        Json callers = with(with(owners, "account", "'" + OTHER + "'"), "detail.recipientAccountId", "'" + OTHER + "'");
        assertThat(change(owners).repository()).isEqualTo(API);
        assertIgnored(callers, IgnoreReason.CALLER_ACCOUNT_COPY, OTHER);
    }
}
