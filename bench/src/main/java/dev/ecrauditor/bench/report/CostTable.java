package dev.ecrauditor.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a million warm events cost by memory size, computed from two metrics. Lambda gives a function processors in
 * proportion to its memory: one at 1,769 MB.
 *
 * <p>Source: "Configure Lambda function memory", AWS Lambda Developer Guide. Prices: the first tier in US East (N.
 * Virginia), November 2026, as articles quote https://aws.amazon.com/lambda/pricing/.
 */
public final class CostTable {

    static final double X86_GB_SECOND = 0.0000166667;
    static final double ARM_GB_SECOND = 0.0000133334;
    static final double MILLION_REQUESTS = 0.20;

    private static final double ONE_PROCESSOR = 1769;
    private static final double MEGABYTES = 1024;
    private static final List<Integer> SIZES = List.of(256, 512, 768, 1024, 1536, 1769, 2048);

    private CostTable() {}

    /**
     * The table of a tier of the compiler; empty where it was not measured.
     *
     * @param tier as the ids of metrics end
     */
    public static Optional<String> of(Results results, String tier) {
        Optional<Double> processor = results.median("warm.event." + tier);
        Optional<Double> waiting = results.median("warm.aws-time." + tier);
        Optional<Double> memory = results.median("warm.memory." + tier);
        if (processor.isEmpty() || waiting.isEmpty() || memory.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>(
                List.of("| memory | ms per event | US dollars per million events, x86 | Arm |", "|---|---|---|---|"));
        for (int size : SIZES) {
            lines.add(
                    size < memory.get()
                            ? String.format(Locale.ROOT, "| %,d MB | less than the function needs | | |", size)
                            : line(size, processor.get(), waiting.get()));
        }
        return Optional.of(String.join("\n", lines) + "\n");
    }

    private static String line(int size, double processor, double waiting) {
        double millis = millis(size, processor, waiting);
        return String.format(
                Locale.ROOT,
                "| %,d MB | %.0f | %.2f | %.2f |",
                size,
                millis,
                dollarsPerMillion(size, millis, X86_GB_SECOND),
                dollarsPerMillion(size, millis, ARM_GB_SECOND));
    }

    /** More than one processor does not help: an event is handled by one thread most of the time. */
    static double millis(int size, double processor, double waiting) {
        return processor / Math.min(1, size / ONE_PROCESSOR) + waiting;
    }

    static double dollarsPerMillion(int size, double millis, double gigabyteSecond) {
        return 1_000_000 * (size / MEGABYTES) * (millis / 1000) * gigabyteSecond + MILLION_REQUESTS;
    }
}
