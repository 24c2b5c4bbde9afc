package dev.ecrauditor.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A proxy that answers for the services of AWS by their real names, over TLS. So no setting names the SDK's endpoint:
 * its own endpoint rules do, as in AWS.
 */
final class AwsHostnameProxy implements EndpointConfiguration {

    private static final String PASSWORD = "not-a-secret";

    private final Hub hub;
    private final Path keys;
    private final SSLContext tls;
    private final ServerSocket serverSocket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<String> calledHosts = new ConcurrentSkipListSet<>();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    AwsHostnameProxy(Hub hub) throws IOException, GeneralSecurityException, InterruptedException {
        this.hub = hub;
        this.keys = certificate(hosts(hub.location));
        this.tls = context(keys);
        this.serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** The names that the functions call in this Region. */
    static Set<String> hosts(HubLocation place) {
        return List.of("api.ecr", "dynamodb", "kms", "sns", "sqs", "sts").stream()
                .map(service -> service + "." + place.region() + "." + place.domain())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The hosts that were asked for. */
    Set<String> calledHosts() {
        return Set.copyOf(calledHosts);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public List<String> javaFlags() {
        return List.of(
                "-Dhttps.proxyHost=127.0.0.1",
                "-Dhttps.proxyPort=" + serverSocket.getLocalPort(),
                "-Djavax.net.ssl.trustStore=" + keys.toAbsolutePath(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                "-Djavax.net.ssl.trustStoreType=PKCS12");
    }

    @Override
    public void close() {
        open.add(serverSocket);
        open.forEach(AwsHostnameProxy::closeQuietly);
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (!serverSocket.isClosed()) {
                Socket caller = serverSocket.accept();
                threads.execute(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket caller) {
        open.add(caller);
        try (caller) {
            String host = connect(caller);
            calledHosts.add(host);
            URI backend = host.startsWith("dynamodb.")
                    ? hub.dynamoDb().endpoint()
                    : hub.aws().endpoint();
            SSLSocket secret = (SSLSocket) tls.getSocketFactory().createSocket(caller, host, caller.getPort(), true);
            secret.setUseClientMode(false);
            try (Socket service = new Socket(InetAddress.getLoopbackAddress(), backend.getPort())) {
                open.add(service);
                threads.execute(() -> pump(service, secret));
                pump(secret, service);
            }
        } catch (IOException ended) {
            // Either side has hung up; the function says what it thinks of that.
        }
    }

    /** Reads {@code CONNECT host:port} and its headers, byte by byte because what follows is TLS. */
    private static String connect(Socket caller) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = caller.getInputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                caller.getOutputStream()
                        .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return head.substring("CONNECT ".length(), head.indexOf(":"));
            }
        }
        throw new IOException("not a CONNECT: " + head);
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // One side has hung up.
        } finally {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left to close.
        }
    }

    /** A certificate for these hosts; as a trust store, the file also makes them trusted. */
    private static Path certificate(Set<String> hosts) throws IOException, InterruptedException {
        Path file = Files.createDirectories(DeployedJar.WORKPLACE).resolve("aws-" + hosts.hashCode() + ".p12");
        Files.deleteIfExists(file);
        String names = hosts.stream().map(host -> "dns:" + host).collect(Collectors.joining(","));
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "aws",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=AWS in a test",
                        "-ext",
                        "san=" + names,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        return file;
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
