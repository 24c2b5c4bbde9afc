package dev.ecrauditor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.bench.figure.Figure;
import dev.ecrauditor.bench.lambda.BenchException;
import dev.ecrauditor.bench.report.JsonReport;
import dev.ecrauditor.bench.report.Machine;
import dev.ecrauditor.bench.report.Metric;
import dev.ecrauditor.bench.report.Results;
import dev.ecrauditor.bench.report.RunInfo;
import dev.ecrauditor.bench.report.SvgChart;
import dev.ecrauditor.bench.report.TextTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRunTest {

    private static final BenchRun.Check PASSES = () -> {};

    @TempDir
    Path proc;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @Test
    void everythingMeasuredIsStatusZero() throws Exception {
        BenchRun run = run(Map.of("cold", figure("cold.hello", results -> results.add("cold.hello", 100))), PASSES);
        assertThat(run.measure().median("cold.hello")).hasValue(100.0);
        assertThat(run.status()).isZero();
        assertThat(told.toString(StandardCharsets.UTF_8)).doesNotContain("FAILED");
    }

    @Test
    void aMetricWithoutAValueFails() throws Exception {
        BenchRun run = run(Map.of("cold", figure("cold.hello", results -> {})), PASSES);
        assertThat(run.measure().missing()).containsExactly("cold.hello");
        assertFailed(run, "bench: FAILED: not measured: cold.hello");
    }

    @Test
    void aMetricThatIsNoNumberIsNotMeasured() throws Exception {
        BenchRun run = run(Map.of("cold", figure("cold.ratio", results -> results.add("cold.ratio", 1 / 0.0))), PASSES);
        run.measure();
        assertFailed(run, "bench: FAILED: not measured: cold.ratio");
    }

    @Test
    void aMissingAlertFailsAndTheOtherFiguresAreMeasured() throws Exception {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("drain", figure("drain.alert", results -> {
            throw new BenchException("an alert about team/service was expected; published were 0 messages");
        }));
        figures.put("jar", figure("jar.size", results -> results.add("jar.size", 1)));
        BenchRun run = run(figures, PASSES);
        assertThat(run.measure().median("jar.size")).hasValue(1.0);
        assertFailed(
                run,
                "bench: FAILED: drain: an alert about team/service was expected; published were 0 messages",
                "bench: FAILED: not measured: drain.alert");
    }

    @Test
    void anUnansweredRequestFails() throws Exception {
        BenchRun run = run(Map.of("warm", figure("warm.event", results -> results.add("warm.event", 4))), () -> {
            throw new BenchException("the stub of AWS could not answer: ecr:DescribeImages");
        });
        run.measure();
        assertFailed(run, "bench: FAILED: warm: the stub of AWS could not answer: ecr:DescribeImages");
    }

    @Test
    void aBusyMachineIsSaidInTableJsonAndChartAndIsNoFailure() throws Exception {
        Machine machine = machine("1.50");
        BenchRun run = new BenchRun(
                Map.of("cold", figure("cold.hello", results -> results.add("cold.hello", 100))),
                machine,
                PASSES,
                progress());
        Results results = run.measure();
        RunInfo info = RunInfo.of(Instant.EPOCH, "25", machine);
        String reason = "load average 1.50 on 2 processors at the start";
        assertThat(run.status()).isZero();
        assertThat(TextTable.of(info, results)).contains("BUSY MACHINE: " + reason);
        assertThat(JsonReport.of(info, results)).contains("\"busy\":[\"" + reason + "\"]");
        assertThat(SvgChart.of(info, results)).contains("Busy machine: " + reason);
    }

    @Test
    void aQuietMachineIsNotCalledBusy() throws Exception {
        Machine machine = machine("0.90");
        BenchRun run = new BenchRun(Map.of(), machine, PASSES, progress());
        assertThat(TextTable.of(RunInfo.of(Instant.EPOCH, "25", machine), run.measure()))
                .doesNotContain("BUSY");
    }

    private interface Work {
        void on(Results results) throws BenchException;
    }

    private static Figure figure(String id, Work work) {
        return new Figure() {
            @Override
            public List<Metric> metrics() {
                return List.of(Metric.of(id, "title of " + id, "ms CPU"));
            }

            @Override
            public void measure(Results results) throws BenchException {
                work.on(results);
            }
        };
    }

    private BenchRun run(Map<String, Figure> figures, BenchRun.Check check) throws IOException {
        return new BenchRun(figures, machine("0.10"), check, progress());
    }

    private Machine machine(String load) throws IOException {
        Files.writeString(proc.resolve("loadavg"), load + " 0.20 0.30 1/100 4711\n");
        Files.writeString(proc.resolve("stat"), "cpu  100 0 100 9000 10 0 0 0 0 0\n");
        return new Machine(proc, 2, Duration.ofMillis(1));
    }

    private PrintStream progress() {
        return new PrintStream(told, true, StandardCharsets.UTF_8);
    }

    private void assertFailed(BenchRun run, String... lines) {
        assertThat(run.status()).isEqualTo(1);
        assertThat(told.toString(StandardCharsets.UTF_8).lines()).contains(lines);
    }
}
