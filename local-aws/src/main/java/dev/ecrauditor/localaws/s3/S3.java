package dev.ecrauditor.localaws.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Call;
import dev.ecrauditor.localaws.call.IdGenerator;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Operation;
import dev.ecrauditor.localaws.call.Permissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes objects. They are text, and a request has at most 4 MB.
 *
 * <p>Source: GetObject, HeadObject and PutObject, Amazon S3 API Reference.
 */
public final class S3 {

    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;

    private final Buckets buckets;
    private final Permissions permissions;
    private final IdGenerator ids;

    public S3(Buckets buckets, Permissions permissions, IdGenerator ids) {
        this.buckets = buckets;
        this.permissions = permissions;
        this.ids = ids;
    }

    public List<Operation> operations() {
        return List.of(
                Operation.of(AwsService.S3, "GetObject", this::get, "Bucket", "Key", "VersionId", "IfNoneMatch"),
                Operation.of(AwsService.S3, "HeadObject", this::head, "Bucket", "Key", "VersionId", "IfNoneMatch"),
                Operation.of(
                        AwsService.S3,
                        "PutObject",
                        this::put,
                        "Bucket",
                        "Key",
                        "Body",
                        "ContentType",
                        "IfMatch",
                        "IfNoneMatch"),
                Operation.of(AwsService.S3, "ListObjectsV2", this::list, "Bucket", "Prefix"));
    }

    private ObjectNode get(Call call) {
        ObjectVersion version = read(call);
        return described(version).put("Body", version.body());
    }

    private ObjectNode head(Call call) {
        return described(read(call));
    }

    private ObjectVersion read(Call call) {
        String bucket = call.parameters().text("Bucket");
        String key = call.parameters().text("Key");
        ObjectVersion version = call.parameters()
                .optionalText("VersionId")
                .map(id -> buckets.version(bucket, key, id).orElseThrow(() -> absent(call, "NoSuchVersion", key)))
                .orElseGet(() -> buckets.latest(bucket, key).orElseThrow(() -> absent(call, "NoSuchKey", key)));
        if (version.etag().equals(call.parameters().text("IfNoneMatch", ""))) {
            throw new AwsError(NOT_MODIFIED, "NotModified", "Not Modified");
        }
        return version;
    }

    /** Who may not list the bucket is not told that an object does not exist. */
    private AwsError absent(Call call, String code, String key) {
        return permissions.denial(call.place(), "s3:ListBucket").isPresent()
                ? new AwsError(FORBIDDEN, "AccessDenied", "Access Denied")
                : new AwsError(NOT_FOUND, code, "The specified key does not exist.", Map.of("Key", key));
    }

    private ObjectNode put(Call call) {
        String bucket = call.parameters().text("Bucket");
        String key = call.parameters().text("Key");
        String present = buckets.latest(bucket, key).map(ObjectVersion::etag).orElse("");
        boolean mayCreate = call.parameters().text("IfNoneMatch", "").isEmpty() || present.isEmpty();
        String expected = call.parameters().text("IfMatch", present);
        if (!mayCreate || !expected.equals(present)) {
            throw new AwsError(
                    PRECONDITION_FAILED,
                    "PreconditionFailed",
                    "At least one of the pre-conditions you specified did not hold");
        }
        ObjectVersion version = new ObjectVersion(
                ids.next("version"),
                call.parameters().text("Body", ""),
                call.parameters().text("ContentType", "binary/octet-stream"),
                call.now());
        buckets.put(bucket, key, version);
        return Json.object().put("ETag", version.etag()).put("VersionId", version.id());
    }

    private ObjectNode list(Call call) {
        String bucket = call.parameters().text("Bucket");
        List<String> keys = buckets.keys(bucket, call.parameters().text("Prefix", ""));
        ObjectNode result = Json.object().put("Name", bucket).put("IsTruncated", "false");
        result.set(
                "Contents",
                Json.nodes(
                        keys.stream().map(key -> Json.object().put("Key", key)).toList()));
        return result;
    }

    private static ObjectNode described(ObjectVersion version) {
        return Json.object()
                .put("ETag", version.etag())
                .put("VersionId", version.id())
                .put("ContentType", version.contentType())
                .put(
                        "LastModified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                version.lastModified().atZone(ZoneOffset.UTC)));
    }
}
