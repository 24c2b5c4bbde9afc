package dev.ecrauditor.event;

import static dev.ecrauditor.event.EventJson.call;
import static dev.ecrauditor.event.EventJson.change;
import static dev.ecrauditor.event.EventJson.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.repository.Encryption;
import dev.ecrauditor.repository.Origin;
import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.repository.TagMutability;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which CreateRepository calls ECR made itself, by what CloudTrail writes and a caller cannot. */
class OriginTest {

    private static final Instant CALLED = Instant.parse("2026-11-20T10:05:00Z");

    private static Json creation(String identity) {
        return with(call("CreateRepository", "null", "null"), "detail.userIdentity", identity);
    }

    /** The service event as ECR writes it: no request, no response, the repository in its resources. */
    private static Json by(String identity) {
        return with(
                creation(identity),
                "detail.resources",
                "[{'ARN': 'arn:aws:ecr:us-east-1:111122223333:repository/payments/api'}]");
    }

    private static RepositorySnapshot createdAt(Instant createdAt) {
        return new RepositorySnapshot(
                new RepositoryArn("aws", "us-east-1", "111122223333", "payments/api"),
                new RepositorySnapshot.Creation(createdAt),
                createdAt,
                new Encryption("AES256", Optional.empty(), new Reading.Absent<>()),
                new Reading.Absent<>(),
                new RepositorySnapshot.ScanSettings(false, new Reading.Absent<>()),
                new RepositorySnapshot.ImageSettings(TagMutability.IMMUTABLE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'accountId': '111122223333', 'invokedBy': 'ecr.amazonaws.com'}",
                "{'type': 'AWSService', 'invokedBy': 'replication.ecr.amazonaws.com'}",
                "{'type': 'AssumedRole', 'arn': 'arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECRReplication/x', 'sessionContext': {'sessionIssuer': {'arn': 'arn:aws:iam::111122223333:role/aws-service-role/replication.ecr.amazonaws.com/AWSServiceRoleForECRReplication'}}}",
                "{'type': 'AssumedRole', 'sessionContext': {'sessionIssuer': {'arn': 'arn:aws:iam::111122223333:role/aws-service-role/pullthroughcache.ecr.amazonaws.com/AWSServiceRoleForECRPullThroughCache'}}}"
            })
    void aRepositoryThatEcrCreatedHasOriginEcr(String identity) throws MalformedEvent {
        assertThat(change(by(identity)).originOf(createdAt(CALLED))).isEqualTo(Origin.ECR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'IAMUser', 'arn': 'arn:aws:iam::111122223333:user/ecr.amazonaws.com'}",
                "{'type': 'AssumedRole', 'invokedBy': 'cloudformation.amazonaws.com'}",
                "{'type': 'AWSService', 'invokedBy': 'evil-ecr.amazonaws.com'}",
                "{'type': 'AWSService', 'invokedBy': 'ecr.amazonaws.com.example.org'}",
                "{'type': 'AssumedRole', 'sessionContext': {'sessionIssuer': {'arn': 'arn:aws:iam::111122223333:role/AWSServiceRoleForECRReplication'}}}",
                "{'type': 'AssumedRole', 'sessionContext': {'sessionIssuer': {'arn': 'arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'}}}",
                "{'invokedBy': null}",
                "{}"
            })
    void aRepositoryThatAPrincipalCreatedHasOriginCaller(String identity) throws MalformedEvent {
        assertThat(change(by(identity)).originOf(createdAt(CALLED))).isEqualTo(Origin.CALLER);
    }

    @Test
    void valuesThatACallerChoosesDoNotProveTheOrigin() throws MalformedEvent {
        Json claimed = with(
                with(by("{'type': 'IAMUser'}"), "detail.userAgent", "'ecr.amazonaws.com'"),
                "detail.requestParameters",
                "{'repositoryName': 'payments/api', 'invokedBy': 'ecr.amazonaws.com'}");
        assertThat(change(claimed).originOf(createdAt(CALLED))).isEqualTo(Origin.CALLER);
    }

    @ParameterizedTest
    @CsvSource({"-3600", "3600", "61"})
    void theCreationOfAnEarlierRepositoryLeavesTheOriginUnknown(long seconds) throws MalformedEvent {
        assertThat(change(by("{'invokedBy': 'ecr.amazonaws.com'}")).originOf(createdAt(CALLED.plusSeconds(seconds))))
                .isEqualTo(Origin.UNKNOWN);
    }

    @Test
    void onlyCreateRepositoryShowsTheOrigin() throws MalformedEvent {
        Json policy = with(
                call("DeleteRepositoryPolicy", "{'repositoryName': 'payments/api'}", "null"),
                "detail.userIdentity",
                "{'invokedBy': 'ecr.amazonaws.com'}");
        assertThat(change(policy).originOf(createdAt(CALLED))).isEqualTo(Origin.UNKNOWN);
    }
}
