package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.CompilerTier;
import dev.ecrauditor.bench.lambda.FunctionProcess;
import dev.ecrauditor.bench.lambda.ProcessorTime;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.json.JsonObject;
import dev.ecrauditor.json.JsonWriter;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Processor time of the alert function per published alert. It publishes at most five a second, so fewer are measured
 * than events of the audit function, which stores each alert first.
 */
public final class Drain implements Figure {

    private static final int WARM_UP = 50;
    private static final int ALERTS = 100;

    private final Deployment deployment;
    private final Rounds rounds;

    public Drain(Deployment deployment, Rounds rounds) {
        this.deployment = deployment;
        this.rounds = rounds;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        for (CompilerTier tier : rounds.tiers()) {
            String id = Rounds.suffix(tier);
            String words = ", " + Rounds.words(tier);
            metrics.add(Metric.of(
                    "drain.cold." + id, "cold start of the alert function to the first alert" + words, "ms CPU"));
            metrics.add(Metric.of("drain.alert." + id, "published alert" + words, "ms CPU"));
        }
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
        deployment.reset();
        int warmUp = Math.min(WARM_UP, rounds.warmUp());
        int alerts = Math.min(ALERTS, rounds.events());
        PolicyEvents events = new PolicyEvents(deployment);
        try (FunctionProcess audit = deployment.launcher().start(deployment.audit(), tier);
                FunctionProcess alert = deployment.launcher().start(deployment.alert(), tier)) {
            audit.awaitInitialized();
            alert.awaitInitialized();
            results.add(
                    "drain.cold." + Rounds.suffix(tier),
                    publish(events, audit, alert).millisSince(ProcessorTime.NONE));
            for (int i = 0; i < warmUp; i++) {
                publish(events, audit, alert);
            }
            ProcessorTime before = alert.processorTime();
            ProcessorTime after = before;
            for (int i = 0; i < alerts; i++) {
                after = publish(events, audit, alert);
            }
            results.add("drain.alert." + Rounds.suffix(tier), after.millisSince(before) / alerts);
        }
    }

    /** Has the alert of one more event published; returns the time that the alert function has used until then. */
    private ProcessorTime publish(PolicyEvents events, FunctionProcess audit, FunctionProcess alert)
            throws BenchException, IOException, InterruptedException {
        PolicyEvents.requireHandled(audit.invoke(events.next()));
        FunctionProcess.Answered answer = alert.invoke(PolicyEvents.batch(JsonWriter.write(
                new JsonObject().put("subject", events.subject().toString()).build())));
        PolicyEvents.requireHandled(answer);
        requirePublished(deployment.stub().sns().takePublished(), events.repository());
        events.age();
        return answer.processorTime();
    }

    /**
     * Checks that one message was published, which names the repository.
     *
     * @param forms that the SDK sent to SNS
     */
    static void requirePublished(List<String> forms, String repository) throws BenchException {
        if (forms.size() != 1) {
            throw new BenchException(
                    "an alert about " + repository + " was expected; published were " + forms.size() + " messages");
        }
        if (!URLDecoder.decode(forms.get(0), StandardCharsets.UTF_8).contains(repository)) {
            throw new BenchException("the published alert does not name " + repository);
        }
    }
}
