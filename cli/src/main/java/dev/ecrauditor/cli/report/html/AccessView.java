package dev.ecrauditor.cli.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The part of the page about access from outside. */
public final class AccessView {

    /** More sentences than this are in the other forms. */
    private static final int MOST_LISTED = 200;

    /** Beyond this the best are dropped, so that memory does not grow without limit. */
    private static final int MOST_KEPT = 5_000;

    private List<AccessLine> lines = new ArrayList<>();
    private int count;
    private boolean isEvaluated;

    /** Paths of one registry; none where nobody outside has access. */
    void add(List<AccessLine> open) {
        isEvaluated = true;
        count += open.size();
        open.stream().map(AccessLine::shown).forEach(lines::add);
        if (lines.size() > 2 * MOST_KEPT) {
            lines = new ArrayList<>(worst(MOST_KEPT));
        }
    }

    private List<AccessLine> worst(int most) {
        return lines.stream()
                .sorted(Comparator.comparing(AccessLine::rank).reversed())
                .limit(most)
                .toList();
    }

    /** False where access was not evaluated: then nothing is said about it. */
    public boolean isEvaluated() {
        return isEvaluated;
    }

    public int count() {
        return count;
    }

    public Picture wide() {
        return WidePicture.of(Edge.of(lines));
    }

    public Picture narrow() {
        return NarrowPicture.of(Edge.of(lines));
    }

    /** How many access paths the picture leaves out. */
    public int notDrawn() {
        return Math.max(0, Edge.count(lines) - Edge.MOST);
    }

    /** The worst paths, as sentences. */
    public List<AccessLine> listed() {
        return worst(MOST_LISTED);
    }

    public int notListed() {
        return Math.max(0, count - MOST_LISTED);
    }

    /** The word before a sentence. */
    public static Mark mark(AccessLine line) {
        return Mark.of(line);
    }
}
