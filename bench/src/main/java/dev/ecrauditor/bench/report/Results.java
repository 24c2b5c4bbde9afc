package dev.ecrauditor.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The values of a run by metric. Every metric is known before the run, so that one without a value is noticed. */
public final class Results {

    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final Map<String, List<Double>> values = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> calls = new LinkedHashMap<>();

    /**
     * A metric that was measured.
     *
     * @param metric what was measured
     * @param samples its values
     */
    public record Measured(Metric metric, Samples samples) {

        /** Whether the median reaches the goal; empty where there is none. */
        public Optional<Boolean> isMet() {
            return metric.goal().map(goal -> goal.isMetBy(samples.median()));
        }
    }

    public Results(List<Metric> expected) {
        expected.forEach(metric -> {
            if (metrics.put(metric.id(), metric) != null) {
                throw new IllegalArgumentException("two metrics are called " + metric.id());
            }
            values.put(metric.id(), new ArrayList<>());
        });
    }

    /** Adds a value of a metric that was announced. */
    public void add(String id, double value) {
        List<Double> known = values.get(id);
        if (known == null) {
            throw new IllegalArgumentException("no metric is called " + id);
        }
        known.add(value);
    }

    /** Adds how often each operation of AWS is called, on average. */
    public void addCalls(String id, Map<String, Double> perOperation) {
        calls.put(id, new TreeMap<>(perOperation));
    }

    public Map<String, Map<String, Double>> calls() {
        return new LinkedHashMap<>(calls);
    }

    /** What was measured, in the order of the figures. */
    public List<Measured> measured() {
        return metrics.values().stream()
                .filter(metric -> isMeasured(metric.id()))
                .map(metric -> new Measured(metric, new Samples(valuesOf(metric.id()))))
                .toList();
    }

    /** The median of a metric, if it was measured. */
    public Optional<Double> median(String id) {
        return isMeasured(id) ? Optional.of(new Samples(valuesOf(id)).median()) : Optional.empty();
    }

    /** The ids of the metrics without a value, or with one that is no number. */
    public List<String> missing() {
        return metrics.keySet().stream().filter(id -> !isMeasured(id)).toList();
    }

    private List<Double> valuesOf(String id) {
        return values.getOrDefault(id, List.of());
    }

    private boolean isMeasured(String id) {
        List<Double> known = valuesOf(id);
        return !known.isEmpty() && known.stream().allMatch(value -> Double.isFinite(value) && value >= 0);
    }
}
