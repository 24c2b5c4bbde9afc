package dev.ecrauditor.bench.report;

import java.time.Instant;
import java.util.List;

/**
 * What a run was made with.
 *
 * @param at when it ended
 * @param java that was measured
 * @param processor of the machine
 * @param processors how many
 * @param busy why its figures are uncertain; empty on a quiet machine
 */
public record RunInfo(Instant at, String java, String processor, int processors, List<String> busy) {

    public RunInfo {
        busy = List.copyOf(busy);
    }

    public static RunInfo of(Instant at, String java, Machine machine) {
        return new RunInfo(at, java, machine.processor(), machine.processors(), machine.busy());
    }

    public boolean isBusy() {
        return !busy.isEmpty();
    }
}
