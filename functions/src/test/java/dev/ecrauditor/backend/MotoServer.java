package dev.ecrauditor.backend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A moto_server of our own on a loopback port that it chooses itself; its output goes to
 * a log below {@code target}.
 */
final class MotoServer implements Backend {

    static final Set<Difference> DIFFERENCES = Set.of(
            Difference.ACCOUNT_ONLY_BY_ASSUME_ROLE,
            Difference.DEFAULT_KEY_UNKNOWN_TO_KMS,
            Difference.ALL_KEYS_ARE_CUSTOMERS,
            Difference.KEY_KEPT_AS_GIVEN,
            Difference.ANY_KEY_IS_TAKEN,
            Difference.ALL_REPOSITORIES_ON_ONE_PAGE,
            Difference.ANY_PAGE_SIZE_IS_TAKEN,
            Difference.BATCH_GET_IGNORES_THE_FLAG,
            Difference.FILTERS_MATCH_BEGINNINGS,
            Difference.RULES_MUST_BE_NAMED,
            Difference.TWO_ACTIONS_OF_REGISTRY_POLICIES,
            Difference.ONE_REPLICATION_RULE,
            Difference.EXCLUSION_FILTERS_ARE_NOT_CHECKED,
            Difference.DIGESTS_ARE_MADE_UP,
            Difference.IMMUTABLE_TAGS_EXIST,
            Difference.IMAGE_FILTERS_ARE_IGNORED,
            Difference.NO_GRANTS_OF_ECR,
            Difference.ALL_GRANTS_ON_ONE_PAGE,
            Difference.PENDING_KEYS_ARE_ENABLED,
            Difference.PENDING_KEYS_ROTATE,
            Difference.ROTATION_OF_ANY_KEY,
            Difference.REPLICAS_ROTATE_THEMSELVES,
            Difference.ATTRIBUTES_ARE_NOT_MEASURED,
            Difference.ALL_ACCOUNTS_ON_ONE_PAGE,
            Difference.OLDER_IMPORTS_ARE_TAKEN,
            Difference.IMPORTS_WITHOUT_A_HUB_ARE_TAKEN,
            Difference.IMPORTS_OF_OTHERS_ARE_TAKEN,
            Difference.UNSUPPORTED_CALLS_ANSWER_500);
    private static final String PROGRAM = "moto_server";
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Duration TO_START = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess process;
    private final URI endpoint;

    private MotoServer(ServerProcess process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static MotoServer start() {
        // The port is read from the log, so two test processes need two of them.
        Path log = Path.of("target", "moto_server-" + ProcessHandle.current().pid() + ".log");
        ServerProcess process = ServerProcess.start(List.of(PROGRAM, "-H", "127.0.0.1", "-p", "0"), log);
        Matcher listening = process.awaitOutput(LISTENING, TO_START);
        return new MotoServer(process, URI.create(listening.group(1)));
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
        return 0;
    }

    @Override
    public void reset() {
        HttpRequest forget = HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    http.send(forget, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("moto_server answered a reset with HTTP " + status);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException("moto_server was not reset", fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while moto_server was reset", stop);
        }
    }

    @Override
    public void close() {
        process.close();
    }

    /** There is a moto_server on the PATH. */
    static final class MotoAvailability implements Availability {

        @Override
        public Optional<String> missing() {
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            boolean found = Stream.of(path.split(File.pathSeparator))
                    .map(folder -> Path.of(folder, PROGRAM))
                    .anyMatch(Files::isExecutable);
            return found ? Optional.empty() : Optional.of("no moto_server on the PATH (pip install 'moto[server]')");
        }
    }
}
