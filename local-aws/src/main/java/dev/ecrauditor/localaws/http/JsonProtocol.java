package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** AWS JSON 1.0 and 1.1: the operation in X-Amz-Target, JSON in both directions. */
final class JsonProtocol implements WireProtocol {

    private static final int OK = 200;
    private static final int SERVER_FAULT = 500;
    private static final String CONTENT_TYPE = "application/x-amz-json-";

    /** SQS clients expect the codes of its former Query protocol beside the shapes' names. */
    private static final Map<String, String> SQS_QUERY_CODES = Map.of(
            "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
            "QueueNameExists", "QueueAlreadyExists",
            "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight",
            "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation");

    @Override
    public OperationName name(HttpRequest request, String scopeService) {
        String target = request.header("X-Amz-Target");
        int dot = target.lastIndexOf('.');
        if (dot < 0) {
            return new OperationName(scopeService, unnamedIn(request, target));
        }
        String prefix = target.substring(0, dot);
        String service = AwsService.byWireName(prefix)
                .map(AwsService::prefix)
                .orElse(scopeService.isEmpty() ? prefix : scopeService);
        return new OperationName(service, target.substring(dot + 1));
    }

    @Override
    public ObjectNode parameters(HttpRequest request, AwsService service) {
        String expected = CONTENT_TYPE + service.protocol();
        String contentType = request.header("Content-Type");
        if (!contentType.startsWith(expected)) {
            throw unreadable(service.prefix() + " speaks " + expected + ", not '" + contentType + "'");
        }
        try {
            JsonNode body = Json.parse(request.body());
            if (body instanceof ObjectNode parameters) {
                return parameters;
            }
            throw unreadable("the body is not a JSON object");
        } catch (JsonProcessingException e) {
            throw unreadable("the body is not JSON: " + e.getOriginalMessage());
        }
    }

    @Override
    public HttpReply answer(OperationName name, ObjectNode result, String requestId) {
        return new HttpReply(OK, contentType(name), Map.of("x-amzn-RequestId", requestId), Json.text(result));
    }

    @Override
    public HttpReply error(OperationName name, AwsError error, String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("x-amzn-ErrorType", error.code());
        ObjectNode body = Json.object().put("__type", error.code()).put("message", error.message());
        error.details().forEach(body::put);
        if (name.service().equals(AwsService.SQS.prefix())) {
            String fault = error.status() >= SERVER_FAULT ? "Receiver" : "Sender";
            headers.put("x-amzn-query-error", SQS_QUERY_CODES.getOrDefault(error.code(), error.code()) + ";" + fault);
            body.put("__type", "com.amazonaws.sqs#" + error.code());
        }
        return new HttpReply(error.status(), contentType(name), headers, Json.text(body));
    }

    private static String unnamedIn(HttpRequest request, String target) {
        return target.isEmpty() ? WireProtocol.unnamed(request) : target;
    }

    private static String contentType(OperationName name) {
        return CONTENT_TYPE
                + AwsService.byPrefix(name.service())
                        .map(AwsService::protocol)
                        .filter(protocol -> protocol.equals("1.0"))
                        .orElse("1.1");
    }

    private static AwsError unreadable(String message) {
        return AwsError.badRequest("SerializationException", message);
    }
}
