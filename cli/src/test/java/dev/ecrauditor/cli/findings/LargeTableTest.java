package dev.ecrauditor.cli.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ecrauditor.cli.EcrAuditor;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory does not grow with the table: run by hand with {@code -Xmx40m}, the same test passes. */
class LargeTableTest {

    private static final int RECORDS = 20_000;
    private static final int PAGE = 400; // about 1 MB of stored records, of which the findings are a part

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", LargeTableTest::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv", "text"})
    void everyRecordIsPrinted(String output) {
        CountingWriter out = new CountingWriter();
        int status = run(out, "--output", output);

        assertThat(status).isZero();
        int around = output.equals("json") ? 0 : output.equals("csv") ? 1 : 2 * 2 + 1; // headings, blank lines, counts
        assertThat(out.lines).isEqualTo(RECORDS + around);
    }

    @Test
    void aFilterThatMatchesLittlePrintsLittle() {
        CountingWriter out = new CountingWriter();
        assertThat(run(out, "--output", "json", "--severity", "low")).isZero();
        assertThat(out.lines).isZero();
    }

    private int run(Writer out, String... arguments) {
        String[] line = new String[arguments.length + 7];
        System.arraycopy(
                new String[] {
                    "findings",
                    "--table",
                    "large",
                    "--region",
                    "us-east-1",
                    "--endpoint-url",
                    "http://127.0.0.1:" + server.getAddress().getPort()
                },
                0,
                line,
                0,
                7);
        System.arraycopy(arguments, 0, line, 7, arguments.length);
        return EcrAuditor.run(new PrintWriter(out, true), new PrintWriter(Writer.nullWriter(), true), line);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Json scan = JsonReader.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int start = scan.text("ExclusiveStartKey", "sk", "S")
                    .map(Integer::parseInt)
                    .orElse(0);
            byte[] page = page(start).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        } catch (MalformedJson malformed) {
            throw new IOException(malformed);
        }
    }

    private static String page(int start) {
        StringBuilder items = new StringBuilder();
        for (int i = start; i < start + PAGE; i++) {
            items.append(items.isEmpty() ? "" : ",").append(item(i));
        }
        int next = start + PAGE;
        String key =
                next < RECORDS ? ",\"LastEvaluatedKey\":{\"pk\":{\"S\":\"p\"},\"sk\":{\"S\":\"" + next + "\"}}" : "";
        return "{\"Count\":" + PAGE + ",\"Items\":[" + items + "]" + key + "}";
    }

    private static String item(int number) {
        return """
                {"schema":{"N":"1"},"version":{"N":"7"},"generation":{"S":"EcrAuditor-FindingTable-1A2B"},
                 "subject":{"S":"arn:aws:ecr:us-east-1:111122223333:repository/team/service-NUMBER"},
                 "incarnation":{"S":"2026-03-02T09:30:00Z"},"outbox":{"M":{}},
                 "findings":{"M":{"ecr-policy-not-public#violation":{"M":{"open":{"BOOL":true},"number":{"N":"2"},
                 "openedAt":{"S":"2026-11-20T12:00:00Z"},"lastSeen":{"S":"2026-11-20T12:00:00Z"},
                 "severity":{"S":"CRITICAL"},"evidenceHash":{"S":"0123456789abcdef0123456789abcdef"}}},
                 "ecr-scan-on-push#violation":{"M":{"open":{"BOOL":false},"number":{"N":"2"},
                 "openedAt":{"S":"2026-11-20T12:00:00Z"},"lastSeen":{"S":"2026-11-20T12:00:00Z"},
                 "severity":{"S":"MEDIUM"},"resolvedBy":{"S":"FIXED"},"evidenceHash":{"S":"0123456789abcdef"}}}}}}
                """.replace("NUMBER", Integer.toString(number));
    }

    /** Keeps nothing. */
    private static final class CountingWriter extends Writer {

        private int lines;

        @Override
        public void write(char[] characters, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                lines += characters[i] == '\n' ? 1 : 0;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
