package dev.ecrauditor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpacedCallsTest {

    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    /** Near the end of the range, where a comparison without subtraction is wrong. */
    private long now = Long.MAX_VALUE - 3 * TENTH;

    private final List<Long> waits = new ArrayList<>();
    private final SpacedCalls pace = new SpacedCalls(10, () -> now, this::sleep);

    @Test
    void tenCallsASecondAreATenthOfASecondApart() {
        long start = now;

        IntStream.range(0, 31).forEach(i -> pace.await("111122223333", "us-east-1"));

        assertThat(now - start).isEqualTo(30 * TENTH);
        assertThat(waits).hasSize(30).containsOnly(TENTH);
    }

    @Test
    void accountsAndRegionsDoNotWaitForEachOther() {
        pace.await("111122223333", "us-east-1");
        pace.await("111122223333", "eu-west-1");
        pace.await("444455556666", "us-east-1");

        assertThat(waits).isEmpty();
    }

    @Test
    void aCallAfterAPauseDoesNotWaitAndSavesNothingUp() {
        pace.await("111122223333", "us-east-1");
        now += 10 * TENTH;

        pace.await("111122223333", "us-east-1");
        pace.await("111122223333", "us-east-1");

        assertThat(waits).containsExactly(TENTH);
    }

    @Test
    void aSleepThatEndsTooEarlyIsContinued() {
        Map<Integer, Long> calls = new HashMap<>();
        SpacedCalls early = new SpacedCalls(10, () -> now, nanos -> now += (nanos + 1) / 2);
        for (int i = 0; i < 3; i++) {
            early.await("111122223333", "us-east-1");
            calls.put(i, now);
        }

        assertThat(calls.get(2) - calls.get(0)).isEqualTo(2 * TENTH);
    }

    @Test
    void thePlacesInUseKeepTheirPaceWhenThereAreMany() {
        IntStream.range(0, 1_500).forEach(i -> pace.await("%012d".formatted(i), "us-east-1"));
        IntStream.range(0, 1_500).forEach(i -> pace.await("%012d".formatted(i), "us-east-1"));

        assertThat(waits).containsExactly(TENTH);
    }

    private void sleep(long nanos) {
        waits.add(nanos);
        now += nanos;
    }
}
