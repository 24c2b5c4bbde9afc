package dev.ecrauditor.handler;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ecrauditor.aws.AwsClients;
import dev.ecrauditor.aws.priming.InventedAws;
import dev.ecrauditor.aws.priming.TlsHandshakes;
import dev.ecrauditor.repository.RepositoryArn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs an invented event through the audit and the alert function before Lambda takes the snapshot of an execution
 * environment, so that the first event after a restore finds the classes loaded. It runs functions of its own, whose
 * calls are answered inside the process; beside it each endpoint is asked without credentials. None of it is kept.
 *
 * <p>Source: "Lambda SnapStart runtime hooks" and "Handling uniqueness with Lambda SnapStart", AWS Lambda Developer
 * Guide.
 */
final class Priming {

    /** An account, queues, a topic and a table that do not exist; two functions with different variables run here. */
    private static final Map<String, String> INVENTED = Map.of(
            "WATCHED_ACCOUNTS", InventedAws.ACCOUNT,
            "WATCHED_ORGANIZATION", "",
            "SETTINGS_BUCKET", "",
            "DRAIN_QUEUE_URL", "https://sqs.invalid/invented.fifo",
            "CHANGE_QUEUE_URL", "https://sqs.invalid/invented",
            "REGISTRY_SWEEP_QUEUE_URL", "https://sqs.invalid/invented",
            "TOPIC_ARN", "arn:aws:sns:us-east-1:111122223333:invented",
            "TABLE_NAME", "invented");

    /** So often the compiler of the first tier has seen what an event runs; more did not help. */
    private static final int EVENTS = 60;

    /** Each takes a fifth of a second, as the alert function publishes five a second. */
    private static final int ALERTS = 6;

    private static final int HANDSHAKES = 5;

    /** The switch with which the effect of priming is measured. */
    private static final String SWITCH = "ECR_AUDITOR_PRIMING";

    private final Environment environment;
    private final AwsClients.Connection connection;
    private final Clock clock;

    /**
     * @param environment of the function
     * @param connection of the function to AWS
     */
    Priming(Environment environment, AwsClients.Connection connection, Clock clock) {
        this.environment = environment;
        this.connection = connection;
        this.clock = clock;
    }

    /** A function that is primed. The hooks are its own methods, since only the function is sure to be kept. */
    interface Primed extends RequestStreamHandler, Resource {

        /** What is run before a snapshot is taken. */
        Runnable beforeSnapshot();

        @Override
        default void beforeCheckpoint(Context<? extends Resource> all) {
            beforeSnapshot().run();
        }

        @Override
        default void afterRestore(Context<? extends Resource> all) {
            // No connection and no credentials are left from before.
        }
    }

    /** Has Lambda call the hooks of a function. */
    static void register(Primed function) {
        Core.getGlobalContext().register(function);
    }

    /** Whatever goes wrong here happens again at the first event, which reports it. */
    void run() {
        if (environment.optional(SWITCH).filter("off"::equals).isPresent()) {
            return;
        }
        try {
            runInvented(EVENTS);
        } catch (IOException | RuntimeException notPrimed) {
            // The function serves events all the same.
        }
        TlsHandshakes.of(connection, HANDSHAKES);
    }

    /** What the audit and the alert function log. */
    List<String> runInvented(int events) throws IOException {
        String region = connection.region();
        Environment invented = environment.with(INVENTED);
        AwsClients clients = AwsClients.ofInvented(new InventedAws(region, clock), region);
        InventedInvocation invocation = new InventedInvocation(clock);
        AuditHandler audit = new AuditHandler(new Wiring(invented, clients));
        AlertHandler alert = new AlertHandler(new Wiring(invented, clients));
        for (int i = 0; i < events; i++) {
            RepositoryArn repository = InventedAws.repository(region, i);
            audit.handleRequest(invocation.event(repository), new ByteArrayOutputStream(), invocation);
            if (i < ALERTS) {
                alert.handleRequest(
                        InventedInvocation.drainRequest(repository), new ByteArrayOutputStream(), invocation);
            }
        }
        return invocation.lines();
    }
}
