package dev.ecrauditor.localaws.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.ecrauditor.localaws.call.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Receives HTTP requests and sends replies; closing the exchange without a reply closes the connection. */
public final class HttpEndpoint implements HttpHandler {

    private static final int INTERNAL_ERROR = 500;
    private static final int NOT_MODIFIED = 304;

    private final Dispatcher dispatcher;

    public HttpEndpoint(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<HttpReply> reply = served(HttpRequest.read(exchange));
            if (reply.isPresent()) {
                write(reply.get(), exchange, exchange.getRequestMethod().equals("HEAD"));
            }
        }
    }

    /** A defect of the simulation gives an error response instead of a closed connection. */
    private Optional<HttpReply> served(HttpRequest request) {
        try {
            return dispatcher.serve(request);
        } catch (RuntimeException e) {
            String body = Json.text(
                    Json.object().put("__type", "InternalFailure").put("message", "a defect of local-aws: " + e));
            return Optional.of(new HttpReply(INTERNAL_ERROR, "application/x-amz-json-1.1", Map.of(), body));
        }
    }

    /** Responses to HEAD, and those with status 304, have no body. */
    private static void write(HttpReply reply, HttpExchange exchange, boolean bare) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (bare || reply.status() == NOT_MODIFIED) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
