package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.stub.AwsRegion;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Events of SetRepositoryPolicy, each about the next of 200 repositories. Every policy opens a finding that the one before did
 * not have, or resolves it, so that every event ends with a stored alert.
 */
final class PolicyEvents {

    private static final int REPOSITORIES = 200;

    /** CloudTrail delivers minutes after the call. */
    private static final Duration DELIVERED_AFTER = Duration.ofMinutes(3);

    private static final String OWN_ROLES = statement("AllowDeployment", ownRoles(), "ecr:BatchGetImage") + ","
            + statement("AllowBuild", ownRoles(), "ecr:PutImage");

    /** A policy that every rule accepts. */
    static final String CLOSED = document(OWN_ROLES);

    private static final String PUBLIC =
            document(OWN_ROLES + "," + statement("AllowPull", "\"*\"", "ecr:GetDownloadUrlForLayer"));

    private final Deployment deployment;
    private final EventTemplate template;
    private int number;
    private String current = "";

    PolicyEvents(Deployment deployment) throws IOException {
        this.deployment = deployment;
        this.template = EventTemplate.read();
    }

    /** The next event as Lambda hands it out: a batch of one message. The repository has its policy already. */
    String next() {
        current = "team-%d/service-%d".formatted(number % REPOSITORIES % 20, number % REPOSITORIES);
        String policy = number / REPOSITORIES % 2 == 0 ? PUBLIC : CLOSED;
        number++;
        deployment.stub().repositories().put(current, policy);
        Instant called = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(DELIVERED_AFTER);
        return batch(template.event(current, policy, called));
    }

    /** The name of the repository of the latest event. */
    String repository() {
        return current;
    }

    /** The latest repository's keys in the table. */
    Subject subject() {
        return Subject.of(new RepositoryArn("aws", AwsRegion.REGION, AwsRegion.ACCOUNT, current));
    }

    /**
     * Checks that the latest event was handled and its alert stored. Takes the alert from the outbox as the alert
     * function would, and ages the record: the next change of the repository comes an hour later.
     *
     * @throws BenchException when it was not
     */
    void requireStoredAlert(FunctionProcess.Answered answer) throws BenchException {
        requireHandled(answer);
        Subject subject = subject();
        if (deployment.stub().table().takeOutbox(subject.partitionKey(), subject.sortKey()) == 0) {
            throw new BenchException("no alert was stored for " + current + "; the function answered " + answer.body());
        }
        age();
    }

    /** Makes the record of the latest repository an hour older. */
    void age() {
        Subject subject = subject();
        deployment.stub().table().age(subject.partitionKey(), subject.sortKey());
    }

    /** Checks that no message of the batch comes again. */
    static void requireHandled(FunctionProcess.Answered answer) throws BenchException {
        if (!answer.body().equals("{\"batchItemFailures\":[]}")) {
            throw new BenchException("an event was not handled; the function answered " + answer.body());
        }
    }

    /** What Lambda makes of a message that it has received from a queue. */
    static String batch(String body) {
        return JsonWriter.write(new JsonObject()
                .put(
                        "Records",
                        new Json.Arr(List.of(new JsonObject()
                                .put("messageId", "message-0")
                                .put("receiptHandle", "handle-0")
                                .put("body", body)
                                .put(
                                        "attributes",
                                        new JsonObject()
                                                .put("ApproximateReceiveCount", "1")
                                                .build())
                                .put("messageAttributes", new JsonObject().build())
                                .put("eventSource", "aws:sqs")
                                .put("eventSourceARN", AwsRegion.arn("sqs", "ecr-auditor"))
                                .put("awsRegion", AwsRegion.REGION)
                                .build())))
                .build());
    }

    private static String document(String statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    private static String statement(String sid, String principal, String action) {
        return "{\"Sid\":\"%s\",\"Effect\":\"Allow\",\"Principal\":%s,\"Action\":[\"ecr:BatchCheckLayerAvailability\",\"%s\"]}"
                .formatted(sid, principal, action);
    }

    private static String ownRoles() {
        return "{\"AWS\":[\"arn:aws:iam::%1$s:role/deploy\",\"arn:aws:iam::%1$s:role/build\"]}"
                .formatted(AwsRegion.ACCOUNT);
    }
}
