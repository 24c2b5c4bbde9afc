package dev.ecrauditor.localaws.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The faults for the next calls of each action, in the order in which they were added; then those of a share. */
public final class Faults {

    private final Map<String, Deque<Fault>> waiting = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();

    private record Share(Fault fault, double probability, Random random) {
        Optional<Fault> next() {
            return random.nextDouble() < probability ? Optional.of(fault) : Optional.empty();
        }
    }

    public synchronized void add(String action, Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, not " + times);
        }
        Deque<Fault> faults = waiting.computeIfAbsent(action, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            faults.addLast(fault);
        }
    }

    /** Each call has the fault with this probability; a later share of an action replaces an earlier one. */
    public synchronized void addShare(String action, Fault fault, double share, long seed) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException("share must be between 0 and 1, not " + share);
        }
        shares.put(action, new Share(fault, share, new Random(seed)));
    }

    public synchronized Optional<Fault> next(String action) {
        Deque<Fault> faults = waiting.get(action);
        Optional<Fault> next = faults == null ? Optional.empty() : Optional.ofNullable(faults.pollFirst());
        return next.or(() -> Optional.ofNullable(shares.get(action)).flatMap(Share::next));
    }
}
