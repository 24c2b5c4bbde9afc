package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.stub.CallCount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The second sweep of a registry by the sweep function, a day after the first, each call of AWS taking 10 ms, at the rate
 * that it allows itself; of the first only the calls are counted. Two sizes are measured, as for {@link AuditCommand}.
 */
public final class SweepRun implements Figure {

    /** The function's own limit for the calls to one account and Region. */
    private static final double CALLS_PER_SECOND = 10;

    private final Deployment deployment;
    private final int repositories;

    public SweepRun(Deployment deployment, int repositories) {
        this.deployment = deployment;
        this.repositories = repositories;
    }

    private record Swept(long firstCalls, long calls, double seconds, double millis, double megabytes) {}

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.of("sweep.first", "first sweep: calls of ECR and KMS per repository", "calls"),
                Metric.of("sweep.calls", "sweep: calls of ECR and KMS per repository", "calls", Goal.atMost(1.1)),
                Metric.of(
                        "sweep.rate",
                        "sweep: calls of ECR and KMS of those that its limit allows",
                        "x limit",
                        Goal.atLeast(0.95)),
                Metric.of("sweep.cpu", "sweep: processor time per repository", "ms CPU"),
                Metric.of("sweep.memory", "sweep: peak memory", "MB"));
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        Swept small = sweep(repositories / AuditCommand.SMALLER_BY);
        Swept large = sweep(repositories);
        int more = repositories - repositories / AuditCommand.SMALLER_BY;
        results.add("sweep.first", (double) (large.firstCalls() - small.firstCalls()) / more);
        results.add("sweep.calls", (double) (large.calls() - small.calls()) / more);
        results.add(
                "sweep.rate", (large.calls() - small.calls()) / (large.seconds() - small.seconds()) / CALLS_PER_SECOND);
        results.add("sweep.cpu", AuditCommand.perRepository(large.millis() - small.millis(), more));
        results.add("sweep.memory", large.megabytes());
    }

    private Swept sweep(int size) throws BenchException, IOException, InterruptedException {
        deployment.reset();
        deployment.stub().repositories().fill(size, PolicyEvents.CLOSED);
        try (FunctionProcess function = deployment.launcher().start(deployment.sweep(), CompilerTier.ONE)) {
            function.awaitInitialized();
            deployment.stub().delayAnswers(AuditCommand.LATENCY);
            CallCount.Snapshot start = deployment.stub().calls().snapshot();
            FunctionProcess.Answered first = sweep(function);
            CallCount.Snapshot before = deployment.stub().calls().snapshot();
            deployment.stub().table().ageAllByADay();
            FunctionProcess.Answered answer = sweep(function);
            long stored = deployment.stub().table().repositories();
            if (stored != size) {
                throw new BenchException("the sweep stored " + stored + " of " + size + " repositories");
            }
            return new Swept(
                    before.since(start).of("ecr", "kms"),
                    deployment.stub().calls().snapshot().since(before).of("ecr", "kms"),
                    answer.elapsedNanos() / 1e9,
                    answer.processorTime().millisSince(first.processorTime()),
                    function.peakMemoryMegabytes());
        } finally {
            deployment.stub().delayAnswers(Duration.ZERO);
        }
    }

    private static FunctionProcess.Answered sweep(FunctionProcess function)
            throws BenchException, IOException, InterruptedException {
        FunctionProcess.Answered answer = function.invoke("{\"source\":\"aws.events\"}");
        if (!answer.body().contains("\"outcome\":\"COMPLETE\"")) {
            throw function.failure("the sweep is not complete: " + answer.body());
        }
        return answer;
    }
}
