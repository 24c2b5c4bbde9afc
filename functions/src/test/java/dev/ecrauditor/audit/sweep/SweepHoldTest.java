package dev.ecrauditor.audit.sweep;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.audit.DigestHold;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.finding.store.InMemorySweepStore;
import dev.ecrauditor.finding.store.SweepRoundStore;
import dev.ecrauditor.finding.sweep.SweepRound;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the drain reads to know whether a digest has to wait. */
class SweepHoldTest {

    private final MutableClock clock = new MutableClock(NOON.plusSeconds(60));
    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final CountedRounds rounds = new CountedRounds();
    private final SweepHold hold = new SweepHold(new InMemorySweepStore(store), rounds, clock);

    private static final class CountedRounds implements SweepRoundStore {

        private final SweepRound running = SweepRound.NONE.begin(NOON, "rules");
        private int reads;
        private int faults;

        @Override
        public SweepRound round() {
            reads++;
            if (faults-- > 0) {
                throw new IllegalStateException("the table does not answer");
            }
            return running;
        }

        @Override
        public boolean save(SweepRound next) {
            throw new AssertionError("the drain stores no round");
        }
    }

    @Test
    void aDrainReadsTheRoundOnceForAllRecords() {
        for (int i = 0; i < 20; i++) {
            store.save(record(i));
        }
        AlertDrain drain = new AlertDrain(new AlertDrain.Parts(
                store,
                RuleCatalog.standard(Duration.ofMinutes(15)),
                message -> {
                    throw new AssertionError("the digest waits for the end of the round");
                },
                request -> {},
                hold,
                clock));
        assertThat(drain.drain(List.of(subject(7)), () -> true, line -> {})).isZero();
        assertThat(rounds.reads).isEqualTo(1);
        drain.drain(List.of(), () -> true, line -> {});
        assertThat(rounds.reads).isEqualTo(2);
    }

    @Test
    void afterAFaultTheNextRecordReadsItAgain() {
        rounds.faults = 1;
        DigestHold run = hold.forOneRun();
        assertThatThrownBy(() -> run.holds(record(1))).hasMessageContaining("does not answer");
        assertThat(run.holds(record(2))).isTrue();
        assertThat(run.holds(record(3))).isTrue();
        assertThat(rounds.reads).isEqualTo(2);
    }

    private static Subject subject(int i) {
        return SampleRecords.subject("repository-" + i);
    }

    private static SubjectRecord record(int i) {
        return SampleRecords.withDigestAlerts(subject(i), NOON, "a" + i + "#1");
    }
}
