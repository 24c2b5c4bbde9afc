package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.MeasuredCommand;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.stub.AwsStub;
import dev.ecrauditor.bench.stub.CallCount;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code ecr-auditor audit} of a registry, each call of AWS taking 10 ms. Two sizes are measured: the difference is what
 * a repository costs, without the start and what is read once for a registry.
 */
public final class AuditCommand implements Figure {

    static final Duration LATENCY = Duration.ofMillis(10);
    static final int SMALLER_BY = 5;

    private final CommandLine commandLine;
    private final AwsStub stub;
    private final int repositories;

    /**
     * @param repositories of the larger registry
     */
    public AuditCommand(CommandLine commandLine, AwsStub stub, int repositories) {
        this.commandLine = commandLine;
        this.stub = stub;
        this.repositories = repositories;
    }

    private record Audited(MeasuredCommand run, long calls) {}

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.of("audit.calls", "audit: calls of ECR and KMS per repository", "calls", Goal.atMost(1.1)),
                Metric.of("audit.seconds", "audit: 10,000 repositories, 10 ms a call", "s", Goal.atMost(8)),
                Metric.of("audit.cpu", "audit: processor time per repository", "ms CPU"),
                Metric.of("audit.memory", "audit: peak memory", "MB"),
                Metric.of("audit.memory-growth", "audit: peak memory, against a fifth of the repositories", "x"));
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        audit(repositories / SMALLER_BY); // writes the archive of loaded classes; not measured
        Audited small = audit(repositories / SMALLER_BY);
        Audited large = audit(repositories);
        int more = repositories - repositories / SMALLER_BY;
        results.add("audit.calls", (double) (large.calls() - small.calls()) / more);
        results.add(
                "audit.seconds",
                perRepository(large.run().elapsedMillis() - small.run().elapsedMillis(), more) * 10_000 / 1000);
        results.add(
                "audit.cpu",
                perRepository(large.run().processorMillis() - small.run().processorMillis(), more));
        results.add("audit.memory", large.run().peakMegabytes());
        results.add(
                "audit.memory-growth", large.run().peakMegabytes() / small.run().peakMegabytes());
    }

    /** No number where more repositories took less: the machine was too busy to measure the difference. */
    static double perRepository(double difference, int repositories) {
        return difference > 0 ? difference / repositories : Double.NaN;
    }

    private Audited audit(int size) throws BenchException, IOException, InterruptedException {
        stub.repositories().fill(size, PolicyEvents.CLOSED);
        CallCount.Snapshot before = stub.calls().snapshot();
        stub.delayAnswers(LATENCY);
        try {
            MeasuredCommand run = commandLine.runWith(stub, "audit", "--output", "json");
            int audited = audited(run.output());
            if (audited != size) {
                throw new BenchException("ecr-auditor audit evaluated " + audited + " of " + size + " repositories");
            }
            return new Audited(run, stub.calls().snapshot().since(before).of("ecr", "kms"));
        } finally {
            stub.delayAnswers(Duration.ZERO);
        }
    }

    private static int audited(Path output) throws BenchException, IOException {
        Set<String> repositories = new TreeSet<>();
        for (String line : Files.readAllLines(output)) {
            try {
                JsonReader.read(line).text("repositoryArn").ifPresent(repositories::add);
            } catch (MalformedJson malformed) {
                throw new BenchException("ecr-auditor audit wrote no JSON: " + line, malformed);
            }
        }
        return repositories.size();
    }
}
