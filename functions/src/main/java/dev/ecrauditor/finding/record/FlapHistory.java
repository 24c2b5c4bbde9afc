package dev.ecrauditor.finding.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latest transitions of one finding, and whether they are told one by one. A finding that turns {@link #TOO_MANY}
 * times within {@link #WINDOW} is told once as flapping, and then not again before it has been calm.
 *
 * @param recent when it turned, the latest last; never more than {@link #TOO_MANY} times and none older than the window
 * @param flapping true while its transitions are not told
 * @param resolvedBy what resolved it, when its latest transition did
 */
public record FlapHistory(List<Instant> recent, boolean flapping, Optional<Cause> resolvedBy) {

    /** So many transitions within the window are too many to be told one by one. */
    public static final int TOO_MANY = 6;

    /** The window they are counted in. */
    public static final Duration WINDOW = Duration.ofHours(1);

    /**
     * How long nothing may have happened before where it stands is told; a second look is delayed by at most 15
     * minutes.
     */
    public static final Duration CALM = Duration.ofMinutes(14);

    /** No transition yet, or none that is remembered. */
    public static final FlapHistory NONE = new FlapHistory(List.of(), false, Optional.empty());

    public FlapHistory {
        recent = List.copyOf(recent);
    }

    /**
     * One more transition; its cause where it resolved the finding. Whoever has been calm since begins to flap anew.
     */
    public FlapHistory with(Instant at, Optional<Cause> cause) {
        List<Instant> more = new ArrayList<>(recent);
        more.removeIf(turn -> !turn.isAfter(at.minus(WINDOW)));
        more.add(at);
        List<Instant> latest = more.subList(Math.max(0, more.size() - TOO_MANY), more.size());
        return new FlapHistory(latest, (flapping && !isCalm(at)) || latest.size() == TOO_MANY, cause);
    }

    /** The same history, told one by one again. */
    public FlapHistory calmed() {
        return new FlapHistory(recent, false, Optional.empty());
    }

    /** When it will have been calm long enough, if it turns no more; empty when it is not flapping. */
    public Optional<Instant> calmAt() {
        return flapping
                ? recent.stream().reduce((first, second) -> second).map(last -> last.plus(CALM))
                : Optional.empty();
    }

    public boolean isCalm(Instant at) {
        return calmAt().map(calm -> !at.isBefore(calm)).orElse(false);
    }
}
