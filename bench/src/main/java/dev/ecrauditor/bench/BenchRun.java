package dev.ecrauditor.bench;

import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.report.Machine;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures figures one after the other. What goes wrong with one is told, and the others are measured nevertheless. */
final class BenchRun {

    private final Map<String, Figure> figures;
    private final Machine machine;
    private final Check check;
    private final PrintStream progress;
    private final List<String> failures = new ArrayList<>();

    /** What has to hold after each figure. */
    interface Check {
        void run() throws BenchException;
    }

    /**
     * @param figures by name, in their order
     * @param check after each figure
     * @param progress where the run tells what it does and what failed
     */
    BenchRun(Map<String, Figure> figures, Machine machine, Check check, PrintStream progress) {
        this.figures = figures;
        this.machine = machine;
        this.check = check;
        this.progress = progress;
    }

    Results measure() throws IOException, InterruptedException {
        List<Metric> metrics = figures.values().stream()
                .flatMap(figure -> figure.metrics().stream())
                .toList();
        Results results = new Results(metrics);
        machine.checkLoad();
        machine.checkOthers("before the run");
        for (Map.Entry<String, Figure> figure : figures.entrySet()) {
            progress.println("bench: " + figure.getKey() + " ...");
            try {
                figure.getValue().measure(results);
                check.run();
            } catch (BenchException fault) {
                fail(figure.getKey() + ": " + fault.getMessage());
            }
            machine.checkOthers("after " + figure.getKey());
        }
        results.missing().forEach(id -> fail("not measured: " + id));
        return results;
    }

    /** The exit status: 1 when something failed or was not measured. */
    int status() {
        return failures.isEmpty() ? 0 : 1;
    }

    private void fail(String what) {
        failures.add(what);
        progress.println("bench: FAILED: " + what);
    }
}
