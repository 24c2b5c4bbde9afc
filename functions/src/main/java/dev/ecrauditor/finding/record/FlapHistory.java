package dev.ecrauditor.finding.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latest transitions of one finding, and whether each is published. A finding that changes {@link #TOO_MANY} times
 * within {@link #WINDOW} is published once as flapping, and then not before it has been calm.
 *
 * @param recent when it changed, the latest last; never more than {@link #TOO_MANY} times and none older than the
 *     window
 * @param flapping true while its transitions are not published
 * @param resolvedBy what resolved it, when its latest transition did
 */
public record FlapHistory(List<Instant> recent, boolean flapping, Optional<Cause> resolvedBy) {

    /** So many transitions within the window are not published one by one. */
    public static final int TOO_MANY = 6;

    /** The window they are counted in. */
    public static final Duration WINDOW = Duration.ofHours(1);

    /** How long it must not change before its state is published; a reevaluation is delayed by at most 15 minutes. */
    public static final Duration CALM = Duration.ofMinutes(14);

    /** No transition yet, or none that is kept. */
    public static final FlapHistory NONE = new FlapHistory(List.of(), false, Optional.empty());

    public FlapHistory {
        recent = List.copyOf(recent);
    }

    /**
     * One more transition; its cause where it resolved the finding. A finding that has been calm since starts a new
     * count.
     */
    public FlapHistory with(Instant at, Optional<Cause> cause) {
        List<Instant> more = new ArrayList<>(recent);
        more.removeIf(transition -> !transition.isAfter(at.minus(WINDOW)));
        more.add(at);
        List<Instant> latest = more.subList(Math.max(0, more.size() - TOO_MANY), more.size());
        return new FlapHistory(latest, (flapping && !isCalm(at)) || latest.size() == TOO_MANY, cause);
    }

    /** The same history, published one by one again. */
    public FlapHistory calmed() {
        return new FlapHistory(recent, false, Optional.empty());
    }

    /** When it will have been calm long enough without another change; empty when it is not flapping. */
    public Optional<Instant> calmAt() {
        return flapping
                ? recent.stream().reduce((first, second) -> second).map(last -> last.plus(CALM))
                : Optional.empty();
    }

    public boolean isCalm(Instant at) {
        return calmAt().map(calm -> !at.isBefore(calm)).orElse(false);
    }
}
