package dev.ecrauditor.bench.micro;

import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.ParsedPolicy;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time to analyse the slowest policies that searches have found, each in turn. The slowest of them is at the highest
 * percentiles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class SlowPolicyBenchmark {

    private static final Path POLICIES = Path.of(
            "policy/src/test/resources/dev/ecrauditor/policy/fuzz/SlowPolicyTextFuzzInputs/everySlowTextHasAnAnswer");

    private final List<String> texts = new ArrayList<>();
    private int next;

    @Setup
    public void policies() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(POLICIES)) {
            for (Path file : files) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)); // some are not UTF-8
            }
        }
    }

    @Benchmark
    public Object parseAndEvaluate() {
        next = (next + 1) % texts.size();
        ParsedPolicy parsed = PolicyParser.parse(texts.get(next));
        return parsed instanceof Policy policy ? PolicyAnalysis.of(policy, LargePolicies.OWNER) : parsed;
    }
}
