package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.ProcessorTime;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.report.Samples;
import dev.ecrauditor.bench.stub.CallCount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time per event of an audit function that has run for a while: reading, evaluation, record and alert. The
 * function's own share of the latency is what remains of an invocation without the time in which the stub had a call to
 * answer.
 */
public final class Warm implements Figure {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WITH_LATENCY = 100;

    private final Deployment deployment;
    private final Rounds rounds;

    public Warm(Deployment deployment, Rounds rounds) {
        this.deployment = deployment;
        this.rounds = rounds;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        for (CompilerTier tier : rounds.tiers()) {
            String id = Rounds.suffix(tier);
            String words = ", " + Rounds.words(tier);
            metrics.add(
                    tier == CompilerTier.ONE
                            ? Metric.of("warm.rate." + id, "warm events" + words, "events/s/core", Goal.atLeast(300))
                            : Metric.of("warm.rate." + id, "warm events" + words, "events/s/core"));
            metrics.add(Metric.of("warm.event." + id, "warm event" + words, "ms CPU"));
            metrics.add(Metric.of("warm.own-p50." + id, "own share of the latency, p50" + words, "ms"));
            metrics.add(
                    tier == CompilerTier.ONE
                            ? Metric.of(
                                    "warm.own-p99." + id, "own share of the latency, p99" + words, "ms", Goal.below(20))
                            : Metric.of("warm.own-p99." + id, "own share of the latency, p99" + words, "ms"));
            metrics.add(Metric.of("warm.memory." + id, "peak memory, warm" + words, "MB"));
            metrics.add(Metric.of("warm.elapsed." + id, "warm event, 10 ms a call" + words, "ms"));
            metrics.add(Metric.of("warm.aws-time." + id, "of which calls in flight" + words, "ms"));
        }
        metrics.add(Metric.of("warm.calls.ecr-kms", "calls of ECR and KMS, warm event", "calls", Goal.atMost(2)));
        metrics.add(Metric.of("warm.calls.all", "calls of AWS, warm event", "calls"));
        metrics.add(Metric.of("warm.connections", "connections opened per 1,000 warm events", "connections"));
        return metrics;
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        for (int round = 0; round < rounds.longStarts(); round++) {
            for (CompilerTier tier : rounds.tiers()) {
                measure(results, tier);
            }
        }
    }

    private void measure(Results results, CompilerTier tier) throws BenchException, IOException, InterruptedException {
        String id = Rounds.suffix(tier);
        deployment.reset();
        PolicyEvents events = new PolicyEvents(deployment);
        try (FunctionProcess function = deployment.launcher().start(deployment.audit(), tier)) {
            function.awaitInitialized();
            for (int i = 0; i < rounds.warmUp(); i++) {
                events.requireStoredAlert(function.invoke(events.next()));
            }
            CallCount count = deployment.stub().calls();
            CallCount.Snapshot callsBefore = count.snapshot();
            ProcessorTime before = function.processorTime();
            ProcessorTime after = before;
            List<Double> own = new ArrayList<>();
            for (int i = 0; i < rounds.events(); i++) {
                String event = events.next();
                long busyBefore = count.snapshot().busyNanos();
                FunctionProcess.Answered answer = function.invoke(event);
                own.add((answer.elapsedNanos() - (count.snapshot().busyNanos() - busyBefore)) / NANOS_PER_MILLI);
                events.requireStoredAlert(answer);
                after = answer.processorTime();
            }
            CallCount.Snapshot calls = count.snapshot().since(callsBefore);
            double millis = after.millisSince(before) / rounds.events();
            Samples latencies = new Samples(own);
            results.add("warm.event." + id, millis);
            results.add("warm.rate." + id, 1000 / millis);
            results.add("warm.own-p50." + id, latencies.median());
            results.add("warm.own-p99." + id, latencies.quantile(0.99));
            results.add("warm.memory." + id, function.peakMemoryMegabytes());
            results.add("warm.calls.ecr-kms", (double) calls.of("ecr", "kms") / rounds.events());
            results.add(
                    "warm.calls.all",
                    (double) calls.of("ecr", "kms", "dynamodb", "sqs", "sns", "sts") / rounds.events());
            results.add("warm.connections", calls.connections() * 1000.0 / rounds.events());
            measureWithLatency(results, id, events, function);
            results.addCalls("warm", CallRates.perEvent(calls, rounds.events()));
        }
    }

    /** How long an event takes where each call takes 10 ms, as within a Region of AWS. */
    private void measureWithLatency(Results results, String id, PolicyEvents events, FunctionProcess function)
            throws BenchException, IOException, InterruptedException {
        List<Double> elapsed = new ArrayList<>();
        List<Double> waiting = new ArrayList<>();
        CallCount count = deployment.stub().calls();
        deployment.stub().delayAnswers(AuditCommand.LATENCY);
        try {
            for (int i = 0; i < Math.min(WITH_LATENCY, rounds.events()); i++) {
                String event = events.next();
                long busyBefore = count.snapshot().busyNanos();
                FunctionProcess.Answered answer = function.invoke(event);
                elapsed.add(answer.elapsedNanos() / NANOS_PER_MILLI);
                waiting.add((count.snapshot().busyNanos() - busyBefore) / NANOS_PER_MILLI);
                events.requireStoredAlert(answer);
            }
        } finally {
            deployment.stub().delayAnswers(Duration.ZERO);
        }
        results.add("warm.elapsed." + id, new Samples(elapsed).median());
        results.add("warm.aws-time." + id, new Samples(waiting).median());
    }
}
