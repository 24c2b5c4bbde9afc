package dev.ecrauditor.simulation;

import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.record.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The results of many schedules. */
public final class Totals {

    private static final int KEPT_FAILURES = 20;

    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private final List<Failure> failures = new ArrayList<>();
    private long schedules;
    private long failed;
    private long expected;
    private long published;
    private long publishedAgain;
    private long deadLetters;

    /**
     * A schedule in which an invariant was violated.
     *
     * @param number its number among the schedules
     * @param seed the seed that reproduces its trace
     */
    public record Failure(long number, long seed, List<Violation> violations) {}

    void add(long number, Schedule.Result result) {
        schedules++;
        expected += result.messages().expected();
        published += result.messages().published();
        publishedAgain += result.messages().publishedAgain();
        deadLetters += result.messages().deadLetters();
        count(result.faults());
        if (!result.violations().isEmpty()) {
            failed++;
            failures.add(new Failure(number, result.seed(), result.violations()));
            keepTheFirst();
        }
    }

    void add(Totals other) {
        schedules += other.schedules;
        failed += other.failed;
        expected += other.expected;
        published += other.published;
        publishedAgain += other.publishedAgain;
        deadLetters += other.deadLetters;
        count(other.faults);
        failures.addAll(other.failures);
        keepTheFirst();
    }

    public long schedules() {
        return schedules;
    }

    /** How many schedules violated an invariant. */
    public long failed() {
        return failed;
    }

    /** How many transitions had to be published. */
    public long expected() {
        return expected;
    }

    /** How many messages reached the topic. */
    public long published() {
        return published;
    }

    /** How many alert ids were published more than once, each explained by a fault. */
    public long publishedAgain() {
        return publishedAgain;
    }

    /** How many messages ended in a dead-letter queue. */
    public long deadLetters() {
        return deadLetters;
    }

    /** How often each class of fault was injected. */
    public Map<Fault, Long> faults() {
        Map<Fault, Long> counted = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            counted.put(fault, faults.getOrDefault(fault, 0L));
        }
        return counted;
    }

    /** The first schedules that failed, in order. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void count(Map<Fault, Long> more) {
        more.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
    }

    private void keepTheFirst() {
        failures.sort(Comparator.comparingLong(Failure::number));
        if (failures.size() > KEPT_FAILURES) {
            failures.subList(KEPT_FAILURES, failures.size()).clear();
        }
    }
}
