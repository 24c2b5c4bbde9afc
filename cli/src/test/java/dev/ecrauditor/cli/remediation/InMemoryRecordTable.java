package dev.ecrauditor.cli.remediation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.JsonWriter;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DynamoDB's Query on loopback, for a table of a deployed auditor: one item per page, so that there are pages. */
final class InMemoryRecordTable implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Json> records;
    private final List<Json> queries = new ArrayList<>();

    /**
     * @param records the stored records by sort key, all of one partition
     */
    InMemoryRecordTable(Map<String, Json> records) throws IOException {
        this.records = Map.copyOf(records);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The queries, in order. */
    List<Json> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Json query = JsonReader.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            boolean known = "DynamoDB_20120810.Query".equals(target)
                    && query.text("TableName").orElse("").equals("findings");
            queries.add(query);
            byte[] body = JsonWriter.write(known ? page(query) : notFound()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(known ? 200 : 400, body.length);
            exchange.getResponseBody().write(body);
        } catch (MalformedJson malformed) {
            throw new IOException(malformed);
        } finally {
            exchange.close();
        }
    }

    private static Json notFound() {
        return new JsonObject()
                .put("__type", "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException")
                .put("message", "Requested resource not found")
                .build();
    }

    private Json page(Json query) {
        String wanted = query.text("ExpressionAttributeValues", ":sk", "S").orElseThrow();
        boolean exact = !query.text("KeyConditionExpression").orElseThrow().contains("begins_with");
        String after = query.text("ExclusiveStartKey", "sk", "S").orElse("");
        List<String> left = records.keySet().stream()
                .filter(key -> exact ? key.equals(wanted) : key.startsWith(wanted))
                .filter(key -> key.compareTo(after) > 0)
                .sorted()
                .toList();
        List<String> page = left.stream().limit(1).toList();
        JsonObject answer = new JsonObject()
                .put("Count", page.size())
                .put(
                        "Items",
                        new Json.Arr(page.stream()
                                .map(key -> attribute(records.get(key)).at("M"))
                                .toList()));
        if (left.size() > 1) {
            answer.put(
                    "LastEvaluatedKey",
                    new JsonObject()
                            .put("pk", query.at("ExpressionAttributeValues", ":pk"))
                            .put("sk", attribute(Json.of(page.get(0))))
                            .build());
        }
        return answer.build();
    }

    private static Json attribute(Json value) {
        JsonObject attribute = new JsonObject();
        if (value instanceof Json.Obj object) {
            JsonObject members = new JsonObject();
            object.members().forEach((name, member) -> members.put(name, attribute(member)));
            return attribute.put("M", members.build()).build();
        }
        if (value instanceof Json.Arr array) {
            return attribute
                    .put(
                            "L",
                            new Json.Arr(array.items().stream()
                                    .map(InMemoryRecordTable::attribute)
                                    .toList()))
                    .build();
        }
        if (value instanceof Json.Num number) {
            return attribute.put("N", number.literal()).build();
        }
        if (value instanceof Json.Bool bool) {
            return attribute.put("BOOL", bool.value()).build();
        }
        return value instanceof Json.Str string
                ? attribute.put("S", string.value()).build()
                : attribute.put("NULL", true).build();
    }
}
