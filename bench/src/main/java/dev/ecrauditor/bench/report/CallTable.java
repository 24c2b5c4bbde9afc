package dev.ecrauditor.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How often an event calls each operation of AWS, as a table of Markdown. */
public final class CallTable {

    private CallTable() {}

    /** The table; empty where no calls were counted. */
    public static Optional<String> of(Results results) {
        Map<String, Map<String, Double>> figures = results.calls();
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        Set<String> operations = new TreeSet<>();
        figures.values().forEach(rates -> operations.addAll(rates.keySet()));
        List<String> lines = new ArrayList<>(List.of(
                "| calls per event | " + String.join(" | ", figures.keySet()) + " |",
                "|---".repeat(figures.size() + 1) + "|"));
        for (String operation : operations) {
            List<String> cells = figures.values().stream()
                    .map(rates -> TextTable.number(rates.getOrDefault(operation, 0.0)))
                    .toList();
            lines.add("| " + operation + " | " + String.join(" | ", cells) + " |");
        }
        return Optional.of(String.join("\n", lines) + "\n");
    }
}
