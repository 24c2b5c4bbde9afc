package dev.ecrauditor.cli.report.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An access path as it is drawn: paths with the same ends and opening are one, with the worst mark. */
record Edge(String outsider, String via, String effects, Mark mark, String target) {

    /** More cannot be told apart. */
    static final int MOST = 24;

    /** The worst edges, those of one outsider together. */
    static List<Edge> of(List<AccessLine> lines) {
        Map<List<String>, Edge> merged = new LinkedHashMap<>();
        lines.stream()
                .sorted(Comparator.comparing(AccessLine::rank).reversed())
                .map(line -> new Edge(line.outsider(), line.via(), line.effects(), Mark.of(line), line.target()))
                .forEach(edge -> merged.putIfAbsent(List.of(edge.outsider, edge.via, edge.target), edge));
        Map<String, List<Edge>> byOutsider = new LinkedHashMap<>();
        merged.values().stream()
                .limit(MOST)
                .forEach(edge -> byOutsider
                        .computeIfAbsent(edge.outsider, first -> new ArrayList<>())
                        .add(edge));
        return byOutsider.values().stream().flatMap(List::stream).toList();
    }

    /** How many edges there are. */
    static int count(List<AccessLine> lines) {
        return (int) lines.stream()
                .map(line -> List.of(line.outsider(), line.via(), line.target()))
                .distinct()
                .count();
    }

    /** The first line of its box. */
    String heading() {
        return mark.name() + ": " + via;
    }
}
