package dev.ecrauditor.bench.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that has run to its end. A shell around it says the processor time of everything that the command started,
 * in steps of 10 ms.
 *
 * @param processorMillis of the command and its children
 * @param elapsedMillis from start to end
 * @param peakMegabytes of physical memory, of the largest process
 * @param output the file with what it wrote to standard output
 */
public record MeasuredCommand(double processorMillis, double elapsedMillis, double peakMegabytes, Path output) {

    private static final String SCRIPT =
            "\"$@\" >\"$BENCH_OUTPUT\" 2>\"$BENCH_ERRORS\"; status=$?; cat /proc/$$/stat;" + " exit $status";
    private static final long MINUTES = 30;
    private static final long POLL_MILLIS = 20;
    private static final int FIRST_FIELD_AFTER_NAME = 3;
    private static final int USER_TIME_OF_CHILDREN = 16;
    private static final double MILLIS_PER_TICK = 10;
    private static final int LAST_CHARACTERS = 600;

    /**
     * Runs a command.
     *
     * @throws BenchException when its exit status is not 0, with the end of what it wrote
     */
    public static MeasuredCommand run(List<String> command, Map<String, String> environment, Path directory)
            throws BenchException, IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "command-", ".out");
        Path errors = Files.createTempFile(directory, "command-", ".err");
        List<String> wrapped = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        wrapped.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(wrapped);
        builder.environment().putAll(environment);
        builder.environment().put("BENCH_OUTPUT", output.toString());
        builder.environment().put("BENCH_ERRORS", errors.toString());
        long start = System.nanoTime();
        Process process = builder.start();
        double peak = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(process.toHandle()));
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new BenchException(command.get(0) + ": not finished after " + MINUTES + " minutes");
            }
        }
        double elapsed = (System.nanoTime() - start) / 1e6;
        if (process.exitValue() != 0) {
            String text = Files.readString(errors).strip();
            throw new BenchException(String.join(" ", command) + ": exit status " + process.exitValue() + ": "
                    + text.substring(Math.max(0, text.length() - LAST_CHARACTERS)));
        }
        return new MeasuredCommand(
                processorMillis(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)),
                elapsed,
                peak,
                output);
    }

    static double processorMillis(String stat) {
        String[] fields = stat.strip().substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        int first = USER_TIME_OF_CHILDREN - FIRST_FIELD_AFTER_NAME;
        return (Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1])) * MILLIS_PER_TICK;
    }

    private static double peak(ProcessHandle shell) {
        return shell.descendants()
                .mapToDouble(child -> megabytes(child.pid()))
                .max()
                .orElse(0);
    }

    private static double megabytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException ended) {
            return 0;
        }
    }
}
