package dev.ecrauditor.simulation.world;

import dev.ecrauditor.finding.record.Subject;
import dev.ecrauditor.finding.record.SubjectRecord;
import dev.ecrauditor.finding.sweep.SweepProgress;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.simulation.engine.Fault;
import dev.ecrauditor.simulation.engine.Faults;
import dev.ecrauditor.simulation.engine.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The table: one item per subject, written under conditions, and a sparse index that follows with a delay. */
public final class Table {

    private static final long INDEX_LAG = Timeline.SECOND / 20;

    private final Timeline timeline;
    private final Faults faults;
    private final Map<Subject, SubjectRecord> items = new LinkedHashMap<>();
    private final Map<Subject, List<Image>> index = new LinkedHashMap<>();
    private final Map<Subject.Coverage, SweepProgress> sweeps = new HashMap<>();
    private final Set<Subject> due = new HashSet<>();
    private final Set<Subject> damaged = new HashSet<>();

    /** An item as the index shows it from a given time on; an item that is not due is not in it. */
    private record Image(long visibleAt, SubjectRecord record, boolean due) {}

    public Table(Timeline timeline, Faults faults) {
        this.timeline = timeline;
        this.faults = faults;
    }

    /** From now on the record of this subject is one that this version cannot read. */
    public void damage(Subject subject) {
        damaged.add(subject);
    }

    public boolean isDamaged(Subject subject) {
        return damaged.contains(subject);
    }

    public boolean hasDamage() {
        return !damaged.isEmpty();
    }

    /** The item, by a consistent read. */
    public Optional<SubjectRecord> get(Subject subject) {
        if (damaged.contains(subject)) {
            throw new IllegalStateException("the stored record has a newer schema");
        }
        return Optional.ofNullable(items.get(subject));
    }

    /** The item, whatever its content; empty if there is none. */
    public Optional<SubjectRecord> item(Subject subject) {
        return Optional.ofNullable(items.get(subject));
    }

    /** Every item. */
    public List<SubjectRecord> items() {
        return List.copyOf(items.values());
    }

    /**
     * Puts an item whose version follows the stored one; returns the previous item, or empty if the condition fails.
     */
    public boolean put(SubjectRecord next) {
        long stored = Optional.ofNullable(items.get(next.subject()))
                .map(SubjectRecord::version)
                .orElse(0L);
        if (damaged.contains(next.subject()) || stored != next.version() - 1) {
            return false;
        }
        become(next, !next.outbox().isEmpty());
        return true;
    }

    /** Changes an item if the condition holds; returns whether it did. */
    public boolean update(Subject subject, Predicate<SubjectRecord> condition, UnaryOperator<SubjectRecord> change) {
        SubjectRecord stored = items.get(subject);
        if (stored == null || !condition.test(stored)) {
            return false;
        }
        SubjectRecord next = change.apply(stored);
        become(next, due.contains(subject) && next.outboxSince().isPresent());
        return true;
    }

    /** The progress of the sweep of a place, by a consistent read. */
    public SweepProgress sweep(Subject.Coverage place) {
        return sweeps.getOrDefault(place, SweepProgress.none(place));
    }

    /** Puts the progress of a sweep whose version follows the stored one; false if the condition fails. */
    public boolean put(SweepProgress next) {
        boolean follows = sweep(next.coverage()).version() == next.version() - 1;
        if (follows) {
            sweeps.put(next.coverage(), next);
        }
        return follows;
    }

    /** A page of the repositories that have an item, after this name; an unreadable item still has its keys. */
    public List<RepositoryArn> page(String after, int most) {
        return Stream.concat(items.keySet().stream(), damaged.stream())
                .distinct()
                .filter(Subject.Repository.class::isInstance)
                .map(subject -> ((Subject.Repository) subject).repository())
                .filter(arn -> arn.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(RepositoryArn::name))
                .limit(most)
                .toList();
    }

    /** What the index shows now: the items it takes to be due, as they were some time ago, oldest first. */
    public List<SubjectRecord> due(int limit) {
        return index.values().stream()
                .flatMap(images -> shown(images).stream())
                .sorted(Comparator.comparing(record -> record.outboxSince().orElse(Instant.MIN)))
                .limit(limit)
                .toList();
    }

    /** True if something waits, or the index shows it. */
    public boolean hasDue() {
        return due.stream().anyMatch(subject -> !damaged.contains(subject))
                || due(Integer.MAX_VALUE).stream().anyMatch(record -> !damaged.contains(record.subject()));
    }

    private void become(SubjectRecord record, boolean isDue) {
        items.put(record.subject(), record);
        if (isDue) {
            due.add(record.subject());
        } else {
            due.remove(record.subject());
        }
        long lag = faults.happens(Fault.STALE_INDEX) ? faults.upTo(30 * Timeline.SECOND) : INDEX_LAG;
        List<Image> images = index.computeIfAbsent(record.subject(), none -> new ArrayList<>());
        images.removeIf(image -> image.visibleAt() > timeline.now() + lag);
        images.add(new Image(timeline.now() + lag, record, isDue));
    }

    private Optional<SubjectRecord> shown(List<Image> images) {
        while (images.size() > 1 && images.get(1).visibleAt() <= timeline.now()) {
            images.remove(0);
        }
        Image first = images.get(0);
        return first.visibleAt() <= timeline.now() && first.due() ? Optional.of(first.record()) : Optional.empty();
    }
}
