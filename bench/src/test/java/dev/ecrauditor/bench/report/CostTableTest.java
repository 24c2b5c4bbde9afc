package dev.ecrauditor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CostTableTest {

    private static final List<Metric> METRICS = List.of(
            Metric.of("warm.event.tier1", "", "ms CPU"),
            Metric.of("warm.aws-time.tier1", "", "ms"),
            Metric.of("warm.memory.tier1", "", "MB"));

    @Test
    void timeIsTheShareOfAProcessorAndTheCallsInFlight() {
        assertThat(CostTable.millis(1769, 5, 40)).isEqualTo(45);
        assertThat(CostTable.millis(3008, 5, 40)).isEqualTo(45);
        assertThat(CostTable.millis(1024, 5, 40)).isCloseTo(48.64, within(0.01));
    }

    @Test
    void aMillionEventsCostGigabyteSecondsAndRequests() {
        assertThat(CostTable.dollarsPerMillion(1024, 50, CostTable.ARM_GB_SECOND))
                .isCloseTo(0.87, within(0.01));
        assertThat(CostTable.dollarsPerMillion(2048, 50, CostTable.X86_GB_SECOND))
                .isCloseTo(1.87, within(0.01));
    }

    @Test
    void aSizeBelowThePeakMemoryHasNoPrice() {
        Results results = new Results(METRICS);
        results.add("warm.event.tier1", 5);
        results.add("warm.aws-time.tier1", 40);
        results.add("warm.memory.tier1", 300);
        assertThat(CostTable.of(results, "tier1").orElseThrow())
                .contains("| 256 MB | less than the function needs | | |", "| 1,769 MB | 45 | 1.50 | 1.24 |");
    }

    @Test
    void withoutWarmEventsThereIsNoTable() {
        assertThat(CostTable.of(new Results(METRICS), "tier1")).isEmpty();
    }
}
