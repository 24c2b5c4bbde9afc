package dev.ecrauditor.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.ecrauditor.policy.analysis.AccessFacts;
import dev.ecrauditor.policy.analysis.PolicyAnalysis;
import dev.ecrauditor.policy.document.Policy;
import dev.ecrauditor.policy.document.PolicyParser;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time to analyse a repository policy of 10 KB, compared with only tokenizing the same text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 5, time = 4)
public class PolicyBenchmark {

    private static final int POLICIES = 200;
    private static final JsonFactory TOKENIZER = new JsonFactory();

    /** The content of the policies. */
    @Param({"ACCOUNTS", "ORGANIZATION", "MIXED"})
    public String kind = "MIXED";

    private List<String> texts = List.of();
    private int next;

    @Setup
    public void policies() {
        texts = LargePolicies.of(LargePolicies.Kind.valueOf(kind), POLICIES);
    }

    @Benchmark
    public AccessFacts parseAndEvaluate() {
        return PolicyAnalysis.of((Policy) PolicyParser.parse(text()), LargePolicies.OWNER);
    }

    @Benchmark
    public int tokenizeOnly() throws IOException {
        int tokens = 0;
        try (JsonParser parser = TOKENIZER.createParser(text())) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    private String text() {
        next = (next + 1) % texts.size();
        return texts.get(next);
    }
}
