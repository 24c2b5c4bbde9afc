package dev.ecrauditor.backend;

import cloud.localstack.docker.DockerExe;
import cloud.localstack.docker.command.ListImagesCommand;
import cloud.localstack.docker.command.PullCommand;
import cloud.localstack.docker.command.RunCommand;
import cloud.localstack.docker.command.StopCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * LocalStack's last free image in a container of our own, published on loopback only. Of localstack-utils only the
 * Docker commands are used: its extension would publish the port on every interface of the machine.
 */
final class LocalStackServer implements Backend {

    static final Set<Difference> DIFFERENCES = Set.of(
            Difference.NO_ECR,
            Difference.NO_ORGANIZATIONS,
            Difference.NO_SECURITY_HUB,
            Difference.ALL_KEYS_ARE_CUSTOMERS,
            Difference.PENDING_KEYS_ROTATE,
            Difference.ROTATION_OF_ANY_KEY,
            Difference.REPLICAS_ROTATE_THEMSELVES,
            Difference.ACCOUNT_BY_ACCESS_KEY);
    private static final String IMAGE = "localstack/localstack";
    private static final String TAG = "4.14.0";
    private static final int EDGE = 4566;
    private static final Duration TO_START = Duration.ofMinutes(2);

    private final String container;
    private final URI endpoint;
    private final Thread withTheJvm;

    private LocalStackServer(int port) {
        container = "ecr-auditor-localstack-" + port;
        endpoint = URI.create("http://127.0.0.1:" + port);
        withTheJvm = new Thread(() -> new StopCommand(container).execute(), "stop " + container);
    }

    static LocalStackServer start() {
        if (!new ListImagesCommand().execute().contains(IMAGE + ":" + TAG)) {
            new PullCommand(IMAGE, TAG).execute();
        }
        int port = freePort();
        LocalStackServer server = new LocalStackServer(port);
        Runtime.getRuntime().addShutdownHook(server.withTheJvm);
        try {
            new RunOnLoopback(server.container, port).execute();
            HttpReady.await(server.endpoint.resolve("/_localstack/health"), TO_START);
            return server;
        } catch (RuntimeException notStarted) {
            server.close();
            throw notStarted;
        }
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public Set<Difference> differences() {
        return DIFFERENCES;
    }

    @Override
    public int deliverySeconds() {
        return 1;
    }

    /** Nothing: keys, topics and queues of each test are its own, and nothing is listed. */
    @Override
    public void reset() {}

    @Override
    public void close() {
        new StopCommand(container).execute();
        Runtime.getRuntime().removeShutdownHook(withTheJvm);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException fault) {
            throw new UncheckedIOException("no free port", fault);
        }
    }

    /** {@code docker run -d --rm --name NAME -p 127.0.0.1:PORT:4566}. */
    private static final class RunOnLoopback extends RunCommand {

        RunOnLoopback(String name, int port) {
            super(IMAGE, TAG);
            addOptions("--name", name, "-p", "127.0.0.1:" + port + ":" + EDGE);
        }
    }

    /** {@code docker info} is answered by an engine, and localstack-utils finds the program, too. */
    static final class DockerAvailability implements Availability {

        private static final long TO_ANSWER_SECONDS = 30;

        @Override
        public Optional<String> missing() {
            String docker =
                    Optional.ofNullable(System.getenv("DOCKER_LOCATION")).orElse("docker");
            if (!answers(List.of(docker, "info"))) {
                return Optional.of("no Docker engine answers \"" + docker + " info\"");
            }
            try {
                new DockerExe();
                return Optional.empty();
            } catch (IllegalStateException elsewhere) {
                return Optional.of("localstack-utils does not find docker; set DOCKER_LOCATION to its path");
            }
        }

        private static boolean answers(List<String> command) {
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                boolean ended = process.waitFor(TO_ANSWER_SECONDS, TimeUnit.SECONDS);
                process.destroyForcibly();
                return ended && process.exitValue() == 0;
            } catch (IOException noSuchProgram) {
                return false;
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
