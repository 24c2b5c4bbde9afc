package dev.ecrauditor.simulation.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Faults chosen from a seed. Each schedule has its own classes of faults and its own rate, from none to one call in
 * five, so that frequent faults do not mask rare ones.
 */
public final class RandomFaults implements Faults {

    private static final double[] RATES = {0, 0.01, 0.03, 0.08, 0.2};
    private static final Map<Fault, Double> CHANCES = new EnumMap<>(Map.of(
            Fault.STALE_READ, 0.1,
            Fault.STALE_INDEX, 0.3,
            Fault.EVENT_DROPPED, 0.1,
            Fault.EVENT_DOUBLED, 0.15,
            Fault.EVENT_LATE, 0.2,
            Fault.REDELIVERY, 0.1,
            Fault.CLOCK_SKEW, 0.5));

    /** The faults that can delay an alert. */
    private static final Set<Fault> DELAYING = EnumSet.complementOf(
            EnumSet.of(Fault.CLOCK_SKEW, Fault.STALE_READ, Fault.EVENT_DROPPED, Fault.EVENT_DOUBLED, Fault.EVENT_LATE));

    private final SplittableRandom random;
    private final Timeline timeline;
    private final Set<Fault> enabled = EnumSet.noneOf(Fault.class);
    private final Map<Port, Fault[]> striking = new EnumMap<>(Port.class);
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
    private final double rate;
    private final long usual;
    private boolean on = true;
    private long lastDelaying = -1;

    public RandomFaults(SplittableRandom random, Timeline timeline) {
        this.random = random;
        this.timeline = timeline;
        rate = RATES[random.nextInt(RATES.length)];
        usual = 2_000 + random.nextLong(30_000);
        if (random.nextInt(8) > 0) {
            for (Fault fault : Fault.values()) {
                if (random.nextBoolean()) {
                    enabled.add(fault);
                }
            }
        }
        for (Port port : Port.values()) {
            Set<Fault> possible = port.faults();
            possible.retainAll(enabled);
            striking.put(port, possible.toArray(Fault[]::new));
        }
    }

    /** Stops all faults. */
    public void off() {
        on = false;
    }

    /** How often each fault was injected. */
    public Map<Fault, Long> counts() {
        return Map.copyOf(counts);
    }

    /** The time of the last fault that can delay an alert; before the beginning if there was none. */
    public long lastDelaying() {
        return lastDelaying;
    }

    /** True if this schedule has faults of this class. */
    public boolean isEnabled(Fault fault) {
        return enabled.contains(fault);
    }

    @Override
    public Optional<Fault> inject(Port port) {
        if (!on || rate == 0 || random.nextDouble() >= rate) {
            return Optional.empty();
        }
        Fault[] possible = striking.getOrDefault(port, new Fault[0]);
        if (possible.length == 0) {
            return Optional.empty();
        }
        Fault fault = possible[random.nextInt(possible.length)];
        count(fault);
        return Optional.of(fault);
    }

    @Override
    public long latency(Port port) {
        return 1 + usual / 2 + random.nextLong(usual);
    }

    @Override
    public long upTo(long most) {
        return random.nextLong(most + 1);
    }

    @Override
    public boolean happens(Fault fault) {
        boolean happens = on && enabled.contains(fault) && random.nextDouble() < CHANCES.getOrDefault(fault, 0.0);
        if (happens) {
            count(fault);
        }
        return happens;
    }

    @Override
    public void count(Fault fault) {
        counts.merge(fault, 1L, Long::sum);
        if (DELAYING.contains(fault)) {
            lastDelaying = timeline.now();
        }
    }
}
