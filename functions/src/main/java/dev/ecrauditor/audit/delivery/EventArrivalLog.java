package dev.ecrauditor.audit.delivery;

import dev.ecrauditor.delivery.SilenceCheck;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes that events of an account and Region arrive: one write in a quarter of an hour, however many arrive. */
public final class EventArrivalLog {

    private static final int MAX_COVERAGES = 1_000;

    private final EventArrivals arrivals;
    private final Clock clock;
    private final Map<Subject.Coverage, Instant> noted = new LinkedHashMap<>();

    public EventArrivalLog(EventArrivals arrivals, Clock clock) {
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** Notes the events among the triggers; the auditor's own requests prove nothing. */
    public void note(List<? extends Trigger> triggers) {
        triggers.stream()
                .filter(RepositoryChange.class::isInstance)
                .map(trigger -> ((RepositoryChange) trigger).repository())
                .map(repository -> new Subject.Coverage(repository.account(), repository.region()))
                .distinct()
                .filter(this::isDue)
                .forEach(this::write);
    }

    private void write(Subject.Coverage coverage) {
        Instant now = clock.instant();
        arrivals.arrived(coverage, now);
        remember(coverage, now);
    }

    private synchronized boolean isDue(Subject.Coverage coverage) {
        Instant last = noted.get(coverage);
        return last == null || !last.plus(SilenceCheck.LATE).isAfter(clock.instant());
    }

    private synchronized void remember(Subject.Coverage coverage, Instant at) {
        if (noted.size() >= MAX_COVERAGES) {
            noted.clear();
        }
        noted.put(coverage, at);
    }
}
