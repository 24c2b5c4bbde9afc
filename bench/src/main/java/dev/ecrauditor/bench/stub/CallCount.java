package dev.ecrauditor.bench.stub;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts the calls of AWS by service and operation, and measures how long at least one is in flight. */
public final class CallCount {

    private final Map<String, Long> calls = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private long connections;
    private int inFlight;
    private long busySince;
    private long busyNanos;

    /**
     * The counts at one moment.
     *
     * @param calls by {@code service:Operation}
     * @param connections opened
     * @param busyNanos in which at least one call was in flight
     */
    public record Snapshot(Map<String, Long> calls, long connections, long busyNanos) {

        /** What was added since an earlier moment. */
        public Snapshot since(Snapshot earlier) {
            Map<String, Long> added = new TreeMap<>();
            calls.forEach((name, count) -> {
                long more = count - earlier.calls.getOrDefault(name, 0L);
                if (more > 0) {
                    added.put(name, more);
                }
            });
            return new Snapshot(added, connections - earlier.connections, busyNanos - earlier.busyNanos);
        }

        /** The calls of these services. */
        public long of(String... services) {
            return calls.entrySet().stream()
                    .filter(entry -> Set.of(services)
                            .contains(entry.getKey().substring(0, entry.getKey().indexOf(':'))))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(new TreeMap<>(calls), connections, busyNanos);
    }

    /** Operations that were called and that the stub does not have. */
    public synchronized Set<String> unknown() {
        return Set.copyOf(unknown);
    }

    synchronized void connected() {
        connections++;
    }

    synchronized void begin(String call) {
        calls.merge(call, 1L, Long::sum);
        if (inFlight++ == 0) {
            busySince = System.nanoTime();
        }
    }

    synchronized void end() {
        if (--inFlight == 0) {
            busyNanos += System.nanoTime() - busySince;
        }
    }

    synchronized void addUnknown(String call) {
        unknown.add(call);
    }
}
