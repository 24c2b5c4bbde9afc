package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.ProcessorTime;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.stub.CallCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time from the start of the process to the first answer, without SnapStart. The function that does nothing
 * and the audit function alternate.
 */
public final class ColdStart implements Figure {

    private final Deployment deployment;
    private final Rounds rounds;

    public ColdStart(Deployment deployment, Rounds rounds) {
        this.deployment = deployment;
        this.rounds = rounds;
    }

    private record Start(double initMillis, double totalMillis, double megabytes, CallCount.Snapshot calls) {}

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        for (CompilerTier tier : rounds.tiers()) {
            String id = Rounds.suffix(tier);
            String words = ", " + Rounds.words(tier);
            metrics.add(Metric.of("cold.hello." + id, "cold start of hello-world" + words, "ms CPU"));
            metrics.add(Metric.of("cold.audit." + id, "cold start of the audit function" + words, "ms CPU"));
            metrics.add(Metric.of("cold.init." + id, "of which initialization" + words, "ms CPU"));
            metrics.add(
                    tier == CompilerTier.ONE
                            ? Metric.of(
                                    "cold.ratio." + id,
                                    "cold start against hello-world" + words,
                                    "x hello",
                                    Goal.atMost(7))
                            : Metric.of("cold.ratio." + id, "cold start against hello-world" + words, "x hello"));
            metrics.add(Metric.of("cold.memory." + id, "peak memory after the first event" + words, "MB"));
        }
        metrics.add(Metric.of("cold.calls.ecr-kms", "calls of ECR and KMS, first event", "calls", Goal.atMost(5)));
        metrics.add(Metric.of("cold.calls.all", "calls of AWS, first event", "calls"));
        return metrics;
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        for (int round = 0; round < rounds.starts(); round++) {
            for (CompilerTier tier : rounds.tiers()) {
                String id = Rounds.suffix(tier);
                Start hello;
                Start audit;
                if (round % 2 == 0) {
                    hello = hello(tier);
                    audit = audit(tier);
                } else {
                    audit = audit(tier);
                    hello = hello(tier);
                }
                results.add("cold.hello." + id, hello.totalMillis());
                results.add("cold.audit." + id, audit.totalMillis());
                results.add("cold.init." + id, audit.initMillis());
                results.add("cold.ratio." + id, audit.totalMillis() / hello.totalMillis());
                results.add("cold.memory." + id, audit.megabytes());
                results.add("cold.calls.ecr-kms", (double) audit.calls().of("ecr", "kms"));
                results.add("cold.calls.all", (double) audit.calls().of("ecr", "kms", "dynamodb", "sqs", "sns", "sts"));
                results.addCalls("cold", CallRates.perEvent(audit.calls(), 1));
            }
        }
    }

    private Start hello(CompilerTier tier) throws BenchException, IOException, InterruptedException {
        return hello(deployment, tier);
    }

    /** The milliseconds of the processor that the function that does nothing takes until its first answer. */
    static double helloMillis(Deployment deployment, CompilerTier tier)
            throws BenchException, IOException, InterruptedException {
        return hello(deployment, tier).totalMillis();
    }

    private static Start hello(Deployment deployment, CompilerTier tier)
            throws BenchException, IOException, InterruptedException {
        try (FunctionProcess function = deployment.launcher().start(deployment.hello(), tier)) {
            ProcessorTime init = function.awaitInitialized();
            FunctionProcess.Answered answer = function.invoke("{}");
            return new Start(
                    init.millisSince(ProcessorTime.NONE),
                    answer.processorTime().millisSince(ProcessorTime.NONE),
                    function.peakMemoryMegabytes(),
                    deployment.stub().calls().snapshot());
        }
    }

    private Start audit(CompilerTier tier) throws BenchException, IOException, InterruptedException {
        deployment.reset();
        PolicyEvents events = new PolicyEvents(deployment);
        CallCount.Snapshot before = deployment.stub().calls().snapshot();
        try (FunctionProcess function = deployment.launcher().start(deployment.audit(), tier)) {
            ProcessorTime init = function.awaitInitialized();
            FunctionProcess.Answered answer = function.invoke(events.next());
            events.requireStoredAlert(answer);
            return new Start(
                    init.millisSince(ProcessorTime.NONE),
                    answer.processorTime().millisSince(ProcessorTime.NONE),
                    function.peakMemoryMegabytes(),
                    deployment.stub().calls().snapshot().since(before));
        }
    }
}
