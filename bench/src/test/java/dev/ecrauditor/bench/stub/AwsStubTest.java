package dev.ecrauditor.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsStubTest {

    private AwsStub stub;
    private SSLContext trusting;
    private Proxy proxy;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        stub = new AwsStub(directory);
        Map<String, String> flags = new TreeMap<>();
        for (String flag : stub.javaFlags(Path.of(System.getProperty("java.home")))) {
            flags.put(flag.substring(2, flag.indexOf('=')), flag.substring(flag.indexOf('=') + 1));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(
                Path.of(flags.get("javax.net.ssl.trustStore")).toFile(), "changeit".toCharArray()));
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        proxy = new Proxy(
                Proxy.Type.HTTP,
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(flags.get("https.proxyPort"))));
    }

    @AfterAll
    void stop() {
        stub.close();
    }

    @Test
    void aKnownOperationIsAnsweredOverTlsAndCounted() throws Exception {
        stub.repositories().put("team/service", "{}");
        CallCount.Snapshot before = stub.calls().snapshot();
        assertThat(call("api.ecr", "X.DescribeRepositories", "{\"repositoryNames\":[\"team/service\"]}"))
                .contains("arn:aws:ecr:us-east-1:111122223333:repository/team/service");
        assertThat(stub.calls().snapshot().since(before).calls())
                .containsExactly(Map.entry("ecr:DescribeRepositories", 1L));
    }

    @Test
    void anOperationThatTheStubDoesNotHaveIsRemembered() throws Exception {
        assertThat(call("api.ecr", "X.DescribeImages", "{}")).contains("UnknownOperationException");
        assertThat(stub.calls().unknown()).containsExactly("ecr:DescribeImages");
    }

    @Test
    void aRecordIsWrittenOnceAndReadBack() throws Exception {
        String item = "{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"},\"version\":{\"N\":\"1\"},"
                + "\"outbox\":{\"M\":{\"e\":{\"S\":\"x\"}}},\"at\":{\"S\":\"2099-01-01T10:00:00Z\"}}";
        String put = "{\"Item\":" + item + ",\"ConditionExpression\":\"attribute_not_exists(pk)\"}";
        assertThat(call("dynamodb", "X.PutItem", put)).isEqualTo("{}");
        assertThat(call("dynamodb", "X.PutItem", put)).contains("ConditionalCheckFailedException");
        stub.table().age("a", "b");
        assertThat(stub.table().takeOutbox("a", "b")).isEqualTo(1);
        assertThat(call("dynamodb", "X.GetItem", "{\"Key\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"S\":\"b\"}}}"))
                .contains("2099-01-01T08:59:00Z", "\"version\":{\"N\":\"2\"}", "\"outbox\":{\"M\":{}}");
    }

    private String call(String service, String target, String body) throws Exception {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create("https://" + service + ".us-east-1.amazonaws.com/")
                        .toURL()
                        .openConnection(proxy);
        connection.setSSLSocketFactory(trusting.getSocketFactory());
        connection.setRequestMethod("POST");
        connection.setRequestProperty("X-Amz-Target", target);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        InputStream answer =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
        try (answer) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
