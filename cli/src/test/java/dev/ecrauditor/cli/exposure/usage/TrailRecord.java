package dev.ecrauditor.cli.exposure.usage;

import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * A CloudTrail record as the documentation shows it, immutable: by default the owner's copy of a call of an outsider's
 * role on {@link #ARN}.
 */
final class TrailRecord {

    static final String OWNER = "111122223333";
    static final String OUTSIDER = "444455556666";
    static final String NAME = "prod/api";
    static final String ARN = "arn:aws:ecr:us-east-1:111122223333:repository/prod/api";
    static final String OPEN =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Sid\": \"Pull\", \"Effect\": \"Allow\", \"Principal\":"
                    + " {\"AWS\": \"arn:aws:iam::444455556666:root\"}, \"Action\": [\"ecr:BatchGetImage\","
                    + " \"ecr:GetDownloadUrlForLayer\"]}]}";
    static final String CLOSED =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\":"
                    + " \"arn:aws:iam::111122223333:root\"}, \"Action\": \"ecr:BatchGetImage\"}]}";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Map<String, Json> members;

    private TrailRecord(Map<String, Json> members) {
        this.members = members;
    }

    /** A call at a time of day. */
    static TrailRecord call(String eventName, String timeOfDay) {
        return new TrailRecord(Map.of())
                .with("eventVersion", "1.11")
                .with("userIdentity", role(OUTSIDER, "scraper", "run-1"))
                .with("eventTime", "2026-11-30T" + timeOfDay + "Z")
                .with("eventSource", "ecr.amazonaws.com")
                .with("eventName", eventName)
                .with("awsRegion", "us-east-1")
                .with("sourceIPAddress", "203.0.113.12")
                .with("userAgent", "docker/27.0")
                .with(
                        "requestParameters",
                        new JsonObject()
                                .put("repositoryName", NAME)
                                .put("registryId", OWNER)
                                .build())
                .with("responseElements", new Json.Null())
                .with("eventID", "00000000-0000-4000-8000-%012d".formatted(NUMBER.incrementAndGet()))
                .with("resources", resources(ARN))
                .with("eventType", "AwsApiCall")
                .with("recipientAccountId", OWNER);
    }

    static TrailRecord pull(String timeOfDay) {
        return call("BatchGetImage", timeOfDay);
    }

    /** A call of the owner. */
    static TrailRecord own(String eventName, String timeOfDay) {
        return call(eventName, timeOfDay).with("userIdentity", role(OWNER, "admin", "mia"));
    }

    static TrailRecord setPolicy(String policy, String timeOfDay) {
        return own("SetRepositoryPolicy", timeOfDay)
                .with(
                        "requestParameters",
                        new JsonObject()
                                .put("repositoryName", NAME)
                                .put("policyText", policy)
                                .build());
    }

    static Json role(String account, String role, String session) {
        return new JsonObject()
                .put("type", "AssumedRole")
                .put("principalId", "AROA" + role.toUpperCase(Locale.ROOT) + ":" + session)
                .put("arn", "arn:aws:sts::" + account + ":assumed-role/" + role + "/" + session)
                .put("accountId", account)
                .build();
    }

    /** As the owner's log shows the principal of another account. */
    static Json accountOnly(String account, String principalId) {
        return new JsonObject()
                .put("type", "AWSAccount")
                .put("principalId", principalId)
                .put("accountId", account)
                .build();
    }

    static Json resources(String arn) {
        return new Json.Arr(List.of(new JsonObject()
                .put("ARN", arn)
                .put("accountId", arn.split(":", 6)[4])
                .build()));
    }

    TrailRecord with(String member, Json value) {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        changed.put(member, value);
        return new TrailRecord(changed);
    }

    TrailRecord with(String member, String value) {
        return with(member, Json.of(value));
    }

    TrailRecord without(String member) {
        Map<String, Json> changed = new LinkedHashMap<>(members);
        changed.remove(member);
        return new TrailRecord(changed);
    }

    TrailRecord request(String member, Json value) {
        JsonObject request = new JsonObject();
        if (members.get("requestParameters") instanceof Json.Obj object) {
            object.members().forEach(request::put);
        }
        return with("requestParameters", request.put(member, value).build());
    }

    TrailRecord denied() {
        return with("errorCode", "AccessDenied").with("errorMessage", "User is not authorized");
    }

    Json json() {
        return new Json.Obj(members);
    }

    String line() {
        return JsonWriter.write(json());
    }

    /** A log file as CloudTrail delivers it. */
    static String file(List<TrailRecord> records) {
        return records.stream().map(TrailRecord::line).collect(Collectors.joining(",", "{\"Records\":[", "]}"));
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static Path writeGzip(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
