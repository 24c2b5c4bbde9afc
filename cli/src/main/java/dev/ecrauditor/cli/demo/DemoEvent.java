package dev.ecrauditor.cli.demo;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Writes EventBridge events as CloudTrail would deliver them for a call.
 *
 * <p>Source of the format: "Logging Amazon ECR actions with AWS CloudTrail", Amazon ECR User Guide.
 */
final class DemoEvent {

    private final DemoNames names;

    DemoEvent(DemoNames names) {
        this.names = names;
    }

    /**
     * The caller of an API call.
     *
     * @param role the role behind the session
     * @param session the session's name
     */
    record Caller(String role, String session, String userAgent, String address) {}

    Json of(String eventName, DemoNames.Account account, String repository, Json request, Caller caller, Instant time) {
        String eventTime = time.truncatedTo(ChronoUnit.SECONDS).toString();
        String id = UUID.nameUUIDFromBytes((eventName + repository + eventTime).getBytes(StandardCharsets.UTF_8))
                .toString();
        Json.Obj detail = new JsonObject()
                .put("eventVersion", "1.11")
                .put("userIdentity", identity(account, caller))
                .put("eventTime", eventTime)
                .put("eventSource", "ecr.amazonaws.com")
                .put("eventName", eventName)
                .put("awsRegion", names.region())
                .put("sourceIPAddress", caller.address())
                .put("userAgent", caller.userAgent())
                .put("requestParameters", request)
                .put(
                        "responseElements",
                        new JsonObject()
                                .put("registryId", account.id())
                                .put("repositoryName", repository)
                                .build())
                .put("eventID", id)
                .put("readOnly", false)
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", account.id())
                .put("eventCategory", "Management")
                .put(
                        "resources",
                        new Json.Arr(List.of(new JsonObject()
                                .put("accountId", account.id())
                                .put(
                                        "ARN",
                                        "arn:aws:ecr:" + names.region() + ":" + account.id() + ":repository/"
                                                + repository)
                                .build())))
                .build();
        return new JsonObject()
                .put("version", "0")
                .put("id", id)
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws.ecr")
                .put("account", account.id())
                .put("time", eventTime)
                .put("region", names.region())
                .put("resources", new Json.Arr(List.of()))
                .put("detail", detail)
                .build();
    }

    private static Json identity(DemoNames.Account account, Caller caller) {
        Json issuer = new JsonObject()
                .put("type", "Role")
                .put("arn", "arn:aws:iam::" + account.id() + ":role/" + caller.role())
                .put("accountId", account.id())
                .put("userName", caller.role())
                .build();
        return new JsonObject()
                .put("type", "AssumedRole")
                .put("arn", "arn:aws:sts::" + account.id() + ":assumed-role/" + caller.role() + "/" + caller.session())
                .put("accountId", account.id())
                .put(
                        "sessionContext",
                        new JsonObject().put("sessionIssuer", issuer).build())
                .build();
    }
}
