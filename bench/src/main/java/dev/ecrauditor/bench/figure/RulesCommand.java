package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.MeasuredCommand;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The start of the command line: {@code ecr-auditor rules}, which calls nobody. */
public final class RulesCommand implements Figure {

    private final CommandLine commandLine;
    private final Rounds rounds;

    public RulesCommand(CommandLine commandLine, Rounds rounds) {
        this.commandLine = commandLine;
        this.rounds = rounds;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.of("rules.cpu", "ecr-auditor rules", "ms CPU"),
                Metric.of("rules.elapsed", "ecr-auditor rules, from start to end", "ms"));
    }

    /** The first start writes the archive of loaded classes and is not measured. */
    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        commandLine.run("rules");
        for (int round = 0; round < rounds.starts(); round++) {
            MeasuredCommand run = commandLine.run("rules");
            if (!Files.readString(run.output()).contains("ecr-policy-not-public")) {
                throw new BenchException("ecr-auditor rules does not list the rules");
            }
            results.add("rules.cpu", run.processorMillis());
            results.add("rules.elapsed", run.elapsedMillis());
        }
    }
}
