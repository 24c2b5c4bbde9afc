package dev.ecrauditor.bench.lambda;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time that a process has used until one moment.
 *
 * <p>{@code /proc/PID/stat} has the time of the whole process, ended threads included, in steps of 10 ms. The file
 * {@code schedstat} of each thread has nanoseconds, but is gone when the thread ends. A difference is the sum over the
 * threads while both agree, else that of the whole process.
 *
 * @param processNanos of the whole process
 * @param threadNanos of each thread that is alive
 */
public record ProcessorTime(long processNanos, Map<String, Long> threadNanos) {

    /** A process that has not started. */
    public static final ProcessorTime NONE = new ProcessorTime(0, Map.of());

    /** User and system time are each rounded down to 10 ms, at the beginning and at the end. */
    private static final long RESOLUTION = 25_000_000;

    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int FIRST_FIELD_AFTER_NAME = 3;
    private static final int USER_TIME = 14;
    private static final int SYSTEM_TIME = 15;

    /** Reads the time of a process that runs. */
    public static ProcessorTime of(long pid) throws IOException {
        return of(Path.of("/proc", Long.toString(pid)));
    }

    static ProcessorTime of(Path process) throws IOException {
        Map<String, Long> threads = new TreeMap<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                try {
                    String[] fields =
                            Files.readString(task.resolve("schedstat")).strip().split(" ", 2);
                    threads.put(task.getFileName().toString(), Long.parseLong(fields[0]));
                } catch (NoSuchFileException ended) {
                    // Only in the time of the whole process.
                }
            }
        }
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME - FIRST_FIELD_AFTER_NAME])
                + Long.parseLong(fields[SYSTEM_TIME - FIRST_FIELD_AFTER_NAME]);
        return new ProcessorTime(ticks * NANOS_PER_TICK, threads);
    }

    /** The milliseconds of the processor that were used since. */
    public double millisSince(ProcessorTime earlier) {
        long process = processNanos - earlier.processNanos;
        long threads = sum() - earlier.sum();
        return (Math.abs(process - threads) <= RESOLUTION ? threads : process) / 1e6;
    }

    private long sum() {
        return threadNanos.values().stream().mapToLong(Long::longValue).sum();
    }
}
