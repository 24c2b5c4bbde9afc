package dev.ecrauditor.localaws.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ecrauditor.localaws.call.AwsError;
import dev.ecrauditor.localaws.call.AwsService;
import dev.ecrauditor.localaws.call.Json;
import dev.ecrauditor.localaws.call.Refusals;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** AWS's REST protocol with JSON, for the reading operations of Lambda and for Security Hub. */
final class RestProtocol implements WireProtocol {

    private static final int OK = 200;
    private static final String CONTENT_TYPE = "application/json";
    private static final String GET = "GET";
    private static final String POST = "POST";

    /** Source: the requests in the API references of AWS Lambda and AWS Security Hub. */
    private static final List<Route> ROUTES = List.of(
            new Route("GetFunctionConfiguration", GET, "/2015-03-31/functions/([^/]+)/configuration", "FunctionName"),
            new Route("GetFunctionConcurrency", GET, "/2019-09-30/functions/([^/]+)/concurrency", "FunctionName"),
            new Route("GetAlias", GET, "/2015-03-31/functions/([^/]+)/aliases/([^/]+)", "FunctionName", "Name"),
            new Route("ListEventSourceMappings", GET, "/2015-03-31/event-source-mappings/?"),
            new Route("BatchImportFindings", POST, "/findings/import"),
            new Route("GetFindings", POST, "/findings"),
            new Route("EnableSecurityHub", POST, "/accounts"),
            new Route("DisableSecurityHub", "DELETE", "/accounts"));

    private record Route(String operation, String method, Pattern path, List<String> names) {

        Route(String operation, String method, String path, String... names) {
            this(operation, method, Pattern.compile(path), List.of(names));
        }

        static Optional<Route> of(HttpRequest request) {
            return ROUTES.stream()
                    .filter(route -> request.method().equals(route.method())
                            && route.path().matcher(request.path()).matches())
                    .findFirst();
        }
    }

    @Override
    public OperationName name(HttpRequest request, String scopeService) {
        return new OperationName(
                scopeService, Route.of(request).map(Route::operation).orElseGet(() -> WireProtocol.unnamed(request)));
    }

    @Override
    public ObjectNode parameters(HttpRequest request, AwsService service) {
        ObjectNode parameters = QueryForm.parse(request.query());
        body(request, service).properties().forEach(member -> parameters.set(member.getKey(), member.getValue()));
        Route.of(request).ifPresent(route -> {
            Matcher path = route.path().matcher(request.path());
            for (int i = 0; path.matches() && i < route.names().size(); i++) {
                parameters.put(route.names().get(i), URLDecoder.decode(path.group(i + 1), StandardCharsets.UTF_8));
            }
        });
        return parameters;
    }

    private static ObjectNode body(HttpRequest request, AwsService service) {
        if (request.body().isBlank()) {
            return Json.object();
        }
        try {
            if (Json.parse(request.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Refusals.invalid(service, "body", "must be JSON");
        }
        throw Refusals.invalid(service, "body", "must be an object");
    }

    @Override
    public HttpReply answer(OperationName name, ObjectNode result, String requestId) {
        return new HttpReply(OK, CONTENT_TYPE, Map.of("x-amzn-RequestId", requestId), Json.text(result));
    }

    @Override
    public HttpReply error(OperationName name, AwsError error, String requestId) {
        ObjectNode body = Json.object().put("Type", "User").put("Message", error.message());
        return new HttpReply(
                error.status(),
                CONTENT_TYPE,
                Map.of("x-amzn-RequestId", requestId, "x-amzn-ErrorType", error.code()),
                Json.text(body));
    }
}
