package dev.ecrauditor.localaws.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The faults for the next calls of each action, in the order in which they were added. */
public final class Faults {

    private final Map<String, Deque<Fault>> waiting = new HashMap<>();

    public synchronized void add(String action, Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, not " + times);
        }
        Deque<Fault> faults = waiting.computeIfAbsent(action, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            faults.addLast(fault);
        }
    }

    public synchronized Optional<Fault> next(String action) {
        Deque<Fault> faults = waiting.get(action);
        return faults == null ? Optional.empty() : Optional.ofNullable(faults.pollFirst());
    }
}
