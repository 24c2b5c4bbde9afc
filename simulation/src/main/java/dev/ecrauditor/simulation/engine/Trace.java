package dev.ecrauditor.simulation.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened in a schedule, one line per step; kept only when somebody wants to read it. */
public final class Trace {

    private final boolean kept;
    private final Timeline timeline;
    private final List<String> lines = new ArrayList<>();

    public Trace(Timeline timeline, boolean kept) {
        this.timeline = timeline;
        this.kept = kept;
    }

    /** True when lines are kept; whoever builds a costly line asks first. */
    public boolean isKept() {
        return kept;
    }

    /** Adds a line. */
    public void line(String who, String what) {
        if (kept) {
            Duration at = Duration.ofNanos(timeline.now() * 1_000);
            lines.add(String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d.%06d %-14s %s",
                    at.toHours(),
                    at.toMinutesPart(),
                    at.toSecondsPart(),
                    at.toNanosPart() / 1_000,
                    who,
                    what));
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
