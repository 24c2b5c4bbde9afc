package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.FunctionSetup;
import dev.ecrauditor.bench.lambda.ProcessorTime;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time from the restore of a SnapStart snapshot to the first answer, simulated: the process waits where Lambda
 * takes the snapshot. Meanwhile the stub closes every connection, as it happens to a real snapshot.
 */
public final class Restore implements Figure {

    /** Compilations that began during the initialization end in this time. */
    private static final long SETTLED_MILLIS = 500;

    private final Deployment deployment;
    private final Rounds rounds;

    public Restore(Deployment deployment, Rounds rounds) {
        this.deployment = deployment;
        this.rounds = rounds;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        for (CompilerTier tier : rounds.tiers()) {
            String id = Rounds.suffix(tier);
            String words = ", " + Rounds.words(tier);
            metrics.add(Metric.of("restore.hello." + id, "hello-world after a restore" + words, "ms CPU"));
            metrics.add(
                    Metric.of("restore.unprimed." + id, "first event after a restore, priming off" + words, "ms CPU"));
            metrics.add(Metric.of("restore.audit." + id, "first event after a restore" + words, "ms CPU"));
            metrics.add(Metric.of("restore.init." + id, "initialization before the snapshot" + words, "ms CPU"));
            metrics.add(ratio(
                    tier,
                    "restore.ratio." + id,
                    "first event after a restore" + words,
                    "x unprimed",
                    Goal.atMost(0.12)));
            metrics.add(ratio(
                    tier,
                    "restore.hello-ratio." + id,
                    "first event after a restore" + words,
                    "x cold hello",
                    Goal.below(1)));
        }
        return metrics;
    }

    private static Metric ratio(CompilerTier tier, String id, String title, String unit, Goal goal) {
        return tier == CompilerTier.ONE ? Metric.of(id, title, unit, goal) : Metric.of(id, title, unit);
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        FunctionSetup unprimed = deployment.audit().with(Deployment.PRIMING, "off");
        for (int round = 0; round < rounds.starts(); round++) {
            for (CompilerTier tier : rounds.tiers()) {
                String id = Rounds.suffix(tier);
                double coldHello = ColdStart.helloMillis(deployment, tier);
                results.add("restore.hello." + id, hello(tier));
                Restored first = round % 2 == 0 ? audit(deployment.audit(), tier) : audit(unprimed, tier);
                Restored second = round % 2 == 0 ? audit(unprimed, tier) : audit(deployment.audit(), tier);
                Restored primed = round % 2 == 0 ? first : second;
                double withoutPriming = (round % 2 == 0 ? second : first).firstMillis();
                results.add("restore.audit." + id, primed.firstMillis());
                results.add("restore.init." + id, primed.initMillis());
                results.add("restore.unprimed." + id, withoutPriming);
                results.add("restore.ratio." + id, primed.firstMillis() / withoutPriming);
                results.add("restore.hello-ratio." + id, primed.firstMillis() / coldHello);
            }
        }
    }

    private record Restored(double initMillis, double firstMillis) {}

    private double hello(CompilerTier tier) throws BenchException, IOException, InterruptedException {
        try (FunctionProcess function = deployment.launcher().startWithSnapStart(deployment.hello(), tier)) {
            ProcessorTime before = snapshot(function);
            return function.invoke("{}").processorTime().millisSince(before);
        }
    }

    private Restored audit(FunctionSetup setup, CompilerTier tier)
            throws BenchException, IOException, InterruptedException {
        deployment.reset();
        PolicyEvents events = new PolicyEvents(deployment);
        try (FunctionProcess function = deployment.launcher().startWithSnapStart(setup, tier)) {
            ProcessorTime before = snapshot(function);
            FunctionProcess.Answered answer = function.invoke(events.next());
            events.requireStoredAlert(answer);
            return new Restored(
                    before.millisSince(ProcessorTime.NONE),
                    answer.processorTime().millisSince(before));
        }
    }

    /** Waits for the snapshot, closes the connections, and restores; returns the time used until then. */
    private ProcessorTime snapshot(FunctionProcess function) throws BenchException, IOException, InterruptedException {
        function.awaitInitialized();
        Thread.sleep(SETTLED_MILLIS);
        deployment.stub().closeConnections();
        ProcessorTime before = function.processorTime();
        function.restore();
        return before;
    }
}
