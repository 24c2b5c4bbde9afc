package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.ecrauditor.aws.priming.InventedAws;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Invocations that Lambda does not know of: the policy of an invented repository was set. What is logged goes nowhere.
 */
final class InventedInvocation implements Context {

    private static final String INVENTED = "invented";
    private static final String ID = "00000000-0000-4000-8000-000000000000";
    private static final Duration DELIVERY = Duration.ofMinutes(3);
    private static final int MILLISECONDS_LEFT = 15_000;
    private static final int MEGABYTES = 1_024;

    private static final String EVENT = """
            {"id":"%1$s","detail-type":"AWS API Call via CloudTrail","source":"aws.ecr","account":"%2$s","time":"%3$s",\
            "region":"%4$s","detail":{"eventVersion":"1.11","eventTime":"%3$s","eventSource":"ecr.amazonaws.com",\
            "eventName":"SetRepositoryPolicy","awsRegion":"%4$s","eventID":"%1$s","recipientAccountId":"%2$s",\
            "sourceIPAddress":"203.0.113.12","userIdentity":{"type":"AssumedRole",\
            "arn":"arn:aws:sts::%2$s:assumed-role/Developer/invented","accountId":"%2$s"},\
            "requestParameters":{"repositoryName":"%5$s","policyText":%7$s},"resources":[{"ARN":"%6$s"}]}}""";

    private final Clock clock;
    private final List<String> lines = new ArrayList<>();

    InventedInvocation(Clock clock) {
        this.clock = clock;
    }

    /** A message of the change queue, as late as CloudTrail delivers. */
    InputStream event(RepositoryArn repository) {
        Instant time = clock.instant().minus(DELIVERY).truncatedTo(ChronoUnit.SECONDS);
        String policy = JsonWriter.write(Json.of(InventedAws.policy(repository.name())));
        return batch(EVENT.formatted(
                ID, repository.account(), time, repository.region(), repository.name(), repository, policy));
    }

    /** A message of the drain queue. */
    static InputStream drainRequest(RepositoryArn repository) {
        return batch(JsonWriter.write(new JsonObject()
                .put("subject", Subject.of(repository).toString())
                .build()));
    }

    private static InputStream batch(String body) {
        Json message = new JsonObject().put("messageId", ID).put("body", body).build();
        String batch = JsonWriter.write(
                new JsonObject().put("Records", new Json.Arr(List.of(message))).build());
        return new ByteArrayInputStream(batch.getBytes(StandardCharsets.UTF_8));
    }

    /** What was logged. */
    List<String> lines() {
        return lines;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                lines.add(message);
            }

            @Override
            public void log(byte[] message) {
                lines.add(new String(message, StandardCharsets.UTF_8));
            }
        };
    }

    @Override
    public int getRemainingTimeInMillis() {
        return MILLISECONDS_LEFT;
    }

    @Override
    public String getAwsRequestId() {
        return ID;
    }

    @Override
    public String getLogGroupName() {
        return INVENTED;
    }

    @Override
    public String getLogStreamName() {
        return INVENTED;
    }

    @Override
    public String getFunctionName() {
        return INVENTED;
    }

    @Override
    public String getFunctionVersion() {
        return INVENTED;
    }

    @Override
    public String getInvokedFunctionArn() {
        return INVENTED;
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return MEGABYTES;
    }
}
