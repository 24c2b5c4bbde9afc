package dev.ecrauditor.audit.delivery;

import dev.ecrauditor.delivery.SilenceCheck;
import dev.ecrauditor.event.CanaryTag;
import dev.ecrauditor.event.RegistryChange;
import dev.ecrauditor.event.RepositoryChange;
import dev.ecrauditor.event.Trigger;
import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.store.EventArrivals;
import dev.ecrauditor.repository.RepositoryArn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes that events of an account and Region arrive: one write in a quarter of an hour, however many arrive. */
public final class EventArrivalLog {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final int MAX_COVERAGES = 1_000;

    private final EventArrivals arrivals;
    private final Optional<Canary> canary;
    private final Clock clock;
    private final Map<Subject.Coverage, Instant> noted = new LinkedHashMap<>();

    /** Without a canary. */
    public EventArrivalLog(EventArrivals arrivals, Clock clock) {
        this(arrivals, Optional.empty(), clock);
    }

    /**
     * @param canary whose events are noted too
     */
    public EventArrivalLog(EventArrivals arrivals, Optional<Canary> canary, Clock clock) {
        this.arrivals = arrivals;
        this.canary = canary;
        this.clock = clock;
    }

    /**
     * The canary.
     *
     * @param repository the only repository whose tags count
     * @param arrived where the time of a tag is stored whose event has arrived
     */
    public record Canary(RepositoryArn repository, EventArrivals arrived) {}

    /** Notes the events among the triggers; the auditor's own requests prove nothing. */
    public void note(List<? extends Trigger> triggers) {
        canary.ifPresent(known -> triggers.stream()
                .flatMap(trigger -> CanaryTag.of(trigger).stream())
                .filter(tag -> tag.repository().equals(known.repository()) && isPast(tag.writtenAt()))
                .forEach(tag -> known.arrived().arrived(coverage(tag.repository()), tag.writtenAt())));
        triggers.stream()
                .flatMap(trigger -> EventArrivalLog.place(trigger).stream())
                .distinct()
                .filter(this::isDue)
                .forEach(this::write);
    }

    /** Where CloudTrail recorded a call; the events of keys and of ECR itself do not prove that calls of ECR arrive. */
    private static Optional<Subject.Coverage> place(Trigger trigger) {
        if (trigger instanceof RegistryChange change) {
            return Optional.of(new Subject.Coverage(change.account(), change.region()));
        }
        return trigger instanceof RepositoryChange change
                ? Optional.of(coverage(change.repository()))
                : Optional.empty();
    }

    private static Subject.Coverage coverage(RepositoryArn repository) {
        return new Subject.Coverage(repository.account(), repository.region());
    }

    /** A time in the future would hide every tag until then. */
    private boolean isPast(Instant writtenAt) {
        return !writtenAt.isAfter(clock.instant().plus(CLOCKS_DIFFER));
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
