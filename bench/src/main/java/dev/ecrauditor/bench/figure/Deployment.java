package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.FunctionSetup;
import dev.ecrauditor.bench.lambda.Launcher;
import dev.ecrauditor.bench.stub.AwsRegion;
import dev.ecrauditor.bench.stub.AwsStub;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions as the stack deploys them in a single account, and what stands for AWS.
 *
 * @param stub that answers for AWS
 * @param launcher that starts functions
 * @param audit the audit function
 * @param alert the alert function
 * @param sweep the sweep function
 * @param hello the function that does nothing
 */
public record Deployment(
        AwsStub stub,
        Launcher launcher,
        FunctionSetup audit,
        FunctionSetup alert,
        FunctionSetup sweep,
        FunctionSetup hello) {

    /** Switches priming off; every other value leaves it on. */
    static final String PRIMING = "ECR_AUDITOR_PRIMING";

    private static final String HANDLERS = "dev.ecrauditor.handler.";
    private static final String TABLE = "findings";

    /**
     * The files that functions are started from.
     *
     * @param auditor the unpacked jar
     * @param hello the function that does nothing
     * @param settings the settings file
     */
    public record Files(Path auditor, Path hello, Path settings) {}

    public static Deployment of(AwsStub stub, Launcher launcher, Files files, List<String> javaFlags) {
        Map<String, String> audit = Map.of(
                "TABLE_NAME",
                TABLE,
                "DRAIN_QUEUE_URL",
                AwsRegion.queueUrl("drain-requests.fifo"),
                "CHANGE_QUEUE_URL",
                AwsRegion.queueUrl("changes"),
                "REGISTRY_SWEEP_QUEUE_URL",
                AwsRegion.queueUrl("sweeps.fifo"),
                "WATCHED_ACCOUNTS",
                AwsRegion.ACCOUNT,
                "SETTINGS_FILE",
                files.settings().toAbsolutePath().toString(),
                "METRICS_NAMESPACE",
                "EcrAuditor");
        Map<String, String> sweep = new HashMap<>(audit);
        sweep.put("TOPIC_ARN", AwsRegion.arn("sns", "alerts"));
        sweep.put("FORWARDING_RULE_NAME", "ecr-auditor-changes");
        sweep.put("FORWARDING_TARGET_ARN", AwsRegion.arn("sqs", "changes"));
        Map<String, String> alert = Map.of(
                "TABLE_NAME",
                TABLE,
                "TOPIC_ARN",
                AwsRegion.arn("sns", "alerts"),
                "SETTINGS_FILE",
                files.settings().toAbsolutePath().toString(),
                "METRICS_NAMESPACE",
                "EcrAuditor");
        return new Deployment(
                stub,
                launcher,
                new FunctionSetup("audit", HANDLERS + "AuditHandler", files.auditor(), audit, javaFlags),
                new FunctionSetup("alert", HANDLERS + "AlertHandler", files.auditor(), alert, javaFlags),
                new FunctionSetup("sweep", HANDLERS + "SweepHandler", files.auditor(), sweep, javaFlags),
                new FunctionSetup(
                        "hello",
                        "dev.ecrauditor.bench.hello.HelloHandler",
                        files.hello(),
                        Map.of("METRICS_NAMESPACE", "EcrAuditor"),
                        List.of()));
    }

    /** The state of AWS before anything has happened. */
    void reset() {
        stub.table().clear();
        stub.repositories().clear();
        stub.sns().takePublished();
    }

    /**
     * Checks that the stub had every operation that was called.
     *
     * @throws BenchException that names what it does not have
     */
    public void requireEveryCallAnswered() throws BenchException {
        Set<String> unknown = stub.calls().unknown();
        if (!unknown.isEmpty()) {
            throw new BenchException("the stub of AWS could not answer: " + String.join(", ", unknown));
        }
    }
}
