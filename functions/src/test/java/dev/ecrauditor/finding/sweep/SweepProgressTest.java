package dev.ecrauditor.finding.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.sweep.SweepProgress.Unannounced;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SweepProgressTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofDays(8));
    private static final SweepProgress.Limits LIMITS = new SweepProgress.Limits(Duration.ofDays(7), 3);

    private final SweepProgress none = SweepProgress.none(new Subject.Coverage("111122223333", "us-east-1"));

    @Test
    void changesFromBeforeTheWindowAreNotCounted() {
        SweepProgress two = none.withUnannounced(2, START, LIMITS);

        assertThat(two.withUnannounced(1, LATER, LIMITS).unannounced())
                .isEqualTo(new Unannounced(1, Optional.of(LATER)));
    }

    @Test
    void enoughChangesAreKeptHoweverOldTheFirstIs() {
        SweepProgress three = none.withUnannounced(3, START, LIMITS);

        assertThat(three.withUnannounced(1, LATER, LIMITS).unannounced())
                .isEqualTo(new Unannounced(4, Optional.of(START)));
    }
}
