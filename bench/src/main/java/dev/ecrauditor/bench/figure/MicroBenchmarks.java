package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.lambda.JavaHome;
import dev.ecrauditor.bench.lambda.MeasuredCommand;
import dev.ecrauditor.bench.report.Goal;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.json.Json;
import dev.ecrauditor.json.JsonReader;
import dev.ecrauditor.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The benchmarks of JMH in a JVM of their own, in fewer iterations than docs/benchmarks.md runs. */
public final class MicroBenchmarks implements Figure {

    private static final String HOSTILE = "micro.policy.slowest";
    private static final Map<String, String> TITLES = titles();

    private final JavaHome java;
    private final Path directory;

    public MicroBenchmarks(JavaHome java, Path directory) {
        this.java = java;
        this.directory = directory;
    }

    /** The benchmarks by the id of their metric. */
    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String kind : List.of("accounts", "organization", "mixed")) {
            titles.put("micro.policy." + kind, "policy of 10 KB, " + kind + ": parsing and evaluation");
        }
        titles.put(HOSTILE, "slowest known policies: parsing and evaluation");
        titles.put("micro.event", "event with a policy of 10 KB: reading");
        titles.put("micro.alert", "alert in every form: rendering");
        return titles;
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        TITLES.forEach((id, title) -> {
            metrics.add(Metric.of(id + ".p50", title + ", p50", "ms"));
            metrics.add(new Metric(id + ".p99", title + ", p99", "ms", goal(id)));
        });
        return metrics;
    }

    private static Optional<Goal> goal(String id) {
        if (id.equals(HOSTILE)) {
            return Optional.of(Goal.below(20));
        }
        return id.startsWith("micro.policy") ? Optional.of(Goal.below(1)) : Optional.empty();
    }

    @Override
    public void measure(Results results) throws BenchException, IOException, InterruptedException {
        Path file = Files.createTempFile(directory, "jmh-", ".json");
        MeasuredCommand.run(
                List.of(
                        java.directory().resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jmh.Main",
                        "parseAndEvaluate|EventBenchmark.read|AlertBenchmark.render",
                        "-wi",
                        "3",
                        "-w",
                        "2",
                        "-i",
                        "3",
                        "-r",
                        "2",
                        "-foe",
                        "true",
                        "-rf",
                        "json",
                        "-rff",
                        file.toString()),
                Map.of(),
                directory);
        try {
            for (Json result :
                    JsonReader.read(Files.readString(file)) instanceof Json.Arr all ? all.items() : List.<Json>of()) {
                String id = id(result);
                Json percentiles = result.at("primaryMetric", "scorePercentiles");
                results.add(id + ".p50", millis(percentiles.at("50.0")));
                results.add(id + ".p99", millis(percentiles.at("99.0")));
            }
        } catch (MalformedJson malformed) {
            throw new BenchException("JMH wrote no JSON", malformed);
        }
    }

    private static String id(Json result) {
        String benchmark = result.text("benchmark").orElse("");
        if (benchmark.contains("SlowPolicyBenchmark")) {
            return HOSTILE;
        }
        if (benchmark.contains("PolicyBenchmark")) {
            return "micro.policy." + result.text("params", "kind").orElse("").toLowerCase(Locale.ROOT);
        }
        return benchmark.contains("EventBenchmark") ? "micro.event" : "micro.alert";
    }

    private static double millis(Json micros) {
        return micros instanceof Json.Num number ? Double.parseDouble(number.literal()) / 1000 : Double.NaN;
    }
}
