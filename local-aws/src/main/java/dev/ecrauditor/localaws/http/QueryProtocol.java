package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Json;
import java.util.Map;

/** The Query protocol: a form with an Action in, XML out. */
final class QueryProtocol implements WireProtocol {

    private static final int OK = 200;
    private static final int SERVER_FAULT = 500;
    private static final String CONTENT_TYPE = "text/xml";

    @Override
    public OperationName name(HttpRequest request, String scopeService) {
        String action = QueryForm.first(request.body(), "Action");
        return new OperationName(scopeService, action.isEmpty() ? WireProtocol.unnamed(request) : action);
    }

    @Override
    public ObjectNode parameters(HttpRequest request, AwsService service) {
        if (!service.protocol().equals("query")) {
            throw AwsError.badRequest("InvalidRequest", service.prefix() + " does not speak the Query protocol here");
        }
        ObjectNode parameters = QueryForm.parse(request.body());
        parameters.remove("Action");
        parameters.remove("Version");
        return parameters;
    }

    @Override
    public HttpReply answer(OperationName name, ObjectNode result, String requestId) {
        ObjectNode body = Json.object();
        body.set(name.operation() + "Result", result);
        body.set("ResponseMetadata", Json.object().put("RequestId", requestId));
        return reply(OK, Xml.document(name.operation() + "Response", nameSpace(name), body), requestId);
    }

    @Override
    public HttpReply error(OperationName name, AwsError error, String requestId) {
        ObjectNode details = Json.object()
                .put("Type", error.status() >= SERVER_FAULT ? "Receiver" : "Sender")
                .put("Code", error.code())
                .put("Message", error.message());
        ObjectNode body = Json.object();
        body.set("Error", details);
        body.put("RequestId", requestId);
        return reply(error.status(), Xml.document("ErrorResponse", nameSpace(name), body), requestId);
    }

    private static String nameSpace(OperationName name) {
        return AwsService.byPrefix(name.service()).map(AwsService::wireName).orElse("");
    }

    private static HttpReply reply(int status, String body, String requestId) {
        return new HttpReply(status, CONTENT_TYPE, Map.of("x-amzn-RequestId", requestId), body);
    }
}
