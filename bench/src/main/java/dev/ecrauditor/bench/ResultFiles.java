package dev.ecrauditor.bench;

import dev.ecrauditor.bench.report.CallTable;
import dev.ecrauditor.bench.report.CostTable;
import dev.ecrauditor.bench.report.DocumentedResults;
import dev.ecrauditor.bench.report.JsonReport;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.report.RunInfo;
import dev.ecrauditor.bench.report.SvgChart;
import dev.ecrauditor.bench.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The results in their three forms.
 *
 * @param table for people
 * @param json for programs
 * @param chart of the metrics with a goal
 */
record ResultFiles(String table, String json, String chart) {

    static ResultFiles of(RunInfo run, Results results) {
        StringBuilder table = new StringBuilder(TextTable.of(run, results));
        CallTable.of(results).ifPresent(calls -> table.append("\n").append(calls));
        CostTable.of(results, "tier1").ifPresent(cost -> table.append("\n").append(cost));
        return new ResultFiles(table.toString(), JsonReport.of(run, results) + "\n", SvgChart.of(run, results));
    }

    void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("performance.txt"), table);
        Files.writeString(directory.resolve("performance.json"), json);
        Files.writeString(directory.resolve("performance.svg"), chart);
    }

    /** Writes them into the documentation of the project. */
    void writeToDocs(Path docs) throws IOException {
        Path page = docs.resolve("performance.md");
        Files.writeString(page, DocumentedResults.replace(Files.readString(page), table));
        Files.writeString(docs.resolve("performance.json"), json);
        Files.writeString(docs.resolve("pictures").resolve("performance.svg"), chart);
    }
}
