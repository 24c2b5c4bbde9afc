package dev.ecrauditor.simulation.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The steps of a schedule, one line each; kept only on request. */
public final class Trace {

    private final boolean kept;
    private final Timeline timeline;
    private final List<Line> lines = new ArrayList<>();

    private record Line(long at, String who, String what) {
        @Override
        public String toString() {
            Duration time = Duration.ofNanos(at * 1_000);
            return String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d.%06d %-14s %s",
                    time.toHours(),
                    time.toMinutesPart(),
                    time.toSecondsPart(),
                    time.toNanosPart() / 1_000,
                    who,
                    what);
        }
    }

    public Trace(Timeline timeline, boolean kept) {
        this.timeline = timeline;
        this.kept = kept;
    }

    /** True if lines are kept; checked before a costly line is built. */
    public boolean isKept() {
        return kept;
    }

    /** Adds a line about now. */
    public void line(String who, String what) {
        lineAt(timeline.now(), who, what);
    }

    /** Adds a line about another time. */
    void lineAt(long at, String who, String what) {
        if (kept) {
            lines.add(new Line(at, who, what));
        }
    }

    /** The lines in the order of their times. */
    public List<String> lines() {
        return lines.stream()
                .sorted(Comparator.comparingLong(Line::at))
                .map(Line::toString)
                .toList();
    }
}
