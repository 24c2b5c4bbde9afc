package dev.ecrauditor.handler;

import static dev.ecrauditor.testing.SampleRecords.NOON;
import static dev.ecrauditor.testing.SampleRecords.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ecrauditor.alert.AlertMessage;
import dev.ecrauditor.audit.AlertDrain;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.InMemoryFindingStore;
import dev.ecrauditor.rule.catalog.RuleCatalog;
import dev.ecrauditor.testing.CloudTrailEvents;
import dev.ecrauditor.testing.Invocation;
import dev.ecrauditor.testing.LambdaContext;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.SampleRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PrimitiveIterator;
import org.junit.jupiter.api.Test;

/** When an invocation has no time left to publish, to read on or to try again. */
class LambdaPaceTest {

    private static final Subject FIRST = subject("repository-1");
    private static final Subject SECOND = subject("repository-2");

    private final InMemoryFindingStore store = new InMemoryFindingStore();
    private final List<AlertMessage> published = new ArrayList<>();
    private final AlertHandler alerts = new AlertHandler(new AlertDrain(
            store,
            RuleCatalog.standard(Duration.ofMinutes(15)),
            published::add,
            request -> {},
            new MutableClock(NOON)));

    /** A frozen machine wakes up late: what was left before the wait is not what is left after it. */
    @Test
    void ifTimeRunsOutWhileWaitingForAPermitNothingIsPublished() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        tick(remaining(6_000, 5_999));
        assertThat(published).isEmpty();
        assertThat(store.due(10)).containsExactly(FIRST);
        tick(remaining(6_000, 6_000));
        assertThat(published).hasSize(1);
        assertThat(store.due(10)).isEmpty();
    }

    @Test
    void whatIsNotReachedInTimeStaysDue() {
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        store.save(SampleRecords.withAlerts(SECOND, NOON.plusSeconds(1), "b#1"));
        tick(remaining(10_000, 6_500, 6_200, 6_100, 5_900));
        assertThat(published).hasSize(1);
        assertThat(store.due(10)).containsExactly(SECOND);
    }

    @Test
    void theTimeThatPublishingNeedsIsNotSpentOnReading() {
        assertThat(new LambdaPace(remaining(9_999)).canReadMore()).isFalse();
        assertThat(new LambdaPace(remaining(10_000)).canReadMore()).isTrue();
        store.save(SampleRecords.withAlerts(FIRST, NOON, "a#1"));
        store.save(SampleRecords.withAlerts(SECOND, NOON.plusSeconds(1), "b#1"));
        tick(remaining(9_999));
        assertThat(published).hasSize(1);
        assertThat(store.due(10)).containsExactly(SECOND);
    }

    @Test
    void aPassWithoutTimeToPublishDoesNotStart() {
        assertThat(new LambdaPace(remaining(6_999)).awaitPass(2)).isFalse();
        assertThat(new LambdaPace(remaining(7_999)).awaitPass(3)).isFalse();
    }

    @Test
    void anInterruptedWaitGetsNoPermitAndKeepsTheInterrupt() {
        for (Runnable pending : List.<Runnable>of(
                () -> assertThat(new LambdaPace(remaining(60_000)).awaitPermit())
                        .isFalse(),
                () -> assertThat(new LambdaPace(remaining(60_000)).awaitPass(2)).isFalse(),
                () -> assertThat(new LambdaSweepPace(remaining(600_000)).awaitPermit())
                        .isFalse())) {
            Thread.currentThread().interrupt();
            pending.run();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private void tick(LambdaContext context) {
        Invocation.of(alerts, CloudTrailEvents.batch(List.of(CloudTrailEvents.scheduled(NOON))), context);
    }

    /** What is left at each time of asking; the last for ever after. */
    private static LambdaContext remaining(int... millis) {
        PrimitiveIterator.OfInt next = Arrays.stream(millis).iterator();
        int last = millis[millis.length - 1];
        return new LambdaContext(() -> next.hasNext() ? next.nextInt() : last);
    }
}
