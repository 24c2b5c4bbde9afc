package dev.ecrauditor.cli.findings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** CloudFormation's DescribeStacks for one stack, on loopback; every other request goes on to a table's endpoint. */
public final class StackOnLoopback implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String stack;
    private final String outputs;
    private final URI table;

    /** @param outputs members of the list of outputs, as XML */
    public StackOnLoopback(String stack, String outputs, URI table) throws IOException {
        this.stack = stack;
        this.outputs = outputs;
        this.table = table;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public static String output(String key, String value) {
        return "<member><OutputKey>" + key + "</OutputKey><OutputValue>" + value + "</OutputValue></member>";
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String text = new String(body, StandardCharsets.UTF_8);
        try (exchange) {
            if (!text.contains("Action=DescribeStacks")) {
                pass(exchange, body);
            } else if (text.contains("StackName=" + stack + "&") || text.endsWith("StackName=" + stack)) {
                send(
                        exchange,
                        200,
                        "<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>" + stack
                                + "</StackName><Outputs>" + outputs
                                + "</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>");
            } else {
                send(
                        exchange,
                        400,
                        "<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack"
                                + " with id it does not exist</Message></Error></ErrorResponse>");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(table).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"X-amz-target", "Authorization", "X-amz-date", "Content-type"}) {
            exchange.getRequestHeaders().get(name).forEach(value -> request.header(name, value));
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
