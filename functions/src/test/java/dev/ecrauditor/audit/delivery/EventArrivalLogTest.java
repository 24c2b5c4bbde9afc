package dev.ecrauditor.audit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ecrauditor.event.Reevaluation;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.testing.MutableClock;
import dev.ecrauditor.testing.RepositoryChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventArrivalLogTest {

    private static final RepositoryArn REPOSITORY = RepositoryArn.parse(
                    "arn:aws:ecr:us-east-1:111122223333:repository/app")
            .orElseThrow();

    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-20T10:00:00Z"));
    private final List<Instant> written = new ArrayList<>();
    private boolean fails;
    private final EventArrivalLog log = new EventArrivalLog(
            new EventArrivals() {
                @Override
                public void arrived(Subject.Coverage coverage, Instant at) {
                    if (fails) {
                        throw new IllegalStateException("not now");
                    }
                    written.add(at);
                }

                @Override
                public Optional<Instant> latest(Subject.Coverage coverage) {
                    return Optional.empty();
                }
            },
            clock);

    @Test
    void manyEventsAreOneWriteInAQuarterOfAnHour() {
        log.note(List.of(event(), event()));
        clock.advance(Duration.ofMinutes(14));
        log.note(List.of(event()));
        assertThat(written).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        log.note(List.of(event()));
        assertThat(written).hasSize(2);
    }

    @Test
    void theAuditorsOwnRequestsProveNothing() {
        log.note(List.of(new Reevaluation(REPOSITORY)));
        assertThat(written).isEmpty();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenWithTheNextEvent() {
        fails = true;
        assertThatThrownBy(() -> log.note(List.of(event()))).hasMessage("not now");
        fails = false;
        log.note(List.of(event()));
        assertThat(written).hasSize(1);
    }

    private Trigger event() {
        return RepositoryChanges.policyDeleted(clock.instant());
    }
}
