package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The protocol of S3: the operation in method, path and query, objects as bodies, errors in XML. */
final class RestXmlProtocol implements WireProtocol {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final String CONTENT_TYPE = "application/xml";

    private static final Map<String, String> HEADERS =
            Map.of("ETag", "ETag", "VersionId", "x-amz-version-id", "LastModified", "Last-Modified");

    @Override
    public OperationName name(HttpRequest request, String scopeService) {
        boolean object = !key(request).isEmpty();
        String listing = QueryForm.first(request.query(), "list-type");
        String operation = switch (request.method()) {
            case "GET" -> object ? "GetObject" : listing.equals("2") ? "ListObjectsV2" : "";
            case "HEAD" -> object ? "HeadObject" : "";
            case "PUT" -> object ? "PutObject" : "";
            default -> "";
        };
        return new OperationName(
                AwsService.S3.prefix(), operation.isEmpty() ? WireProtocol.unnamed(request) : operation);
    }

    @Override
    public ObjectNode parameters(HttpRequest request, AwsService service) {
        ObjectNode parameters = Json.object().put("Bucket", bucket(request));
        if (!key(request).isEmpty()) {
            parameters.put("Key", key(request));
        }
        put(parameters, "VersionId", QueryForm.first(request.query(), "versionId"));
        put(parameters, "Prefix", QueryForm.first(request.query(), "prefix"));
        put(parameters, "IfNoneMatch", request.header("If-None-Match"));
        put(parameters, "IfMatch", request.header("If-Match"));
        if (request.method().equals("PUT")) {
            if (!request.header("Content-Encoding").isEmpty()
                    || request.header("x-amz-content-sha256").startsWith("STREAMING-")) {
                throw AwsError.notImplemented("encoded bodies of s3:PutObject");
            }
            parameters.put("Body", request.body());
            put(parameters, "ContentType", request.header("Content-Type"));
        }
        return parameters;
    }

    @Override
    public HttpReply answer(OperationName name, ObjectNode result, String requestId) {
        Map<String, String> headers = headers(requestId);
        HEADERS.forEach((member, header) -> {
            if (result.has(member)) {
                headers.put(header, result.get(member).asText());
            }
        });
        if (result.has("Contents")) {
            return new HttpReply(
                    OK, CONTENT_TYPE, headers, Xml.document("ListBucketResult", AwsService.S3.wireName(), result));
        }
        JsonNode type = result.path("ContentType");
        return new HttpReply(
                OK, type.asText(CONTENT_TYPE), headers, result.path("Body").asText(""));
    }

    @Override
    public HttpReply error(OperationName name, AwsError error, String requestId) {
        if (error.status() == NOT_MODIFIED || name.operation().equals("HeadObject")) {
            return new HttpReply(error.status(), CONTENT_TYPE, headers(requestId), "");
        }
        ObjectNode body = Json.object().put("Code", error.code()).put("Message", error.message());
        error.details().forEach(body::put);
        body.put("RequestId", requestId);
        return new HttpReply(error.status(), CONTENT_TYPE, headers(requestId), Xml.document("Error", "", body));
    }

    private static String bucket(HttpRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    private static String key(HttpRequest request) {
        String path = request.path().substring(1);
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(slash + 1);
    }

    private static void put(ObjectNode parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-request-id", requestId);
        return headers;
    }
}
