package dev.ecrauditor.bench.figure;

import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import java.io.IOException;
import java.util.List;

/** Metrics that are measured together. */
public interface Figure {

    /** Each of them has a value after {@link #measure}. */
    List<Metric> metrics();

    /**
     * Measures.
     *
     * @throws BenchException when something was not answered or not published
     */
    void measure(Results results) throws BenchException, IOException, InterruptedException;
}
