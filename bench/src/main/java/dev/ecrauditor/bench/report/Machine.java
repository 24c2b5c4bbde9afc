package dev.ecrauditor.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine of a run, and whether others used its processors while nothing of the run did. */
public final class Machine {

    /** Of the processors, in the average of the last minute before the run. */
    private static final double MOST_LOAD = 0.5;

    /** Of one processor, while the run waits. */
    private static final double MOST_OTHERS = 0.1;

    private static final String LOAD_BEFORE_BUILD = "bench.load";
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    private static final int IDLE = 4;
    private static final int WAITING = 5;

    private final Path proc;
    private final int processors;
    private final Duration sample;
    private final List<String> busy = new ArrayList<>();

    public Machine() {
        this(Path.of("/proc"), Runtime.getRuntime().availableProcessors(), SAMPLE);
    }

    /**
     * @param proc the kernel's files
     * @param processors of the machine
     * @param sample how long others are watched
     */
    public Machine(Path proc, int processors, Duration sample) {
        this.proc = proc;
        this.processors = processors;
        this.sample = sample;
    }

    /** Checks the load average; that of before the build, where the launcher has noted it. */
    public void checkLoad() throws IOException {
        String average = System.getProperty(LOAD_BEFORE_BUILD, Files.readString(proc.resolve("loadavg")));
        double load = Double.parseDouble(average.strip().split(" ", 2)[0]);
        if (load > MOST_LOAD * processors) {
            busy.add(String.format(Locale.ROOT, "load average %.2f on %d processors at the start", load, processors));
        }
    }

    /** Checks for a moment, in which the run does nothing, what others do. */
    public void checkOthers(String when) throws IOException, InterruptedException {
        double before = busySeconds();
        long start = System.nanoTime();
        Thread.sleep(sample.toMillis());
        double used = (busySeconds() - before) / ((System.nanoTime() - start) / 1e9);
        if (used > MOST_OTHERS) {
            busy.add(String.format(Locale.ROOT, "other processes used %.0f %% of a processor %s", used * 100, when));
        }
    }

    /** Why the figures are uncertain; empty on a quiet machine. */
    public List<String> busy() {
        return List.copyOf(busy);
    }

    public int processors() {
        return processors;
    }

    /** What the kernel calls the processor; the architecture where it does not. */
    public String processor() {
        try (Stream<String> lines = Files.lines(proc.resolve("cpuinfo"))) {
            Optional<String> name = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
            return name.orElseGet(() -> System.getProperty("os.arch"));
        } catch (IOException unreadable) {
            return System.getProperty("os.arch");
        }
    }

    private double busySeconds() throws IOException {
        String[] fields = Files.readString(proc.resolve("stat"))
                .lines()
                .findFirst()
                .orElse("")
                .split(" +", -1);
        long ticks = 0;
        for (int field = 1; field < Math.min(fields.length, 9); field++) {
            ticks += field == IDLE || field == WAITING ? 0 : Long.parseLong(fields[field]);
        }
        return ticks / 100.0;
    }
}
