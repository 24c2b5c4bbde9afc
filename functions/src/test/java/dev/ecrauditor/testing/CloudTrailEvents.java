package dev.ecrauditor.testing;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import dev.ecrauditor.key.KeyArn;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * EventBridge events of CloudTrail records, and the SQS batches and scheduled events that Lambda hands to a function.
 */
public final class CloudTrailEvents {

    private CloudTrailEvents() {}

    /** Somebody in this role has set the repository's scanning flag. */
    public static String scanningSet(RepositoryArn repository, boolean flag, Instant time, String role) {
        Json parameters = new JsonObject()
                .put("repositoryName", repository.name())
                .put(
                        "imageScanningConfiguration",
                        new JsonObject().put("scanOnPush", flag).build())
                .build();
        return event(repository, "PutImageScanningConfiguration", parameters, time, role);
    }

    /** Somebody in this role has created the repository with AWS's defaults. */
    public static String created(RepositoryArn repository, Instant time, String role) {
        Json parameters =
                new JsonObject().put("repositoryName", repository.name()).build();
        return event(repository, "CreateRepository", parameters, time, role);
    }

    /** Somebody in this role has set the repository's policy. */
    public static String policySet(RepositoryArn repository, String policy, Instant time, String role) {
        Json parameters = new JsonObject()
                .put("repositoryName", repository.name())
                .put("policyText", policy)
                .build();
        return event(repository, "SetRepositoryPolicy", parameters, time, role);
    }

    /** Somebody in this role has called ECR about the registry of an account, with this request. */
    public static String ofRegistry(RepositoryArn any, String call, Json request, Instant time) {
        return event(any, call, request, time, "developer");
    }

    /** Somebody in this role has called KMS about a key. */
    public static String ofKey(KeyArn key, String call, Instant time) {
        return """
                {"id": "%1$s", "detail-type": "AWS API Call via CloudTrail", "source": "aws.kms", "account": "%2$s",
                 "time": "%3$s", "region": "%4$s", "detail": {"eventVersion": "1.11", "eventTime": "%3$s",
                 "eventSource": "kms.amazonaws.com", "eventName": "%5$s", "eventID": "%1$s",
                 "recipientAccountId": "%2$s", "userIdentity": {"type": "AssumedRole",
                 "arn": "arn:aws:sts::%2$s:assumed-role/developer/alice"}, "requestParameters": {"keyId": "%6$s"},
                 "resources": [{"ARN": "%6$s", "accountId": "%2$s"}]}}""".formatted(UUID.randomUUID(), key.account(), time, key.region(), call, key);
    }

    /** The repository was tagged by a call with this body. */
    public static String tagged(RepositoryArn repository, String body, Instant time) {
        try {
            return event(repository, "TagResource", JsonReader.read(body), time, "ecr-auditor-sweep");
        } catch (MalformedJson wrong) {
            throw new IllegalArgumentException(body, wrong);
        }
    }

    /** One SQS batch of these bodies; the messages are named message-0, message-1 and so on. */
    public static String batch(List<String> bodies) {
        List<Json> records = new java.util.ArrayList<>();
        for (String body : bodies) {
            records.add(new JsonObject()
                    .put("messageId", "message-" + records.size())
                    .put("receiptHandle", "handle")
                    .put("body", body)
                    .put("eventSource", "aws:sqs")
                    .build());
        }
        return JsonWriter.write(
                new JsonObject().put("Records", new Json.Arr(records)).build());
    }

    /** What a schedule of EventBridge sends. */
    public static String scheduled(Instant time) {
        return JsonWriter.write(new JsonObject()
                .put("version", "0")
                .put("id", "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa")
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", "999988887777")
                .put("time", time.toString())
                .put("region", "us-east-1")
                .put("resources", Json.of(List.of("arn:aws:events:us-east-1:999988887777:rule/every-minute")))
                .put("detail", new JsonObject().build())
                .build());
    }

    private static String event(RepositoryArn repository, String name, Json parameters, Instant time, String role) {
        String account = repository.account();
        String eventId = UUID.nameUUIDFromBytes(
                        (repository + name + time).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        Json issuer = new JsonObject().put("type", "Role").put("userName", role).build();
        Json identity = new JsonObject()
                .put("type", "AssumedRole")
                .put("arn", "arn:aws:sts::" + account + ":assumed-role/" + role + "/session")
                .put(
                        "sessionContext",
                        new JsonObject().put("sessionIssuer", issuer).build())
                .build();
        Json detail = new JsonObject()
                .put("eventVersion", "1.11")
                .put("userIdentity", identity)
                .put("eventTime", time.toString())
                .put("eventSource", "ecr.amazonaws.com")
                .put("eventName", name)
                .put("awsRegion", repository.region())
                .put("sourceIPAddress", "203.0.113.12")
                .put("userAgent", "aws-cli/2.31.0")
                .put("requestParameters", parameters)
                .put("responseElements", parameters)
                .put("eventID", eventId)
                .put("recipientAccountId", account)
                .build();
        return JsonWriter.write(new JsonObject()
                .put("version", "0")
                .put("id", eventId)
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws.ecr")
                .put("account", account)
                .put("time", time.toString())
                .put("region", repository.region())
                .put("detail", detail)
                .build());
    }
}
