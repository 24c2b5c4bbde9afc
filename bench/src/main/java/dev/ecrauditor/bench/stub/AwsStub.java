package dev.ecrauditor.bench.stub;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Answers for the services of AWS by their real names over TLS, in the process of the benchmark. Callers reach it as
 * their proxy, so that the SDK resolves its endpoints as in AWS.
 */
public final class AwsStub implements AutoCloseable {

    private final Repositories repositories = new Repositories();
    private final Table table = new Table();
    private final Sns sns = new Sns();
    private final CallCount calls = new CallCount();
    private final Map<String, Service> services = new TreeMap<>(Map.of(
            "api.ecr", new Ecr(repositories),
            "dynamodb", table,
            "kms", new Kms(),
            "sns", sns,
            "sqs", new Sqs(),
            "events", new EventDelivery(),
            "cloudtrail", new EventDelivery(),
            "sts", new Sts()));
    private final Certificates certificates;
    private final SSLContext tls;
    private final ServerSocket serverSocket;
    private final Set<Closeable> connections = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "aws-stub");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Duration latency = Duration.ZERO;

    public AwsStub(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        Set<String> hosts = new TreeSet<>();
        services.keySet().forEach(service -> hosts.add(service + "." + AwsRegion.REGION + "." + AwsRegion.DOMAIN));
        certificates = new Certificates(directory, hosts);
        tls = certificates.serverContext();
        serverSocket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    public Repositories repositories() {
        return repositories;
    }

    public Table table() {
        return table;
    }

    public Sns sns() {
        return sns;
    }

    public CallCount calls() {
        return calls;
    }

    /** From now on each call is answered so much later. */
    public void delayAnswers(Duration delay) {
        latency = delay;
    }

    /** The flags with which a Java calls the stub instead of AWS. */
    public List<String> javaFlags(Path javaHome) throws IOException, GeneralSecurityException {
        List<String> flags = new ArrayList<>(certificates.trustFlags(javaHome));
        flags.add("-Dhttps.proxyHost=127.0.0.1");
        flags.add("-Dhttps.proxyPort=" + serverSocket.getLocalPort());
        return flags;
    }

    /** Closes what callers have open, as after a long pause. */
    public void closeConnections() {
        connections.forEach(AwsStub::closeQuietly);
        connections.clear();
    }

    @Override
    public void close() {
        closeQuietly(serverSocket);
        closeConnections();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (!serverSocket.isClosed()) {
                Socket caller = serverSocket.accept();
                caller.setTcpNoDelay(true);
                connections.add(caller);
                threads.execute(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The benchmark is over.
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            HttpRequest connect = HttpRequest.read(caller.getInputStream())
                    .filter(request -> request.method().equals("CONNECT"))
                    .orElseThrow(() -> new IOException("not a CONNECT"));
            caller.getOutputStream()
                    .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String host = connect.target().substring(0, connect.target().indexOf(':'));
            try (SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(caller, host, caller.getPort(), true)) {
                secure.setUseClientMode(false);
                calls.connected();
                serve(secure, host);
            }
        } catch (IOException hungUp) {
            // The function says what it could not do.
        } finally {
            connections.remove(caller);
        }
    }

    private void serve(SSLSocket secure, String host) throws IOException {
        String name = host.replace("." + AwsRegion.REGION + "." + AwsRegion.DOMAIN, "");
        InputStream in = new BufferedInputStream(secure.getInputStream());
        OutputStream out = secure.getOutputStream();
        for (Optional<HttpRequest> next = HttpRequest.read(in); next.isPresent(); next = HttpRequest.read(in)) {
            if (next.get().operation().isEmpty()) { // asks for a TLS handshake, not for an answer
                out.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return;
            }
            String call = name.replace("api.", "") + ":" + next.get().operation();
            calls.begin(call);
            byte[] response;
            try {
                if (!latency.isZero()) {
                    LockSupport.parkNanos(latency.toNanos());
                }
                response = response(name, call, next.get());
            } finally {
                // Before the answer leaves: the caller cannot have it earlier.
                calls.end();
            }
            out.write(response);
            out.flush();
        }
    }

    private byte[] response(String name, String call, HttpRequest request) {
        Service service = services.get(name);
        Optional<Answer> known =
                service == null ? Optional.empty() : service.answer(request.operation(), request.body());
        if (known.isEmpty()) {
            calls.addUnknown(call);
        }
        Answer answer = known.orElseGet(() -> Answer.error("UnknownOperationException"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + answer.status() + " X\r\nContent-Type: " + answer.type() + "\r\nContent-Length: "
                        + body.length + "\r\nx-amzn-RequestId: bench\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] response = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, response, head.length, body.length);
        return response;
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyClosed) {
            // Nothing is left to close.
        }
    }
}
